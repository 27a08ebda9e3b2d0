/// The recorded past through the very same rules, into memory only.
///
/// Start at [dev.velocity.replay.Replays] for what was recorded, played again for whoever shares a replay, and at
/// [dev.velocity.replay.WhatIfs] for what other rules would have made of it. Nothing here can write: the room knows no
/// transaction.
@org.jspecify.annotations.NullMarked
package dev.velocity.replay;
