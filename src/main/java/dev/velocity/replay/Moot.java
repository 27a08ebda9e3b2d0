package dev.velocity.replay;

import dev.velocity.alert.AlertChanged;

/// Something a person did that would have had nothing to be done to, or would have been refused.
///
/// @param deed as it was recorded
/// @param because why not
public record Moot(AlertChanged deed, String because) {}
