package dev.velocity.history;

/// The range of a sensor's values in one minute of an hour.
///
/// @param minute 0 for the oldest minute of the hour to 59 for the newest
public record Minute(int minute, double least, double most) {}
