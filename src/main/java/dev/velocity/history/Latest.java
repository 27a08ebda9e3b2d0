package dev.velocity.history;

import java.time.Instant;

/// The newest reading of a sensor that is on disk.
///
/// @param at when it was taken
/// @param value in the sensor's unit
/// @param arrived when the server had it
public record Latest(Instant at, double value, Instant arrived) {}
