package dev.velocity.alert;

import java.time.Instant;

/// Who did something to an alert, and when.
public record Deed(String by, Instant at) {}
