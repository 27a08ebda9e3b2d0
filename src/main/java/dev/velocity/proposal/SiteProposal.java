package dev.velocity.proposal;

import dev.velocity.access.Role;
import java.time.Instant;
import java.util.Optional;

/// Another site file, as somebody proposes it.
///
/// @param id unique, growing
/// @param before the file it was made from, in canonical form
/// @param after the file as it should be, in canonical form
/// @param reason the proposer's words
/// @param proposer the person's sign-in name
/// @param role the role they proposed it in
/// @param decision what another person said; empty while it waits
public record SiteProposal(
        long id,
        String before,
        String after,
        String reason,
        String proposer,
        Role role,
        Instant proposedAt,
        Optional<Decision> decision) {
    /// Whether nobody has decided on it yet.
    public boolean open() {
        return decision.isEmpty();
    }

    public boolean approved() {
        return decision.filter(Decision::approved).isPresent();
    }

    /// What it says otherwise.
    public Difference difference() {
        return Difference.of(before, after);
    }
}
