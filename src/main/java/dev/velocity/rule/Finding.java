package dev.velocity.rule;

import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.Optional;

/// A change of what a rule says of its sensor, at an instant of event time.
///
/// `takesBack` counts the latest verdicts of the same sensor and rule that this one replaces, because a reading
/// arrived out of order and showed them to be wrong; it is 0 for readings in order. Folding findings (drop the last
/// `takesBack`, add this one) gives the verdicts an in-order arrival would have given, whatever the order inside
/// the sensor's reorder bound.
public sealed interface Finding {
    SensorId sensor();

    /// The [dev.velocity.sensor.Limit#name()] of the condition.
    String rule();

    /// When it came to be so, in event time.
    Instant at();

    /// The value it was judged by, in the sensor's unit.
    double value();

    int takesBack();

    /// What the rule says from now on; empty means nothing is wrong.
    Optional<Severity> verdict();

    /// The condition holds, at `severity`, also when it held at another severity before.
    record Raised(SensorId sensor, String rule, Severity severity, Instant at, double value, int takesBack)
            implements Finding {
        @Override
        public Optional<Severity> verdict() {
            return Optional.of(severity);
        }
    }

    /// The condition is gone.
    record Cleared(SensorId sensor, String rule, Instant at, double value, int takesBack) implements Finding {
        @Override
        public Optional<Severity> verdict() {
            return Optional.empty();
        }
    }

    /// The latest verdicts never held; what is left `standing` is what the rule said before them.
    record Withdrawn(SensorId sensor, String rule, Optional<Severity> standing, Instant at, double value, int takesBack)
            implements Finding {
        @Override
        public Optional<Severity> verdict() {
            return standing;
        }
    }
}
