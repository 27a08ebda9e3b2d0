/// The recorded past through the very same rules, into memory only.
///
/// Start at [dev.velocity.replay.WhatIfs].
@org.jspecify.annotations.NullMarked
package dev.velocity.replay;
