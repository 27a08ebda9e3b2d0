package dev.velocity.watch;

import dev.velocity.alert.Alerts;
import dev.velocity.history.Readings;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Quality;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        Map<Integer, Quality> faults = new HashMap<>();
        for (var alert : alerts.present()) {
            int sensor = catalogue.index(alert.sensor().text());
            Quality.when(alert.rule())
                    .ifPresent(quality -> faults.merge(sensor, quality, (a, b) -> a.compareTo(b) <= 0 ? a : b));
        }
        var all = new Quality[catalogue.size()];
        for (int i = 0; i < all.length; i++) {
            var unheard = readings.latest(i).isEmpty() ? Quality.NO_DATA : Quality.GOOD;
            var fault = faults.getOrDefault(i, unheard);
            all[i] = unheard == Quality.NO_DATA ? unheard : fault;
        }
        return List.of(all);
    }
}
