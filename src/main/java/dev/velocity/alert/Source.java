package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.sensor.SensorId;

/// What an alert is about; never changes.
///
/// @param sensor whose condition it is
/// @param rule which condition, the [dev.velocity.sensor.Limit#name()]
/// @param site id of the site
/// @param zone id of the zone
/// @param kind catalogue kind of the sensor
/// @param title what people call the sensor
/// @param owner the role whose queue it entered first
public record Source(SensorId sensor, String rule, String site, String zone, String kind, String title, Role owner) {}
