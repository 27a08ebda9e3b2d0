package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.alert.Alerts;
import dev.velocity.audit.Audit;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.InMemory;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Writer;
import dev.velocity.replay.Stretch;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SiteFile;
import dev.velocity.watch.Watch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A replay of a quiet window, of which nobody has said what to draw.
class ReplayViewsTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Catalogue CATALOGUE = new Catalogue(List.of(SiteFile.read("""
            site: s
            name: S
            time-zone: UTC
            zones:
              hall:
                name: Hall
                sensors:
                  never: {kind: carbon-dioxide}
                  early: {kind: carbon-dioxide}
                  middle: {kind: carbon-dioxide}
                  middle-too: {kind: carbon-dioxide}
            """)));

    @TempDir(factory = InMemory.class)
    private Path data;

    private Instant now = BEGIN;

    @Test
    void theFirstSensorThatReportedInTheWindowIsDrawn() {
        try (var database = Database.open(data.resolve("v.db"));
                var writer = new Writer(database)) {
            var readings = new Readings(CATALOGUE, database);
            var audit = new Audit(() -> now);
            var alerts = new Alerts(database, writer, audit, () -> now, CATALOGUE, _ -> Optional.empty(), _ -> {});
            var watch = new Watch(CATALOGUE, readings, alerts, writer, () -> now, Runnable::run);
            watch.start();
            assertThat(first(readings, 0, 60)).as("of nothing").isEmpty();
            // Sensors report at these minutes; the second one again when the window is long over.
            reading(watch, "early", 1);
            reading(watch, "middle-too", 11);
            reading(watch, "middle", 12);
            reading(watch, "middle-too", 30);
            reading(watch, "early", 40);
            assertThat(first(readings, 0, 60)).contains("early");
            assertThat(first(readings, 10, 20)).contains("middle");
            assertThat(first(readings, 10, 11)).contains("middle-too");
            assertThat(first(readings, 41, 60)).isEmpty();
        }
    }

    private static Optional<String> first(Readings readings, int from, int to) {
        return ReplayViews.firstThatReported(
                CATALOGUE, readings, new Stretch(BEGIN.plusSeconds(60L * from), BEGIN.plusSeconds(60L * to)));
    }

    private void reading(Watch watch, String sensor, int minute) {
        now = BEGIN.plusSeconds(60L * minute);
        var batch = new Batch(1);
        batch.add(CATALOGUE.index(sensor), Micros.of(now), 600, Batch.NO_SEQUENCE, 0);
        watch.take(batch).join();
    }
}
