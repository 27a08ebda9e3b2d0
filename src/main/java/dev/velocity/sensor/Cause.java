package dev.velocity.sensor;

/// A condition of another sensor, while which an alert means nothing: an open hatch explains a lost overpressure.
///
/// @param sensor whose condition it is
/// @param rule which condition, its [Limit#name()]
public record Cause(SensorId sensor, String rule) {
    /// As a site file says it: `hatch-1/open`.
    public String text() {
        return sensor.text() + "/" + rule;
    }
}
