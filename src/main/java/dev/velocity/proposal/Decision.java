package dev.velocity.proposal;

import java.time.Instant;

/// What somebody else said to a proposal.
///
/// @param approved or refused
/// @param by the person's sign-in name
/// @param words why, or on what condition
public record Decision(boolean approved, String by, Instant at, String words) {}
