package dev.velocity.replay;

import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.Optional;

/// One thing that would have gone otherwise.
///
/// @param sensor id of the sensor
/// @param rule the condition, [dev.velocity.sensor.Limit#name()]
/// @param was what happened with the rules of today; empty when nothing did
/// @param wouldBe what would have happened with the changed ones; empty when nothing would
public record Difference(String sensor, String rule, Optional<Happened> was, Optional<Happened> wouldBe) {
    /// A turn of an alert.
    ///
    /// @param at in event time
    /// @param severity how bad the condition was with it, or had been at the worst when it went
    /// @param hiddenBy what kept it from calling; empty when nothing did, or it would not have called
    public record Happened(Turn turn, Instant at, Severity severity, String hiddenBy) {}

    /// When the first of the two happened.
    public Instant at() {
        var first = was.or(() -> wouldBe).orElseThrow().at();
        var second = wouldBe.or(() -> was).orElseThrow().at();
        return first.isBefore(second) ? first : second;
    }
}
