package dev.velocity.sensor;

import dev.velocity.access.Role;
import dev.velocity.measure.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A sort of sensor, with everything a sensor of it has until its site file says otherwise.
///
/// @param name what a site file calls it: `carbon-dioxide`
/// @param title what people call it: `Carbon dioxide`; a sensor's name until it is given one
/// @param quantity what it measures; values are in its unit
/// @param spanLeast lowest value such an instrument can measure
/// @param spanMost highest value such an instrument can measure
/// @param normalLeast lower end of the normal band, for display
/// @param normalMost upper end of the normal band
/// @param period how often it reports; zero for a contact that reports only changes
/// @param reorder how far behind the newest reading a late one is still judged in its own place
/// @param owner the role whose queue its alerts enter
/// @param informed roles that see its alerts too
/// @param limits its conditions, the instrument's own included
/// @param guidance what Velocity ships about its alerts; any word of a site file goes before it
public record Kind(
        String name,
        String title,
        Quantity quantity,
        double spanLeast,
        double spanMost,
        double normalLeast,
        double normalMost,
        Duration period,
        Duration reorder,
        Role owner,
        List<Role> informed,
        List<Limit> limits,
        Guidebook guidance) {
    public Kind {
        informed = List.copyOf(informed);
        limits = List.copyOf(limits);
    }

    /// The same kind with other words about its alerts.
    Kind with(Guidebook words) {
        return new Kind(
                name,
                title,
                quantity,
                spanLeast,
                spanMost,
                normalLeast,
                normalMost,
                period,
                reorder,
                owner,
                informed,
                limits,
                words);
    }

    /// A sensor of this kind with nothing changed.
    public Sensor sensor(SensorId id, String site, String zone) {
        return new Sensor(
                id,
                site,
                zone,
                title,
                quantity,
                spanLeast,
                spanMost,
                normalLeast,
                normalMost,
                period,
                reorder,
                owner,
                informed,
                limits,
                name,
                Map.of());
    }
}
