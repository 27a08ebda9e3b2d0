/// What Velocity tells the tools that watch it: metrics, health.
///
/// Everything here is for machines on the operations' listener; people have the console.
@NullMarked
package dev.velocity.telemetry;

import org.jspecify.annotations.NullMarked;
