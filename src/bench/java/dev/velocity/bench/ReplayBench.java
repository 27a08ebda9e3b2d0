package dev.velocity.bench;

import dev.velocity.access.Role;
import dev.velocity.alert.Alerts;
import dev.velocity.audit.Audit;
import dev.velocity.history.PackingBridge;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Writer;
import dev.velocity.replay.Answer;
import dev.velocity.replay.Deed;
import dev.velocity.replay.Pace;
import dev.velocity.replay.Replays;
import dev.velocity.replay.Stretch;
import dev.velocity.replay.Viewing;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SiteFile;
import dev.velocity.watch.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Whether a replay at 128 times keeps up with its clock: how long after a moment it is ready to be shown. Prints a
/// Markdown table.
public final class ReplayBench {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int SECONDS_IN_A_BATCH = 5;

    private ReplayBench() {}

    /// @param arguments how many sensors (default 1000), and for how many seconds it is played (default 30)
    public static void main(String... arguments) throws Exception {
        int sensors = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
        var directory = Files.createTempDirectory("replay");
        try {
            run(directory, sensors, seconds);
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    private static void run(Path directory, int sensors, int seconds) throws Exception {
        var catalogue = catalogue(sensors);
        var clock = new Clock();
        try (var database = Database.open(directory.resolve("v.db"));
                var writer = new Writer(database)) {
            var audit = new Audit(clock::now);
            var alerts = new Alerts(database, writer, audit, clock::now, catalogue, _ -> Optional.empty(), _ -> {});
            var readings = new Readings(catalogue, database);
            var watch = new Watch(catalogue, readings, alerts, writer, clock::now, Runnable::run);
            watch.start();
            long recorded = Math.round((seconds + 2) * Pace.MOST.times());
            fill(recorded, sensors, watch, clock, () -> PackingBridge.pack(database, writer, readings, clock::now));
            System.out.printf(
                    "%,d sensors at 1 reading/s, %,d s recorded, %,d changes of alerts; played at %s times for %d s.%n%n",
                    sensors, recorded, alerts.newestEvent(), Pace.MOST.text(), seconds);
            System.out.println(
                    "| screens | frames of each | a second | a moment is ready after: p50 ms | p99 ms | longest ms |"
                            + " at the end behind the clock, ms |");
            System.out.println("|--:|--:|--:|--:|--:|--:|--:|");
            clock.run();
            for (int screens : new int[] {1, 1, 10, 50})
                play(new Replays(alerts, readings, catalogue, clock::now, 1), recorded, screens, seconds);
        }
    }

    private static void play(Replays replays, long recorded, int screens, int seconds) throws Exception {
        var window = new Stretch(START.plusSeconds(60), START.plusSeconds(recorded));
        if (!(replays.open(window, window.from(), "bench") instanceof Answer.Done(var replay)))
            throw new IllegalStateException("no replay");
        replays.handle(replay.id(), new Deed.Go(Pace.MOST), "bench", Role.OPERATIONS);
        replays.handle(replay.id(), new Deed.Play(), "bench", Role.OPERATIONS);
        long begun = System.nanoTime();
        long end = begun + Duration.ofSeconds(seconds).toNanos();
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var screen = new ArrayList<Callable<List<Long>>>();
            for (int i = 0; i < screens; i++) screen.add(() -> watch(replays, replay.id(), end));
            var times = new ArrayList<Long>();
            for (var one : all.invokeAll(screen)) times.addAll(one.get());
            var cursor = replays.find(replay.id()).orElseThrow().cursor();
            double passed = (System.nanoTime() - begun) / 1e6;
            double shown = Duration.between(window.from(), cursor).toMillis() / Pace.MOST.times();
            var sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
            System.out.printf(
                    "| %d | %d | %.1f | %.1f | %.1f | %.1f | %.0f |%n",
                    screens,
                    sorted.length / screens,
                    sorted.length / (double) screens / seconds,
                    sorted[sorted.length / 2] / 1e6,
                    sorted[sorted.length * 99 / 100] / 1e6,
                    sorted[sorted.length - 1] / 1e6,
                    passed - shown);
        }
    }

    /// Looks as a screen's stream does; how long each moment took from being told to its scene, nanoseconds.
    private static List<Long> watch(Replays replays, String id, long end) throws InterruptedException {
        var times = new ArrayList<Long>();
        try (var viewing = replays.view(id).orElseThrow()) {
            long turn = -1;
            while (System.nanoTime() < end) {
                var told = viewing.next(turn, turn < 0 ? Duration.ZERO : Viewing.FRAME);
                if (told.isEmpty()) throw new IllegalStateException("it ended");
                turn = told.get().turn();
                long asked = System.nanoTime();
                if (viewing.scene(told.get()).latest().isEmpty()) throw new IllegalStateException("no sensors");
                times.add(System.nanoTime() - asked);
            }
        }
        return times;
    }

    private static void fill(long seconds, int sensors, Watch watch, Clock clock, Runnable pack) {
        var random = new Random(1);
        var values = new double[sensors];
        for (int i = 0; i < sensors; i++) values[i] = centre(i);
        long unpacked = 0;
        for (long second = 0; second < seconds; ) {
            var batch = new Batch(sensors * SECONDS_IN_A_BATCH);
            for (int i = 0; i < SECONDS_IN_A_BATCH; i++, second++)
                for (int sensor = 0; sensor < sensors; sensor++) {
                    values[sensor] += random.nextInt(9) - 4 + (centre(sensor) - values[sensor]) / 500;
                    batch.add(
                            sensor,
                            Micros.of(START.plusSeconds(second)),
                            values[sensor],
                            Batch.NO_SEQUENCE,
                            batch.size());
                }
            clock.set(START.plusSeconds(second));
            watch.take(batch).join();
            watch.tick();
            unpacked += batch.size();
            if (unpacked < 1_000_000) continue;
            pack.run();
            unpacked = 0;
        }
    }

    /// One sensor in fifty stays about its limit.
    private static double centre(int sensor) {
        return sensor % 50 == 0 ? 1_500 : 900;
    }

    private static Catalogue catalogue(int sensors) {
        var text = new StringBuilder("""
                site: bench
                name: Bench
                time-zone: UTC
                zones:
                  room:
                    name: Room
                    sensors:
                """);
        for (int i = 0; i < sensors; i++)
            text.append("      s").append(i).append(":\n        kind: carbon-dioxide\n        period: 1 s\n");
        return new Catalogue(List.of(SiteFile.read(text.toString())));
    }

    /// Set by hand while the past is made; then it goes on from there.
    private static final class Clock {
        private Instant at = START;
        private long since = -1;

        void set(Instant now) {
            at = now;
        }

        void run() {
            since = System.nanoTime();
        }

        Instant now() {
            return since < 0 ? at : at.plusNanos(System.nanoTime() - since);
        }
    }
}
