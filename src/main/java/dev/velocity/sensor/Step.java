package dev.velocity.sensor;

import java.time.Duration;

/// One severity of a limit: from which value it calls, how far the value must come back, and for how long.
///
/// @param severity what it means to be past this step
/// @param at value in the sensor's unit past which the step holds (beyond it, not at it)
/// @param deadband how far back inside `at` the value must come before the step lets go; not negative, in the
///     sensor's unit
/// @param onDelay how long the value must stay past `at` before the step calls; not negative
/// @param offDelay how long it must stay back inside the deadband before the step lets go; not negative
/// @param basis the standard or reason the number comes from, for people
public record Step(Severity severity, double at, double deadband, Duration onDelay, Duration offDelay, String basis) {
    public Step {
        if (!Double.isFinite(at)) throw new IllegalArgumentException("a step's value must be finite, not " + at);
        if (!(deadband >= 0) || Double.isInfinite(deadband))
            throw new IllegalArgumentException("a deadband must be zero or more, not " + deadband);
        if (onDelay.isNegative()) throw new IllegalArgumentException("an on-delay cannot be negative: " + onDelay);
        if (offDelay.isNegative()) throw new IllegalArgumentException("an off-delay cannot be negative: " + offDelay);
    }
}
