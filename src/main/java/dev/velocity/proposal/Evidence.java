package dev.velocity.proposal;

import dev.velocity.rule.Outline;
import java.time.Duration;
import java.time.Instant;

/// The numbers a proposal rests on.
///
/// @param since beginning of the history that was judged again
/// @param until its end
/// @param respond how long there is to respond; no call longer than that would have been missed
/// @param before how often it called
/// @param after how often it would have called
public record Evidence(Instant since, Instant until, Duration respond, Outline before, Outline after) {}
