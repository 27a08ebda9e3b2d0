package dev.velocity.shift;

import java.time.Instant;

/// Words for the next shift.
///
/// @param author sign-in name
/// @param at server time
public record Note(String author, Instant at, String text) {}
