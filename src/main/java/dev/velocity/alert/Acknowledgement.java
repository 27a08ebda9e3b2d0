package dev.velocity.alert;

import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.Optional;

/// Somebody said "I have it".
///
/// @param severity the worst they knew of; what is worse than this calls again
/// @param remindAt when the alert returns to the queue, should it still be open
public record Acknowledgement(String by, Instant at, Severity severity, Optional<Instant> remindAt) {}
