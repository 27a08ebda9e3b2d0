package dev.velocity.history;

import java.time.Instant;

/// What the rules remembered at a moment of the past: whoever replays a window begins here and feeds what the journal
/// has behind it.
///
/// @param journal the journal's row up to which all had been fed
/// @param arrived when that row came
/// @param rules what [Readings#snapshot] was given
@SuppressWarnings("ArrayRecordComponent") // handed straight on
public record Keyframe(long journal, Instant arrived, byte[] rules) {}
