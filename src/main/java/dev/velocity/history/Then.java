package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.sensor.Catalogue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The newest reading of each sensor as it was known at a moment of the past: what had arrived by then, from the
/// nearest keyframe and the journal behind it.
final class Then {
    private Then() {}

    static List<Optional<Latest>> latest(Readings readings, Database database, Catalogue catalogue, Instant at) {
        var begun = begin(database, catalogue, at);
        if (begun.isEmpty()) return byTime(readings, catalogue, at);
        var newest = begun.get();
        var journal = readings.journal(newest.row(), at);
        while (journal.next(newest)) {}
        return newest.all();
    }

    /// What the last keyframe of that moment or before knew; empty when the journal behind it is forgotten.
    static Optional<Newest> begin(Database database, Catalogue catalogue, Instant at) {
        var frame = database.read(rows -> JournalStore.keyframe(rows, Micros.of(at)));
        boolean fromTheFirstRow = database.read(JournalStore::oldest) == 1;
        if (frame.isEmpty() && !fromTheFirstRow) return Optional.empty();
        var newest = new Newest(
                catalogue.size(), frame.map(JournalStore.Frame::journal).orElse(0L));
        frame.ifPresent(kept -> {
            for (var one : Memory.read(Squeezed.open(kept.history()))) {
                int sensor = catalogue.index(one.sensor());
                if (sensor >= 0) one.latest().ifPresent(latest -> newest.put(sensor, latest));
            }
        });
        return Optional.of(newest);
    }

    private static List<Optional<Latest>> byTime(Readings readings, Catalogue catalogue, Instant at) {
        return catalogue.sensors().stream()
                .map(sensor -> readings.lastBefore(sensor.id(), at))
                .toList();
    }
}
