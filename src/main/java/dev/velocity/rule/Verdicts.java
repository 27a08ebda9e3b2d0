package dev.velocity.rule;

import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.util.Optional;

/// What rules say, and how they can be made to say what alerts do.
public interface Verdicts {
    /// What a rule says now; empty when nothing is wrong or there is no such sensor or rule.
    Optional<Severity> verdict(SensorId sensor, String rule);

    /// Whether there is this rule.
    boolean has(SensorId sensor, String rule);

    /// Takes `severity` for what the rule says now, because an open alert says so; the next readings judge from there.
    void assume(SensorId sensor, String rule, Optional<Severity> severity);
}
