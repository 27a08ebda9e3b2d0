package dev.velocity.sensor;

import java.util.List;
import java.util.Optional;

/// A part of a site that people can be told to leave or enter.
///
/// @param id unique within its site
/// @param name what people call it
/// @param sensors in the order of the site file
/// @param guidance what it says of all its alerts
/// @param shape where it is on the plan; empty when nobody has drawn it
public record Zone(String id, String name, List<Sensor> sensors, Guidebook guidance, Optional<Shape> shape) {
    public Zone {
        sensors = List.copyOf(sensors);
    }

    /// A zone nobody has drawn.
    public Zone(String id, String name, List<Sensor> sensors, Guidebook guidance) {
        this(id, name, sensors, guidance, Optional.empty());
    }

    /// A zone without words of its own that nobody has drawn.
    public Zone(String id, String name, List<Sensor> sensors) {
        this(id, name, sensors, Guidebook.NONE);
    }

    /// The same zone with other sensors.
    public Zone with(List<Sensor> others) {
        return new Zone(id, name, others, guidance, shape);
    }
}
