package dev.velocity.audit;

import java.time.Instant;

/// One line of the trail. `hash` covers all other parts and the hash of the line before it.
///
/// @param seq 1, 2, 3... without gaps
/// @param at when it was recorded, whole microseconds
/// @param action what was done, as `alert.acknowledge`
/// @param object to what, as `alert/17`
/// @param detail anything more, as a JSON object
@SuppressWarnings("ArrayRecordComponent") // bytes never leave the room without being copied into hex
public record Line(long seq, Instant at, Actor actor, String action, String object, String detail, byte[] hash) {}
