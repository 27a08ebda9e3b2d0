package dev.velocity.console;

import java.util.Optional;

/// A screen on a wall, as whoever looks after them sees it.
///
/// @param role whose eyes it has
/// @param off whether it was turned out
/// @param seen when it was last heard of; empty before it came in
/// @param by who let it in
public record WallView(
        long id, String name, String role, boolean off, Optional<Moment> seen, String address, String by) {}
