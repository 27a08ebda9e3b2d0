package dev.velocity.bench;

import com.sun.net.httpserver.HttpServer;
import dev.velocity.history.Inputs;
import dev.velocity.history.PackingBridge;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Detector;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SiteFile;
import dev.velocity.watch.Watch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// What the past costs: bytes for each reading, a chart's time, what packing and snapshots do to those who write,
/// memory while a hundred million readings come in, and how soon a killed server is back. Prints Markdown tables.
public final class HistoryBench {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int DAYS = 30;
    private static final int DAY = 86_400;
    private static final int IN_A_BATCH = 10_000;

    private HistoryBench() {}

    /// @param arguments which parts (`space`, `charts`, `packing`, `snapshots`, `memory`, `start`; default all), and
    ///     for `memory` how many million readings (default 100)
    public static void main(String... arguments) throws Exception {
        // Without it the floor waits for acknowledgements of packets.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var parts = arguments.length == 0 || arguments[0].equals("all")
                ? List.of("space", "charts", "packing", "snapshots", "memory", "start")
                : List.of(arguments[0].split(",", -1));
        long millions = arguments.length > 1 ? Long.parseLong(arguments[1]) : 100;
        for (var part : parts) {
            var directory = Files.createTempDirectory("history");
            try {
                switch (part) {
                    case "space" -> space(directory);
                    case "charts" -> charts(directory);
                    case "packing" -> packing(directory);
                    case "snapshots" -> snapshots(directory);
                    case "memory" -> memory(directory, millions * 1_000_000);
                    case "start" -> start(directory);
                    default -> throw new IllegalArgumentException("there is no part " + part);
                }
            } finally {
                try (var files = Files.walk(directory)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
                }
            }
        }
    }

    // ---- space

    private static void space(Path directory) throws Exception {
        System.out.printf("%n## Bytes for each reading on disk, %d days%n%n", DAYS);
        System.out.println("Aims, blocks and rollups: 2 bytes smooth, 4 noisy.");
        System.out.println();
        System.out.println("| sensor | readings | blocks and rollups | journal, packed | whole file |");
        System.out.println("|---|--:|--:|--:|--:|");
        space(directory, "smooth, every second", new Habit(1, 0, true));
        space(directory, "noisy, every second give or take 20 ms", new Habit(1, 20, false));
        space(directory, "smooth, every 10 s", new Habit(10, 0, true));
        space(directory, "noisy, every 10 s", new Habit(10, 0, false));
        space(directory, "smooth, every minute", new Habit(60, 0, true));
    }

    private static void space(Path directory, String name, Habit habit) throws Exception {
        var file = directory.resolve(name.replaceAll("[^a-z0-9]+", "-") + ".db");
        long count;
        try (var kept = new Kept(file, site(1))) {
            count = kept.fill(List.of(habit), DAYS);
        }
        System.out.printf(
                "| %s | %,d | %.2f | %.2f | %.2f |%n",
                name,
                count,
                pages(file, "'block', 'rollup'") / (double) count,
                pages(file, "'journal_segment', 'keyframe'") / (double) count,
                Files.size(file) / (double) count);
    }

    /// Bytes of whole pages, slack included.
    private static long pages(Path file, String tables) {
        try (var database = Database.open(file)) {
            return database.read(rows -> rows.one(
                            "SELECT sum(pgsize) FROM dbstat WHERE name IN (" + tables + ")", row -> row.getLong(1)))
                    .orElseThrow();
        }
    }

    // ---- charts

