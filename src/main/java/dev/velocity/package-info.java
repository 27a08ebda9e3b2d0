/// Velocity, the command center of a closed, crewed facility. Every package below is one room; the plan is
/// `docs/house.md`.
@NullMarked
package dev.velocity;

import org.jspecify.annotations.NullMarked;
