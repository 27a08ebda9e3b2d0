package dev.velocity.audit;

import java.time.Instant;
import java.util.Optional;

/// How far the trail can be trusted, as far as that is known without reading it.
///
/// @param checked what the last check of the whole trail found; empty before the first is done
/// @param checkedAt when that was done
/// @param checking whether one is under way
/// @param lines number of the newest line
/// @param signed up to which line a signed checkpoint vouches; 0 when there is none
/// @param signedAt when that was signed
/// @param checkpoints how many there are
public record TrailState(
        Optional<Verification> checked,
        Optional<Instant> checkedAt,
        boolean checking,
        long lines,
        long signed,
        Optional<Instant> signedAt,
        long checkpoints) {
    /// Whether the last check found every line in its place.
    public boolean whole() {
        return checked.filter(Verification.Whole.class::isInstance).isPresent();
    }
}
