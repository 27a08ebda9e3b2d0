package dev.velocity.access;

import java.time.Instant;
import java.util.Optional;

/// A screen on a wall that somebody let in: it shows what one role may see, and does nothing.
///
/// @param id unique, growing
/// @param name what people call it: `entrance`
/// @param role whose eyes it has
/// @param grantedBy sign-in name of who let it in
/// @param until when it must be let in anew
/// @param entered whether its browser has come in since it was granted
/// @param seen when it was last heard of, to a minute; empty before it came in
/// @param address where it was last heard from
/// @param agent what its browser calls itself
/// @param revokedBy who turned it out; empty while it may look
public record Display(
        long id,
        String name,
        Role role,
        String grantedBy,
        Instant grantedAt,
        Instant until,
        boolean entered,
        Optional<Instant> seen,
        String address,
        String agent,
        Optional<String> revokedBy,
        Optional<Instant> revokedAt) {
    /// What the trail calls it; no person's name begins so.
    static final String PREFIX = "display.";

    public boolean revoked() {
        return revokedAt.isPresent();
    }

    boolean alive(Instant now) {
        return entered && !revoked() && now.isBefore(until);
    }

    /// As whom it looks: the same for every door, which asks a role and no person.
    Person eyes() {
        return new Person(-id, PREFIX + id, name, role, false, 0, grantedAt);
    }
}
