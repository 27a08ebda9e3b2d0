package dev.velocity.history;

import java.time.Instant;

/// One reading of a series.
///
/// @param at when it was taken
/// @param value in the sensor's unit
/// @param late whether it came too late to be judged by the rules
public record Point(Instant at, double value, boolean late) {}
