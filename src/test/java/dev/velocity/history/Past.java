package dev.velocity.history;

import dev.velocity.access.Role;
import dev.velocity.measure.Quantity;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Settings;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.TimeBase;
import dev.velocity.sensor.Zone;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// A history to try things on: what is kept goes the way a server's readings go, and stands in a plain map as well.
public final class Past implements AutoCloseable {
    public static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    /// What the rules are said to remember.
    static final byte[] RULES = {1, 2, 3};

    /// Inputs of which most are of no interest.
    static class Told implements Inputs {
        @Override
        public void reading(int sensor, long at, double value) {}

        @Override
        public void tick(long at) {}

        @Override
        public void resume(long at) {}
    }

    /// One reading as the plain map has it.
    record Kept(double value, boolean late) {}

    /// One reading on its way in.
    public record Sample(int sensor, Instant at, double value, boolean late) {}

    public final Catalogue catalogue;
    final List<TreeMap<Long, Kept>> plain = new ArrayList<>();
    private final Path file;
    private final Settings settings;
    private Database database;
    private Writer writer;
    private Readings readings;
    private Instant arrived = BEGIN;

    /// @param periods of the sensors, which are called s0, s1...; each can measure 0 to 10,000 ppm
    public Past(Path directory, Duration... periods) {
        catalogue = new Catalogue(List.of(new Site(
                "site",
                "Site",
                TimeBase.LIVE,
                ZoneOffset.UTC,
                List.of(new Zone(
                        "zone",
                        "Zone",
                        IntStream.range(0, periods.length)
                                .mapToObj(i -> sensor(i, periods[i]))
                                .toList())))));
        for (int i = 0; i < periods.length; i++) plain.add(new TreeMap<>());
        file = directory.resolve("velocity.db");
        settings = Settings.from(Map.of(
                "velocity.data", directory.toString(),
                "velocity.keep.readings", "30",
                "velocity.keep.rollups", "300",
                "velocity.keep.journal", "10")::get);
        database = Database.open(file);
        writer = new Writer(database);
        readings = new Readings(catalogue, database);
        load();
    }

    public static SensorId id(int sensor) {
        return new SensorId("s" + sensor);
    }

    public Readings readings() {
        return readings;
    }

    /// When the newest readings came.
    public Instant now() {
        return arrived;
    }

    void pass(Duration length) {
        arrived = arrived.plus(length);
    }

    public Database database() {
        return database;
    }

    /// Keeps those that are new, in one unit of work; how many were.
    public int keep(List<Sample> samples) {
        arrived = arrived.plusMillis(20);
        int kept = writer.write(tx -> keep(tx, samples));
        kept(samples);
        return kept;
    }

    private int keep(Tx tx, List<Sample> samples) {
        var batch = new Batch(samples.size());
        var unit = readings.begin(tx, batch);
        for (int i = 0; i < samples.size(); i++) {
            var one = samples.get(i);
            batch.add(one.sensor, Micros.of(one.at), one.value, Batch.NO_SEQUENCE, i);
            if (readings.admit(tx, unit, one.sensor, batch.at(i), one.value) == Admission.NEW) unit.add(i, one.late);
        }
        readings.append(tx, unit, arrived);
        return unit.size();
    }

    private void kept(List<Sample> samples) {
        for (var one : samples) plain.get(one.sensor).putIfAbsent(Micros.of(one.at), new Kept(one.value, one.late));
        // Answers come before what follows a commit; a unit behind it comes after both.
        writer.write(tx -> 0);
    }

    void snapshot() {
        readings.snapshot(writer, _ -> RULES);
    }

    /// Those come when the rules' memory has been taken, and before any of the history's is; how many were new.
    int snapshotWhile(List<Sample> samples) {
        var coming = new ArrayList<CompletableFuture<Integer>>();
        readings.snapshot(writer, _ -> {
            coming.add(writer.submit(tx -> keep(tx, samples)));
            return RULES;
        });
        int kept = coming.getFirst().join();
        kept(samples);
        return kept;
    }

    void write(String sql, Object... args) {
        writer.write(tx -> tx.update(sql, args));
    }

    /// Packs what there is, as far as `enough` lets it; whether it came to the end.
    boolean pack(BooleanSupplier enough) {
        // Segments are made of rows no start needs any more.
        snapshot();
        return packAsItIs(enough);
    }

    /// Forgets what is too old when it is `now`.
    void forget(Instant now) {
        arrived = now;
        try (var packer = new Packer(database, writer, readings, settings, () -> now, () -> false)) {
            packer.forget();
        }
    }

    void packWithoutSnapshot() {
        packAsItIs(() -> false);
    }

    private boolean packAsItIs(BooleanSupplier enough) {
        try (var packer = new Packer(database, writer, readings, settings, () -> arrived, enough)) {
            packer.pack();
            return true;
        } catch (Packer.Stopped stopped) {
            return false;
        } finally {
            writer.write(tx -> 0);
        }
    }

    public void pack() {
        pack(() -> false);
    }

    /// Everything the journal tells, in order.
    List<String> journal() {
        var told = new ArrayList<String>();
        database.read(rows -> {
            readings.everything(rows, new Inputs() {
                @Override
                public void reading(int sensor, long at, double value) {
                    told.add(sensor + " " + at + " " + value);
                }

                @Override
                public void tick(long at) {
                    told.add("tick " + at);
                }

                @Override
                public void resume(long at) {
                    told.add("resume " + at);
                }
            });
            return told;
        });
        return told;
    }

    /// As after a kill: what is not on disk is gone.
    void restart() {
        close();
        database = Database.open(file);
        writer = new Writer(database);
        readings = new Readings(catalogue, database);
        load();
    }

    @Override
    public void close() {
        writer.close();
        database.close();
    }

    private void load() {
        writer.write(tx -> {
            readings.load(tx);
            readings.replay(tx, new Told());
            return 0;
        });
    }

    private static Sensor sensor(int number, Duration period) {
        return new Sensor(
                id(number),
                "site",
                "zone",
                "Sensor " + number,
                Quantity.CARBON_DIOXIDE,
                0,
                10_000,
                0,
                1_000,
                period,
                Duration.ofSeconds(30),
                Role.OPERATIONS,
                List.of(),
                List.of(new Limit.Stale(3, Severity.MEDIUM)),
                "test",
                Map.of());
    }
}
