/// Hands events to open screens without ever waiting for one.
@org.jspecify.annotations.NullMarked
package dev.velocity.live;
