package dev.velocity.access;

import java.time.Instant;

/// Somebody signed in on one browser. Whether it still counts, only [Sessions#stillValid] knows.
///
/// @param id names the session in lists and in the trail; no secret, it opens nothing
/// @param person as they were when the session was looked up
/// @param csrf what every changing request of this session must carry
/// @param seen when the browser was last heard of, to a minute
/// @param agent what the browser calls itself, cut to 200 characters
/// @param display whether it is a screen on a wall, which may only look; `person` then stands for whose eyes it has
public record Session(
        String id,
        Person person,
        String csrf,
        Instant opened,
        Instant seen,
        String address,
        String agent,
        boolean display) {}
