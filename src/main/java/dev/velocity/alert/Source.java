package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.sensor.SensorId;

/// What an alert is about; never changes.
///
/// @param sensor whose condition it is; of what a person reported, one that stands for the zone; of a warning, one that
/// stands for what the tool tells apart
/// @param rule which condition, the [dev.velocity.sensor.Limit#name()]; of a report the [ReportKind#text()]; of a
/// warning the tool's name for it
/// @param site id of the site
/// @param zone id of the zone; empty for a report that names none, and for a warning
/// @param kind catalogue kind of the sensor, or [#REPORT], or [#WARNING]
/// @param title what people call the sensor
/// @param owner the role whose queue it entered first
public record Source(SensorId sensor, String rule, String site, String zone, String kind, String title, Role owner) {
    /// The kind of what people reported; no kind of the catalogue is called so.
    public static final String REPORT = "report";

    /// The kind of what tools warn of; no kind of the catalogue is called so.
    public static final String WARNING = "warning";

    /// Whether a person said it and no sensor.
    public boolean reported() {
        return kind.equals(REPORT);
    }

    /// Whether a tool that watches the server said it.
    public boolean warned() {
        return kind.equals(WARNING);
    }

    /// Whether there is a sensor and a rule that say when it is over.
    public boolean sensed() {
        return !reported() && !warned();
    }
}
