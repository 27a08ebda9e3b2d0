package dev.velocity.rule;

import dev.velocity.sensor.Severity;

/// What history says about a limit that calls too often.
public sealed interface Advice {
    /// None of its steps chattered.
    record Quiet() implements Advice {}

    /// This damping would have removed the chatter of that step and told of every call longer than the time to
    /// respond.
    ///
    /// @param before how it was
    /// @param after how it would have been
    record Calmer(Severity severity, Damping from, Damping to, Outline before, Outline after) implements Advice {}

    /// That step chatters, and no damping removes it without missing what matters: the value really comes
    /// and goes, or the instrument is at fault.
    record Helpless(Severity severity, Damping now, Outline before) implements Advice {}
}
