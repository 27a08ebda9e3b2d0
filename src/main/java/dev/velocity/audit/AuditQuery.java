package dev.velocity.audit;

import java.util.Optional;

/// Which lines of the trail to show, newest first.
///
/// @param before only lines with a smaller number: the place to go on from
/// @param actor only what this actor did
/// @param objectPrefix only what was done to objects whose name begins so, as `alert/`
/// @param most 1 to 1,000
public record AuditQuery(Optional<Long> before, Optional<String> actor, Optional<String> objectPrefix, int most) {
    public AuditQuery {
        if (most < 1 || most > 1_000) throw new IllegalArgumentException("ask for 1 to 1000 lines, not " + most);
    }
}