    private static void charts(Path directory) throws Exception {
        var data = Files.createDirectories(directory.resolve("data"));
        long count;
        try (var kept = new Kept(data.resolve("velocity.db"), site(2))) {
            count = kept.fill(List.of(new Habit(1, 0, true), new Habit(1, 20, false)), DAYS);
            System.out.printf("%n## A chart's time, of %,d readings of two sensors%n%n", count);
            System.out.println(
                    "Aims over HTTP, p50: 24 h of all readings 8 ms as JSON and 2 ms binary; 1,000 points of 24 h"
                            + " 1 ms, of 30 days 2 ms.");
            System.out.println();
            System.out.println("| question | in the process p50 ms | p95 ms |");
            System.out.println("|---|--:|--:|");
            for (int sensor = 0; sensor < 2; sensor++) {
                var id = kept.catalogue.sensor(sensor).id();
                var habit = sensor == 0 ? "smooth" : "noisy";
                row(
                        habit + ", 24 h, all readings",
                        i -> kept.readings
                                .run(id, day(i), day(i + 1), Readings.MOST_POINTS)
                                .size());
                row(
                        habit + ", 24 h, 1,000 points",
                        i -> kept.readings
                                .series(id, day(i), day(i + 1), 1_000)
                                .buckets()
                                .size());
                row(
                        habit + ", 30 days, 1,000 points",
                        _ -> kept.readings
                                .series(id, day(0), day(DAYS), 1_000)
                                .buckets()
                                .size());
                row(
                        habit + ", an hour, 1,000 points",
                        i -> kept.readings
                                .series(id, day(i), day(i).plus(Duration.ofHours(1)), 1_000)
                                .buckets()
                                .size());
            }
        }
        var site = Files.writeString(directory.resolve("site.yaml"), site(2));
        try (var peer = new Peer(ServerUnderLoad.class, data.toString(), site.toString(), "whole", "2")) {
            var person = TriageBench.signIn(peer);
            System.out.println();
            System.out.println("| over HTTP, one after the other | bytes | p50 ms | p95 ms | CPU of the server ms"
                    + " | floor: the same bytes p50 ms | ratio |");
            System.out.println("|---|--:|--:|--:|--:|--:|--:|");
            for (var sensor : List.of("s0", "s1")) {
                var name = sensor.equals("s0") ? "smooth" : "noisy";
                var history = "/api/v1/history?sensor=" + sensor;
                http(peer, person, name + ", 24 h, all readings, JSON", i -> history + span(i % DAYS, 1));
                http(
                        peer,
                        person,
                        name + ", 24 h, all readings, binary",
                        i -> history + span(i % DAYS, 1) + "&format=binary");
                http(
                        peer,
                        person,
                        name + ", 24 h, 1,000 points, JSON",
                        i -> history + span(i % DAYS, 1) + "&points=1000");
                http(
                        peer,
                        person,
                        name + ", 24 h, 1,000 points, binary",
                        i -> history + span(i % DAYS, 1) + "&points=1000&format=binary");
                http(
                        peer,
                        person,
                        name + ", 30 days, 1,000 points, JSON",
                        _ -> history + span(0, DAYS) + "&points=1000");
                http(
                        peer,
                        person,
                        name + ", 30 days, 1,000 points, binary",
                        _ -> history + span(0, DAYS) + "&points=1000&format=binary");
            }
            http(
                    peer,
                    person,
                    "smooth, 24 h, all readings, one object each, JSON",
                    i -> "/api/v1/sensors/s0/readings?" + span(i % DAYS, 1).substring(1));
        }
    }

    private interface Question {
        int ask(int round);
    }

    private static void row(String name, Question question) {
        var times = times(200, 300, round -> question.ask(round % DAYS));
        System.out.printf("| %s | %.3f | %.3f |%n", name, times[150] / 1e6, times[285] / 1e6);
    }

    private interface Address {
        String of(int round);
    }

    private static void http(Peer peer, TriageBench.Person person, String name, Address address) throws Exception {
        try (var wire = new Wire(peer.people(), person.cookie())) {
            int rounds = 300;
            int bytes = wire.get(address.of(0));
            times(2_000, 1, round -> wire.get(address.of(round)));
            long cpu = peer.cpuNanos();
            var times = times(0, rounds, round -> wire.get(address.of(round)));
            cpu = peer.cpuNanos() - cpu;
            double floor = floor(bytes);
            System.out.printf(
                    "| %s | %,d | %.2f | %.2f | %.2f | %.2f | %.1f |%n",
                    name,
                    bytes,
                    times[rounds / 2] / 1e6,
                    times[rounds * 95 / 100] / 1e6,
                    cpu / 1e6 / rounds,
                    floor,
                    times[rounds / 2] / 1e6 / floor);
        }
    }

