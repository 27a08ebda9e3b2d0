package dev.velocity.rule;

import dev.velocity.measure.Durations;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Step;
import java.time.Duration;
import java.util.Optional;

/// What keeps a step of a limit from calling at every waver of its value.
///
/// @param deadband how far back the value must come, in the sensor's unit
/// @param onDelay how long it must be past the step before it calls; every true call is late by so much
/// @param offDelay how long it must be back before the call ends
public record Damping(double deadband, Duration onDelay, Duration offDelay) {
    public Damping {
        if (!(deadband >= 0) || Double.isInfinite(deadband) || onDelay.isNegative() || offDelay.isNegative())
            throw new IllegalArgumentException("a deadband and delays are zero or more");
    }

    public static Damping of(Step step) {
        return new Damping(step.deadband(), step.onDelay(), step.offDelay());
    }

    /// That of a limit's step; empty when it has none of that severity.
    public static Optional<Damping> of(Limit limit, Severity severity) {
        return step(limit, severity).map(Damping::of);
    }

    /// The limit with this damping on its step of that severity, and its other steps as they were.
    public Limit on(Limit limit, Severity severity) {
        return limit.with(limit.steps().stream()
                .map(step -> step.severity() == severity ? on(step) : step)
                .toList());
    }

    /// As a person writes it: `deadband 20, on-delay 0 s, off-delay 5 min`.
    public String text() {
        var band = deadband == Math.rint(deadband) && deadband < 1e15 ? Long.toString((long) deadband) : deadband + "";
        return "deadband " + band + ", on-delay " + Durations.text(onDelay) + ", off-delay " + Durations.text(offDelay);
    }

    Step on(Step step) {
        return new Step(step.severity(), step.at(), deadband, onDelay, offDelay, step.basis());
    }

    static Optional<Step> step(Limit limit, Severity severity) {
        return limit.steps().stream()
                .filter(step -> step.severity() == severity)
                .findFirst();
    }
}
