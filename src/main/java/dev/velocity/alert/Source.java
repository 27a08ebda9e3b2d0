package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.sensor.SensorId;

/// What an alert is about; never changes.
///
/// @param sensor whose condition it is; of what a person reported, one that stands for the zone
/// @param rule which condition, the [dev.velocity.sensor.Limit#name()]; of a report the [ReportKind#text()]
/// @param site id of the site
/// @param zone id of the zone; empty for a report that names none
/// @param kind catalogue kind of the sensor, or [#REPORT]
/// @param title what people call the sensor
/// @param owner the role whose queue it entered first
public record Source(SensorId sensor, String rule, String site, String zone, String kind, String title, Role owner) {
    /// The kind of what people reported; no kind of the catalogue is called so.
    public static final String REPORT = "report";

    /// Whether a person said it and no sensor.
    public boolean reported() {
        return kind.equals(REPORT);
    }
}
