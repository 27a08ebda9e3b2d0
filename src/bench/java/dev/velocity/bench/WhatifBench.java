package dev.velocity.bench;

import dev.velocity.alert.Alerts;
import dev.velocity.alert.Silences;
import dev.velocity.audit.Audit;
import dev.velocity.history.PackingBridge;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Precedence;
import dev.velocity.platform.Writer;
import dev.velocity.replay.Comparison;
import dev.velocity.replay.WhatIf;
import dev.velocity.replay.WhatIfs;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.SiteFile;
import dev.velocity.watch.Watch;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// How fast a what-if runs: readings per second of one core's time, and the memory it takes; and how much slower live
/// readings are while one runs. Prints Markdown tables.
public final class WhatifBench {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int SENSORS = 100;
    private static final int SECONDS_IN_A_BATCH = 10;
    /// For 5 s.
    private static final int UNITS = 500;

    /// That only warm up: for about two minutes the compiler still has much to do, as it has for the first two minutes
    /// of a server's life.
    private static final int WARMING = 8;
    /// Short ones and many: what else is done on a machine changes within minutes.
    private static final int ROUNDS = 40;
    private static volatile Instant now = START;

    private WhatifBench() {}

    /// @param arguments `live` for what a what-if does to live readings; or how many million readings are told again
    ///     (default 20; a month is 259), each telling once when there are more than 100
    public static void main(String... arguments) throws Exception {
        boolean live = arguments.length > 0 && arguments[0].equals("live");
        long millions = live || arguments.length == 0 ? 20 : Long.parseLong(arguments[0]);
        long seconds = millions * 1_000_000 / SENSORS;
        var directory = Files.createTempDirectory("whatif");
        try {
            run(directory, seconds, live);
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    private static void run(Path directory, long seconds, boolean live) throws InterruptedException {
        var today = catalogue(0);
        try (var database = Database.open(directory.resolve("v.db"));
                var writer = new Writer(database)) {
            var audit = new Audit(() -> now);
            var alerts = new Alerts(database, writer, audit, () -> now, today, _ -> Optional.empty(), _ -> {});
            var silences = new Silences(database, writer, audit, () -> now, alerts);
            var readings = new Readings(today, database);
            var watch = new Watch(today, readings, alerts, writer, () -> now, Runnable::run);
            watch.start();
            long begun = System.nanoTime();
            fill(seconds, watch, () -> PackingBridge.pack(database, writer, readings, () -> now));
            watch.close();
            PackingBridge.pack(database, writer, readings, () -> now);
            System.out.printf(
                    "%d sensors at 1 reading/s, %,d readings (kept in %,.0f s), heap at most %,d MiB, file %,d MiB.%n%n",
                    SENSORS,
                    seconds * SENSORS,
                    (System.nanoTime() - begun) / 1e9,
                    Runtime.getRuntime().maxMemory() >> 20,
                    directory.resolve("v.db").toFile().length() >> 20);
            if (live) {
                live(new WhatIfs(readings, alerts, silences, today), watch);
                return;
            }
            System.out.println(
                    "| telling | readings | s | CPU s | million readings/s per core | heap in use, most, MiB | alerts' events told | exact |");
            System.out.println("|---|--:|--:|--:|--:|--:|--:|---|");
            var whatIf = WhatIf.of(readings, alerts, silences, today);
            for (int round = 0; round < (seconds * SENSORS > 100_000_000 ? 1 : 2); round++) {
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

    /// What there is beside live readings.
    private enum Beside {
        NOTHING("alone"),
        /// What any work that goes through memory does to them on this machine: a thread that stands behind all others,
        /// too.
        ADDING("beside adding up 32 MiB (floor)"),
        WHAT_IF("beside a what-if");

        private final String words;

        Beside(String words) {
            this.words = words;
        }
    }

    /// What was measured of all rounds.
    private static final class Figures {
        private final List<long[]> rounds = new ArrayList<>();
        private long told;
        private long collections;
        private long collecting;
        private long compiling;

        void add(long[] round) {
            rounds.add(round);
        }

        int units() {
            return rounds.size() * UNITS;
        }

        double ms(double part) {
            return ms(part, rounds.stream().flatMapToLong(Arrays::stream).toArray());
        }

        /// Of each round by itself, in their order.
        double[] late() {
            return rounds.stream().mapToDouble(round -> ms(0.99, round)).toArray();
        }

        private static double ms(double part, long[] times) {
            var sorted = times.clone();
            Arrays.sort(sorted);
            return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e6;
        }
    }

    /// Every sensor once in 10 ms, 10,000 readings/s; with nothing beside them and with either, in turns.
    private static void live(WhatIfs whatIfs, Watch watch) throws InterruptedException {
        var to = now;
        var site = catalogue(SENSORS).sites().getFirst();
        var all = new EnumMap<Beside, Figures>(Beside.class);
        try (whatIfs) {
            for (int round = 0; round < WARMING + ROUNDS; round++)
                for (var beside : turn(round)) {
                    var figures = all.computeIfAbsent(beside, _ -> new Figures());
                    long told = 0;
                    long asked = beside == Beside.WHAT_IF ? ask(whatIfs, site, to) : -1;
                    var adding = Thread.ofPlatform().daemon().unstarted(WhatifBench::add);
                    if (beside == Beside.ADDING) adding.start();
                    var before = Meanwhile.now();
                    var times = new long[UNITS];
                    long begun = System.nanoTime();
                    for (int i = 0; i < UNITS; i++) {
                        long due = begun + i * 10_000_000L;
                        while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
                        now = now.plusMillis(10);
                        var batch = new Batch(SENSORS);
                        for (int sensor = 0; sensor < SENSORS; sensor++)
                            batch.add(sensor, Micros.of(now), 900 + i % 7, Batch.NO_SEQUENCE, sensor);
                        long sent = System.nanoTime();
                        watch.take(batch).join();
                        times[i] = System.nanoTime() - sent;
                        if (i % 25 == 0) watch.tick();
                        if (asked < 0
                                || !whatIfs.find(asked).orElseThrow().result().isPresent()) continue;
                        told += whatIfs.find(asked).orElseThrow().readings();
                        asked = ask(whatIfs, site, to);
                    }
                    var after = Meanwhile.now();
                    adding.interrupt();
                    adding.join();
                    if (asked >= 0) told += whatIfs.cancel(asked).orElseThrow().readings();
                    if (round < WARMING) continue;
                    figures.add(times);
                    figures.told += told;
                    figures.collections += after.count - before.count;
                    figures.collecting += after.ms - before.ms;
                    figures.compiling += after.compiling - before.compiling;
                }
        }
        System.out.println(
                "| live, 10,000 readings/s | units | on disk after p50 ms | p95 ms | p98 ms | p99 ms | p99.5 ms | longest ms | collections | ms of them | ms of compiling | readings told again meanwhile |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        all.forEach((beside, figures) -> System.out.printf(
                "| %s | %,d | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %,d | %,d | %,d | %,d |%n",
                beside.words,
                figures.units(),
                figures.ms(0.5),
                figures.ms(0.95),
                figures.ms(0.98),
                figures.ms(0.99),
                figures.ms(0.995),
                figures.ms(1),
                figures.collections,
                figures.collecting,
                figures.compiling,
                figures.told));
        System.out.printf("%nIn %d rounds of %d s in turns, p99 against that alone:%n%n", ROUNDS, UNITS / 100);
        System.out.println("| live | of all units | round by round: a quarter is below | half | three quarters |");
        System.out.println("|---|--:|--:|--:|--:|");
        var alone = Objects.requireNonNull(all.get(Beside.NOTHING));
        all.forEach((beside, figures) -> {
            if (beside == Beside.NOTHING) return;
            var ratios = IntStream.range(0, ROUNDS)
                    .mapToDouble(round -> figures.late()[round] / alone.late()[round])
                    .sorted()
                    .toArray();
            System.out.printf(
                    "| %s | %.2f | %.2f | %.2f | %.2f |%n",
                    beside.words,
                    figures.ms(0.99) / alone.ms(0.99),
                    ratios[ROUNDS / 4],
                    ratios[ROUNDS / 2],
                    ratios[ROUNDS * 3 / 4]);
        });
    }

    /// Each of them is the first, the second and the third equally often.
    private static List<Beside> turn(int round) {
        var order = new ArrayList<>(List.of(Beside.values()));
        Collections.rotate(order, round);
        return order;
    }

    /// What the collector and the compiler have done so far.
    private record Meanwhile(long count, long ms, long compiling) {
        static Meanwhile now() {
            var all = ManagementFactory.getGarbageCollectorMXBeans();
            return new Meanwhile(
                    all.stream().mapToLong(one -> one.getCollectionCount()).sum(),
                    all.stream().mapToLong(one -> one.getCollectionTime()).sum(),
                    ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
        }
    }

    private static void add() {
        Precedence.giveWay();
        var numbers = new long[4 << 20];
        long sum = 0;
        while (!Thread.currentThread().isInterrupted()) for (int i = 0; i < numbers.length; i++) sum += numbers[i] += i;
        // Or none of it need be done.
        if (sum == 42) System.out.println();
    }

    private static long ask(WhatIfs whatIfs, Site site, Instant to) {
        return switch (whatIfs.ask(site, START, to, "bench")) {
            case WhatIfs.Answer.Taken(var asked) -> asked.id();
            case WhatIfs.Answer.Refused(var _, var because) -> throw new IllegalStateException(because);
        };
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
