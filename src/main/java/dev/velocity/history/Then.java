package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.sensor.Catalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The newest reading of each sensor as it was known at a moment of the past: what had arrived by then, from the
/// nearest
/// keyframe and the journal behind it.
final class Then {
    private Then() {}

    static List<Optional<Latest>> latest(Readings readings, Database database, Catalogue catalogue, Instant at) {
        var frame = database.read(rows -> JournalStore.keyframe(rows, Micros.of(at)));
        boolean fromTheFirstRow = database.read(JournalStore::oldest) == 1;
        if (frame.isEmpty() && !fromTheFirstRow) return byTime(readings, catalogue, at);
        var newest = new Newest(catalogue.size());
        frame.ifPresent(kept -> {
            for (var one : Memory.read(Squeezed.open(kept.history()))) {
                int sensor = catalogue.index(one.sensor());
                if (sensor >= 0) one.latest().ifPresent(latest -> newest.put(sensor, latest));
            }
        });
        var journal = readings.journal(frame.map(JournalStore.Frame::journal).orElse(0L), at);
        while (journal.next(newest)) {}
        return newest.all();
    }

    private static List<Optional<Latest>> byTime(Readings readings, Catalogue catalogue, Instant at) {
        return catalogue.sensors().stream()
                .map(sensor -> readings.lastBefore(sensor.id(), at))
                .toList();
    }

    /// The same choice as a live server's: the newest by its instant, of two the one that came first.
    private static final class Newest implements Inputs {
        private final long[] instants;
        private final double[] values;
        private final long[] arrivals;
        private final boolean[] known;
        private long arrived;

        Newest(int sensors) {
            instants = new long[sensors];
            values = new double[sensors];
            arrivals = new long[sensors];
            known = new boolean[sensors];
        }

        void put(int sensor, Latest latest) {
            arrived = Micros.of(latest.arrived());
            reading(sensor, Micros.of(latest.at()), latest.value());
        }

        @Override
        public void arrived(long at) {
            arrived = at;
        }

        @Override
        public void reading(int sensor, long at, double value) {
            if (known[sensor] && at <= instants[sensor]) return;
            known[sensor] = true;
            instants[sensor] = at;
            values[sensor] = value;
            arrivals[sensor] = arrived;
        }

        @Override
        public void tick(long at) {}

        @Override
        public void resume(long at) {}

        List<Optional<Latest>> all() {
            var all = new ArrayList<Optional<Latest>>(known.length);
            for (int i = 0; i < known.length; i++)
                all.add(
                        known[i]
                                ? Optional.of(new Latest(
                                        Micros.toInstant(instants[i]), values[i], Micros.toInstant(arrivals[i])))
                                : Optional.empty());
            return all;
        }
    }
}
