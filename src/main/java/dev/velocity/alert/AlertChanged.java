package dev.velocity.alert;

import dev.velocity.audit.Actor;
import java.time.Instant;

/// One entry of an alert's history, as it was committed.
///
/// @param seq 1, 2, 3... over all alerts, without gaps, in the order of commits; the live stream's event id
/// @param kind what happened
/// @param at when it happened: event time for what a rule found, server time for what a person did
/// @param recorded when the server wrote it
/// @param actor who did it
/// @param words what the person said; may be empty
/// @param alert how the alert stood after it
public record AlertChanged(
        long seq, EventKind kind, Instant at, Instant recorded, Actor actor, String words, Alert alert) {
    /// Name of who did it.
    public String who() {
        return actor.name();
    }

    /// Whether it called for somebody.
    public boolean called() {
        return kind.calls() && !alert.covered();
    }

    /// What kept it from calling, as [Covers#label]; empty when it called, or had no reason to.
    public String hiddenBy() {
        return kind.calls() ? alert.covers().label() : "";
    }
}
