package dev.velocity.proposal;

import dev.velocity.rule.Damping;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.Optional;

/// Another damping of one step of a limit, as somebody proposes it.
///
/// @param id unique, growing
/// @param sensor whose limit it is
/// @param rule the limit's [dev.velocity.sensor.Limit#name()]
/// @param severity which step of it
/// @param from how it is set
/// @param to how it should be
/// @param reason the proposer's words
/// @param evidence what history says about it
/// @param proposer the person's sign-in name
/// @param decision what another person said; empty while it waits
public record Proposal(
        long id,
        SensorId sensor,
        String rule,
        Severity severity,
        Damping from,
        Damping to,
        String reason,
        Evidence evidence,
        String proposer,
        Instant proposedAt,
        Optional<Decision> decision) {
    /// Whether nobody has decided on it yet.
    public boolean open() {
        return decision.isEmpty();
    }

    public boolean approved() {
        return decision.filter(Decision::approved).isPresent();
    }
}
