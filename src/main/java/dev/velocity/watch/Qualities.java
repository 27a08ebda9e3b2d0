package dev.velocity.watch;

import dev.velocity.alert.Alert;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Condition;
import dev.velocity.history.Latest;
import dev.velocity.history.Readings;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Quality;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// How far each sensor can be believed right now, as the rules say and its readings show. Any thread.
public final class Qualities {
    private final Catalogue catalogue;
    private final Readings readings;
    private final Alerts alerts;

    public Qualities(Catalogue catalogue, Readings readings, Alerts alerts) {
        this.catalogue = catalogue;
        this.readings = readings;
        this.alerts = alerts;
    }

    /// The quality of each sensor, by its index in the catalogue. Of several faults the one named first in [Quality] is
    /// told.
    public List<Quality> all() {
        return of(catalogue, alerts.present(), i -> readings.latest(i).isPresent());
    }

    /// As it was told at that instant.
    ///
    /// @param latest the newest readings of that instant, [Readings#latest(Instant)]
    public List<Quality> all(Instant at, List<Optional<Latest>> latest) {
        var present = alerts.open(at).stream()
                .filter(alert -> alert.condition() == Condition.PRESENT)
                .toList();
        return of(catalogue, present, i -> latest.get(i).isPresent());
    }

    /// @param present every alert whose condition holds
    /// @param heard whether there is a reading of the sensor at an index
    public static List<Quality> of(Catalogue catalogue, List<Alert> present, IntPredicate heard) {
        Map<Integer, Quality> faults = new HashMap<>();
        for (var alert : present) {
            int sensor = catalogue.index(alert.sensor().text());
            Quality.when(alert.rule())
                    .ifPresent(quality -> faults.merge(sensor, quality, (a, b) -> a.compareTo(b) <= 0 ? a : b));
        }
        var all = new Quality[catalogue.size()];
        for (int i = 0; i < all.length; i++)
            all[i] = heard.test(i) ? faults.getOrDefault(i, Quality.GOOD) : Quality.NO_DATA;
        return List.of(all);
    }
}
