package dev.velocity.proposal;

import dev.velocity.rule.Advice;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What history advises about a limit, and which history that is.
///
/// @param respond how long there is to respond, by severity
public record Advised(Advice advice, Instant since, Instant until, Map<Severity, Duration> respond) {
    public Advised {
        respond = Map.copyOf(respond);
    }
}
