package dev.velocity.alert;

import dev.velocity.sensor.Severity;
import java.time.Instant;

/// A person hid an alert for a while.
///
/// @param until when it ends at the latest
/// @param oneShot whether it also ends when the condition returns to normal
/// @param upTo what is worse than this breaks through
/// @param by who did it
/// @param at when
/// @param reason in the person's words
public record Shelf(Instant until, boolean oneShot, Severity upTo, String by, Instant at, String reason) {}
