package dev.velocity.sensor;

import java.util.List;

/// A part of a site that people can be told to leave or enter.
///
/// @param id unique within its site
/// @param name what people call it
/// @param sensors in the order of the site file
public record Zone(String id, String name, List<Sensor> sensors) {
    public Zone {
        sensors = List.copyOf(sensors);
    }
}
