package dev.velocity.alert;

import java.time.Instant;

/// The sensor of an alert is being worked on.
///
/// @param by who took it out of service
/// @param at when
/// @param reference the work order or permit
public record OutOfService(String by, Instant at, String reference) {}
