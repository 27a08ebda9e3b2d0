package dev.velocity.sensor;

import java.util.Optional;

/// A condition of another sensor, while which an alert means nothing: an open hatch explains a lost overpressure.
///
/// @param sensor whose condition it is
/// @param rule which condition, its [Limit#name()]
public record Cause(SensorId sensor, String rule) {
    /// The condition a site file names so; empty when the text names none.
    static Optional<Cause> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || slash == text.length() - 1) return Optional.empty();
        try {
            return Optional.of(new Cause(new SensorId(text.substring(0, slash)), text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// As a site file says it: `hatch-1/open`.
    public String text() {
        return sensor.text() + "/" + rule;
    }
}
