package dev.velocity.sensor;

import dev.velocity.access.Role;
import dev.velocity.measure.Quantity;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One instrument in one zone: what it measures, how often, and which conditions are worth attention.
///
/// @param id unique on the server
/// @param site name of the site it belongs to
/// @param zone name of the zone it stands in
/// @param name what people call it
/// @param quantity what it measures; values are in its unit
/// @param spanLeast lowest value the instrument can measure, within the quantity's natural range
/// @param spanMost highest value the instrument can measure
/// @param normalLeast lower end of the normal band, for display
/// @param normalMost upper end of the normal band
/// @param period how often it reports; zero for a contact that reports only changes (never stale)
/// @param reorder how far behind the newest reading a late one is still judged in its own place
/// @param owner the role whose queue its alerts enter
/// @param informed roles that see its alerts too
/// @param limits its conditions, each name once, the instrument's own (stale, flat, range, late) included
/// @param kind name of the catalogue kind it was made from (`carbon-dioxide`), so that an exported site file says it
///     again
/// @param notWhile for a limit's name, the conditions while which its alert means nothing and does not call
/// @param guidance what its site file says of its alerts, and of no others
/// @param calibrationDue the last day its calibration holds, where the site is; empty when nobody has said
public record Sensor(
        SensorId id,
        String site,
        String zone,
        String name,
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
        String kind,
        Map<String, List<Cause>> notWhile,
        Guidebook guidance,
        Optional<LocalDate> calibrationDue) {
    public Sensor {
        informed = List.copyOf(informed);
        limits = List.copyOf(limits);
        notWhile = Map.copyOf(notWhile);
        if (limits.stream().map(Limit::name).distinct().count() != limits.size())
            throw new IllegalArgumentException(id + " has two limits of the same name");
        if (!(spanLeast < spanMost) || !quantity.admits(spanLeast) || !quantity.admits(spanMost))
            throw new IllegalArgumentException(id + ": span " + spanLeast + ".." + spanMost + " is not within "
                    + quantity.least() + ".." + quantity.most() + " " + quantity.unit());
        if (period.isNegative() || reorder.isNegative())
            throw new IllegalArgumentException(id + ": period and reorder cannot be negative");
    }

    /// A sensor without words of its own.
    public Sensor(
            SensorId id,
            String site,
            String zone,
            String name,
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
            String kind,
            Map<String, List<Cause>> notWhile) {
        this(
                id,
                site,
                zone,
                name,
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
                kind,
                notWhile,
                Guidebook.NONE,
                Optional.empty());
    }

    /// Whether it should have been calibrated before this day.
    public boolean calibrationOverdue(LocalDate today) {
        return calibrationDue.filter(today::isAfter).isPresent();
    }

    public Optional<Limit> limit(String named) {
        return limits.stream().filter(limit -> limit.name().equals(named)).findFirst();
    }

    /// The same sensor, judged by other limits.
    public Sensor with(List<Limit> others) {
        return of(id, others, notWhile, guidance, calibrationDue);
    }

    /// The same sensor with what its site file says beyond its kind.
    Sensor with(Map<String, List<Cause>> causes, Guidebook words, Optional<LocalDate> due) {
        return of(id, limits, causes, words, due);
    }

    /// Another sensor that is like this one but for its name and its limits.
    public Sensor like(SensorId other, List<Limit> others) {
        return of(other, others, Map.of(), Guidebook.NONE, Optional.empty());
    }

    private Sensor of(
            SensorId whose,
            List<Limit> judgedBy,
            Map<String, List<Cause>> causes,
            Guidebook words,
            Optional<LocalDate> due) {
        return new Sensor(
                whose,
                site,
                zone,
                name,
                quantity,
                spanLeast,
                spanMost,
                normalLeast,
                normalMost,
                period,
                reorder,
                owner,
                informed,
                judgedBy,
                kind,
                causes,
                words,
                due);
    }
}
