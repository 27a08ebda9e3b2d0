package dev.velocity.bench;

import dev.velocity.alert.Alerts;
import dev.velocity.alert.Silences;
import dev.velocity.audit.Audit;
import dev.velocity.history.PackingBridge;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Writer;
import dev.velocity.replay.Comparison;
import dev.velocity.replay.WhatIf;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SiteFile;
import dev.velocity.watch.Watch;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// How fast a what-if runs: readings per second of one core's time, and the memory it takes. Prints a Markdown table.
public final class WhatifBench {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int SENSORS = 100;
    private static final int SECONDS_IN_A_BATCH = 10;
    private static Instant now = START;

    private WhatifBench() {}

    /// @param arguments how many million readings (default 20)
    public static void main(String... arguments) throws Exception {
        long millions = arguments.length > 0 ? Long.parseLong(arguments[0]) : 20;
        long seconds = millions * 1_000_000 / SENSORS;
        var directory = Files.createTempDirectory("whatif");
        try {
            run(directory, seconds);
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    private static void run(Path directory, long seconds) {
        var today = catalogue(0);
        try (var database = Database.open(directory.resolve("v.db"));
                var writer = new Writer(database)) {
            var audit = new Audit(() -> now);
            var alerts = new Alerts(database, writer, audit, () -> now, today, _ -> Optional.empty(), _ -> {});
            var silences = new Silences(database, writer, audit, () -> now, alerts);
            var readings = new Readings(today, database);
            var watch = new Watch(today, readings, alerts, writer, () -> now);
            watch.start();
            fill(seconds, watch, () -> PackingBridge.pack(database, writer, readings, () -> now));
            watch.close();
            PackingBridge.pack(database, writer, readings, () -> now);
            System.out.printf(
                    "%d sensors at 1 reading/s, %,d readings, heap at most %,d MiB, file %,d MiB.%n%n",
                    SENSORS,
                    seconds * SENSORS,
                    Runtime.getRuntime().maxMemory() >> 20,
                    directory.resolve("v.db").toFile().length() >> 20);
            System.out.println(
                    "| telling | readings | s | CPU s | million readings/s per core | heap in use, most, MiB | alerts' events told | exact |");
            System.out.println("|---|--:|--:|--:|--:|--:|--:|---|");
            var whatIf = WhatIf.of(readings, alerts, silences, today);
            for (int round = 0; round < 2; round++) {
                row("today's rules alone", whatIf, today);
                row("one sensor of 100 changed", whatIf, catalogue(1));
                row("all 100 changed", whatIf, catalogue(SENSORS));
            }
        }
    }

    private static void fill(long seconds, Watch watch, Runnable pack) {
        var random = new Random(1);
        var values = new double[SENSORS];
        for (int i = 0; i < SENSORS; i++) values[i] = centre(i);
        for (long second = 0; second < seconds; ) {
            var batch = new Batch(SENSORS * SECONDS_IN_A_BATCH);
            for (int i = 0; i < SECONDS_IN_A_BATCH; i++, second++)
                for (int sensor = 0; sensor < SENSORS; sensor++) {
                    values[sensor] += random.nextInt(9) - 4 + (centre(sensor) - values[sensor]) / 2_000;
                    batch.add(
                            sensor,
                            Micros.of(START.plusSeconds(second)),
                            values[sensor],
                            Batch.NO_SEQUENCE,
                            batch.size());
                }
            now = START.plusSeconds(second);
            watch.take(batch).join();
            watch.tick();
            if (second % 20_000 == 0) pack.run();
        }
    }

    /// One sensor in ten stays about its limit.
    private static double centre(int sensor) {
        return sensor % 10 == 0 ? 1_400 : 900;
    }

    private static void row(String name, WhatIf whatIf, Catalogue changed) {
        var most = new long[1];
        long started = System.nanoTime();
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        Comparison told = whatIf.compare(
                        changed,
                        START,
                        now,
                        (_, _) -> most[0] = Math.max(
                                most[0],
                                Runtime.getRuntime().totalMemory()
                                        - Runtime.getRuntime().freeMemory()),
                        () -> false)
                .orElseThrow();
        double length = (System.nanoTime() - started) / 1e9;
        double processor = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
        System.out.printf(
                "| %s | %,d | %.1f | %.1f | %.2f | %,d | %,d | %s |%n",
                name,
                told.readings(),
                length,
                processor,
                told.readings() / processor / 1e6,
                most[0] >> 20,
                told.record().events(),
                told.record().exact() ? "yes" : "no");
    }

    /// @param changed how many sensors have another limit
    private static Catalogue catalogue(int changed) {
        var text = new StringBuilder("""
                site: bench
                name: Bench
                time-zone: UTC
                zones:
                  room:
                    name: Room
                    sensors:
                """);
        for (int i = 0; i < SENSORS; i++) {
            text.append("      s").append(i).append(":\n        kind: carbon-dioxide\n        period: 1 s\n");
            if (i < changed)
                text.append("        limits:\n          high:\n            low: { at: 1480, basis: bench }\n");
        }
        return new Catalogue(List.of(SiteFile.read(text.toString())));
    }
}