    /// How long the JDK's server takes to hand out so many bytes it has already, p50 in milliseconds.
    private static double floor(int bytes) throws Exception {
        var body = new byte[bytes];
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (var wire = new Wire(server.getAddress().getPort(), "none=1")) {
            return times(100, 200, _ -> wire.get("/"))[100] / 1e6;
        } finally {
            server.stop(0);
        }
    }

    private interface Work {
        int run(int round) throws Exception;
    }

    private static long[] times(int warm, int rounds, Work work) {
        long sum = 0;
        var times = new long[rounds];
        try {
            for (int i = 0; i < warm; i++) sum += work.run(i);
            for (int i = 0; i < rounds; i++) {
                long started = System.nanoTime();
                sum += work.run(i);
                times[i] = System.nanoTime() - started;
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        if (sum == 0) throw new IllegalStateException("nothing was answered");
        Arrays.sort(times);
        return times;
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private static String span(int day, int days) {
        return "&from=" + day(day) + "&to=" + day(day + days);
    }

    // ---- packing

    /// How long an empty unit of work takes while devices send, without packing and with it.
    private static void packing(Path directory) throws Exception {
        int sensors = 1_000;
        System.out.printf("%n## What packing does to those who write: %,d sensors, 200,000 readings/s%n%n", sensors);
        System.out.println(
                "| an urgent unit of work, every millisecond or so | p50 ms | p99 ms | p99.9 ms | longest ms |"
                        + " units | packed |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        try (var kept = new Kept(directory.resolve("packing.db"), site(sensors))) {
            for (boolean packs : new boolean[] {false, true, false, true}) {
                var probe = new Probe(kept.writer);
                long begun = System.nanoTime();
                long sent = 0;
                var packer = Thread.ofPlatform().unstarted(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        kept.packOn();
                        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                    }
                });
                if (packs) packer.start();
                while (System.nanoTime() - begun < Duration.ofSeconds(20).toNanos()) {
                    kept.tick();
                    sent += sensors;
                    long due = begun + sent * 5_000;
                    while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
                }
                packer.interrupt();
                packer.join();
                long packed = kept.database
                        .read(rows -> rows.one("SELECT sum(count) FROM block", row -> row.getLong(1)))
                        .orElse(0L);
                var times = probe.stop();
                System.out.printf(
                        "| %s | %.2f | %.2f | %.2f | %.2f | %,d | %,d |%n",
                        packs ? "with packing all the time" : "without packing",
                        times[times.length / 2] / 1e6,
                        times[times.length * 99 / 100] / 1e6,
                        times[times.length * 999 / 1_000] / 1e6,
                        times[times.length - 1] / 1e6,
                        times.length,
                        packed);
                if (!packs) kept.pack();
            }
        }
    }

    /// Asks for an empty unit of work again and again, and remembers how long each took.
    private static final class Probe {
        private final List<Long> times = new ArrayList<>();
        private final Thread thread;
        private volatile boolean over;

        Probe(Writer writer) {
            thread = Thread.ofPlatform().start(() -> {
                while (!over) {
                    long started = System.nanoTime();
                    writer.write(tx -> 0);
                    times.add(System.nanoTime() - started);
                    LockSupport.parkNanos(1_000_000);
                }
            });
        }

        long[] stop() throws InterruptedException {
            over = true;
            thread.join();
            return times.stream().mapToLong(Long::longValue).sorted().toArray();
        }
    }

    // ---- snapshots

    /// How long an empty unit of work takes while what memory holds is written down, and for the same time after it.
    private static void snapshots(Path directory) throws Exception {
        System.out.printf("%n## What a snapshot does to those who write%n%n");
        System.out.println(
                "| sensors | a snapshot takes ms | on disk, KiB | rules taken in, ms, most of 10 |"
                        + " an urgent unit meanwhile: p50 ms | p99 ms | longest ms | and without: p50 ms | p99 ms | longest ms |");
        System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (int sensors : new int[] {100, 1_000, 10_000})
            try (var kept = new Kept(directory.resolve("snapshots" + sensors + ".db"), site(sensors, ""))) {
                var detector = new Detector(kept.catalogue);
                long[] waited = {};
                long[] idle = {};
                long took = 0;
                long rules = 0;
                // Of which the first ten only warm up.
                for (int round = -10; round < 10; round++) {
                    for (int second = 0; second < 70; second++) {
                        kept.tick();
                        for (int i = 0; i < sensors; i++)
                            detector.feed(i, Micros.of(kept.now), kept.values[i], _ -> {});
                    }
                    var taken = new long[1];
                    var probe = new Probe(kept.writer);
                    long begun = System.nanoTime();
                    kept.readings.snapshot(kept.writer, _ -> {
                        long from = System.nanoTime();
                        var bytes = detector.snapshot();
                        taken[0] = System.nanoTime() - from;
                        return bytes;
                    });
                    long length = System.nanoTime() - begun;
                    var meanwhile = probe.stop();
                    probe = new Probe(kept.writer);
                    LockSupport.parkNanos(length);
                    var without = probe.stop();
                    if (round < 0) continue;
                    took += length / 10;
                    rules = Math.max(rules, taken[0]);
                    waited = LongStream.concat(Arrays.stream(waited), Arrays.stream(meanwhile))
                            .sorted()
                            .toArray();
                    idle = LongStream.concat(Arrays.stream(idle), Arrays.stream(without))
                            .sorted()
                            .toArray();
                }
                long bytes = kept.database
                        .read(rows -> rows.one("SELECT sum(length(data)) FROM snapshot_part", row -> row.getLong(1)))
                        .orElseThrow();
                System.out.printf(
                        "| %,d | %.0f | %,d | %.1f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                        sensors,
                        took / 1e6,
                        bytes >> 10,
                        rules / 1e6,
                        waited[waited.length / 2] / 1e6,
                        waited[waited.length * 99 / 100] / 1e6,
                        waited[waited.length - 1] / 1e6,
                        idle[idle.length / 2] / 1e6,
                        idle[idle.length * 99 / 100] / 1e6,
                        idle[idle.length - 1] / 1e6);
            }
    }

    // ---- memory

    private static void memory(Path directory, long readings) throws Exception {
        int sensors = 1_000;
        System.out.printf("%n## Memory while %,d readings come in, of %,d sensors%n%n", readings, sensors);
        System.out.println("| readings | a second | heap in use after a collection, MiB | file, MiB |");
        System.out.println("|--:|--:|--:|--:|");
        var file = directory.resolve("memory.db");
        try (var kept = new Kept(file, site(sensors))) {
            var packer = Thread.ofPlatform().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    if (kept.unpacked.get() > 1_000_000) {
                        kept.unpacked.set(0);
                        kept.pack();
                    }
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                }
            });
            long step = readings / 10;
            for (long sent = 0; sent < readings; ) {
                long begun = System.nanoTime();
                for (long until = sent + step; sent < until; sent += sensors) {
                    kept.tick();
                    kept.unpacked.addAndGet(sensors);
                    // Whoever sends more than can be packed has to wait: the server's door would answer busy.
                    while (kept.unpacked.get() > 4_000_000) LockSupport.parkNanos(1_000_000);
                }
                double seconds = (System.nanoTime() - begun) / 1e9;
                System.gc();
                var runtime = Runtime.getRuntime();
                System.out.printf(
                        "| %,d | %,.0f | %.0f | %.0f |%n",
                        sent,
                        step / seconds,
                        (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0,
                        Files.size(file) / 1048576.0);
            }
            packer.interrupt();
            packer.join();
        }
    }

    // ---- start

    private static void start(Path directory) throws Exception {
        int sensors = 100;
        int millions = 10;
        System.out.printf("%n## From a kill to the first alert, with %d million readings%n%n", millions);
        System.out.println("Aim: 5,000 ms from a kill to the first alert.");
        System.out.println();
        System.out.println("| readings in no block | until the server listens ms | until the alert is on disk ms |");
        System.out.println("|--:|--:|--:|");
        var data = Files.createDirectories(directory.resolve("data"));
        var site = Files.writeString(directory.resolve("site.yaml"), site(sensors));
        try (var kept = new Kept(data.resolve("velocity.db"), site(sensors))) {
            for (long sent = 0; sent < millions * 1_000_000L; sent += sensors) {
                kept.tick();
                if (sent % 1_000_000 == 0) kept.pack();
            }
        }
        String key;
        try (var peer = new Peer(ServerUnderLoad.class, data.toString(), site.toString(), "whole", "2")) {
            key = peer.key();
            peer.kill();
        }
        // Builds what is not built, and learns to start fast, before anything is measured.
        var build = new ProcessBuilder("./velocity", "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        if (build.start().waitFor() != 0) throw new IOException("./velocity cannot be built");
        for (int i = 0; i < 5; i++) {
            long begun = System.nanoTime();
            var server = new ProcessBuilder(
                            "./velocity",
                            "serve",
                            "--data=" + data,
                            "--site=" + site,
                            "--port=0",
                            "--devices-port=0",
                            "--operations-port=0")
                    .redirectErrorStream(true)
                    .start();
            int devices = devices(server);
            long listens = System.nanoTime() - begun;
            raise(devices, key, i, 2_000 + i);
            long raised = System.nanoTime() - begun;
            long unpacked;
            try (var database = Database.open(data.resolve("velocity.db"))) {
                unpacked = database.read(rows -> rows.one(
                                "SELECT coalesce(sum(count), 0) FROM journal WHERE id > (SELECT blocks FROM packed)",
                                row -> row.getLong(1)))
                        .orElseThrow();
            }
            System.out.printf("| %,d | %,d | %,d |%n", unpacked, listens / 1_000_000, raised / 1_000_000);
            server.destroyForcibly().waitFor();
        }
    }

    /// Waits until the server listens; where devices go.
    private static int devices(Process server) throws IOException {
        var ready = Pattern.compile("Velocity is ready: .* port (\\d+) for devices.*");
        var said = server.inputReader();
        for (String line; (line = said.readLine()) != null; ) {
            var found = ready.matcher(line);
            if (found.matches()) return Integer.parseInt(found.group(1));
            System.err.println(line);
        }
        throw new IOException("the server did not start");
    }

    private static void raise(int devices, String key, int sensor, double value) throws Exception {
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            var answer = http.send(
                    java.net.http.HttpRequest.newBuilder(
                                    java.net.URI.create("http://127.0.0.1:" + devices + "/api/v1/readings"))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/json")
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                                    "[{\"sensor\":\"s" + sensor + "\",\"value\":" + value + "}]"))
                            .build(),
                    java.net.http.HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 || !answer.body().contains("\"accepted\":1"))
                throw new IOException(answer.body());
        }
    }

    // ---- what is kept

    /// How a sensor behaves.
    ///
    /// @param seconds between its readings
    /// @param jitter how far they may be off, in milliseconds
    /// @param smooth whether it wanders in small steps, or jumps about
    private record Habit(int seconds, int jitter, boolean smooth) {}

    /// A history without a server.
    private static final class Kept implements AutoCloseable {
        private final Catalogue catalogue;
        private final Database database;
        private final Writer writer;
        private final Readings readings;
        private final Random random = new Random(1);
        private final double[] values;
        /// Rules that have heard nothing yet.
        private final byte[] rules;

        private Instant now = START;
        private final AtomicLong unpacked = new AtomicLong();

        Kept(Path file, String site) {
            catalogue = new Catalogue(List.of(SiteFile.read(site)));
            database = Database.open(file);
            writer = new Writer(database);
            readings = new Readings(catalogue, database);
            rules = new Detector(catalogue).snapshot();
            values = new double[catalogue.size()];
            Arrays.fill(values, 400);
            writer.write(tx -> {
                readings.load(tx);
                readings.replay(tx, new Inputs() {
                    @Override
                    public void reading(int sensor, long at, double value) {}

                    @Override
                    public void tick(long at) {}

                    @Override
                    public void resume(long at) {}
                });
                return 0;
            });
        }

        /// Packs after every few batches, as the server does; how many readings there are.
        long fill(List<Habit> habits, int days) {
            long count = 0;
            long waiting = 0;
            for (int sensor = 0; sensor < habits.size(); sensor++) {
                var habit = habits.get(sensor);
                var batch = new Batch(IN_A_BATCH);
                for (long second = 0; second < (long) days * DAY; second += habit.seconds) {
                    long at = Micros.of(START) + second * 1_000_000;
                    if (habit.jitter > 0) at += (random.nextInt(2 * habit.jitter) - habit.jitter) * 1_000L;
                    batch.add(sensor, at, value(sensor, habit.smooth), Batch.NO_SEQUENCE, 0);
                    count++;
                    if (batch.size() < IN_A_BATCH) continue;
                    now = Micros.toInstant(at);
                    keep(batch);
                    waiting += batch.size();
                    batch = new Batch(IN_A_BATCH);
                    if (waiting < 1_000_000) continue;
                    pack();
                    waiting = 0;
                }
                if (batch.size() > 0) keep(batch);
            }
            pack();
            return count;
        }

        /// One reading of every sensor, a second later.
        void tick() {
            now = now.plusSeconds(1);
            var batch = new Batch(values.length);
            for (int sensor = 0; sensor < values.length; sensor++)
                batch.add(sensor, Micros.of(now), value(sensor, sensor % 2 == 0), Batch.NO_SEQUENCE, sensor);
            keep(batch);
        }

        void pack() {
            readings.snapshot(writer, _ -> rules);
            packWithoutSnapshot();
        }

        /// With a snapshot as often as a server takes one when so much comes.
        void packOn() {
            if (writer.write(_ -> readings.keptSinceSnapshot()) > Watch.READINGS_PER_SNAPSHOT) pack();
            else packWithoutSnapshot();
        }

        private void packWithoutSnapshot() {
            PackingBridge.pack(database, writer, readings, () -> now);
        }

        private double value(int sensor, boolean smooth) {
            if (!smooth) return Math.rint(10 * (400 + 3 * random.nextGaussian())) / 10;
            if (random.nextInt(4) == 0)
                values[sensor] = Math.rint(10 * values[sensor] + (random.nextBoolean() ? 1 : -1)) / 10;
            return values[sensor];
        }

        private void keep(Batch batch) {
            writer.submitBulk(tx -> {
                        var unit = readings.begin(tx, batch);
                        for (int i = 0; i < batch.size(); i++) {
                            readings.admit(tx, unit, batch.sensor(i), batch.at(i), batch.value(i));
                            unit.add(i, false);
                        }
                        readings.append(tx, unit, now);
                        return unit.size();
                    })
                    .join();
        }

        @Override
        public void close() {
            writer.close();
            database.close();
        }
    }

    private static String site(int sensors) {
        return site(sensors, """
                limits:
                  high:
                    low: none
                    medium: none
                    high: {at: 1500, deadband: 0, on-delay: 0 s, off-delay: 0 s, basis: a bench}
                    critical: none
                  stale: none
                  flat: none
                """);
    }

    /// @param limits those of each sensor; the usual ones when there are none
    private static String site(int sensors, String limits) {
        var site = new StringBuilder("""
                site: history
                name: History
                time-base: recorded
                time-zone: UTC
                zones:
                  zone:
                    name: Zone
                    sensors:
                """);
        for (int i = 0; i < sensors; i++)
            site.append("s%d:%n  kind: carbon-dioxide%n%s"
                    .formatted(i, limits.indent(2))
                    .indent(6));
        return site.toString();
    }
}
