/// People, roles, sessions, device keys.
@org.jspecify.annotations.NullMarked
package dev.velocity.access;
