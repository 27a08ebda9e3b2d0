package dev.velocity.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.access.Role;
import dev.velocity.alert.AlertCounts;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Listed;
import dev.velocity.alert.Silences;
import dev.velocity.alert.Triage;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.history.Latest;
import dev.velocity.history.PackingBridge;
import dev.velocity.history.Readings;
import dev.velocity.incident.KpiReport;
import dev.velocity.incident.Kpis;
import dev.velocity.measure.Quantity;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Quality;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.Step;
import dev.velocity.sensor.TimeBase;
import dev.velocity.sensor.Zone;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server said at an instant is what it says of that instant ever after.
class AsOfTest {
    private static final Actor OTTO = new Actor("otto", "operations");
    private static final int SENSORS = 6;

    @TempDir
    private Path data;

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Catalogue catalogue = catalogue();
    private Database database;
    private Writer writer;
    private Alerts alerts;
    private Silences silences;
    private Readings readings;
    private Watch watch;
    private Qualities qualities;
    private Kpis kpis;

    /// All that is told of now.
    private record Said(
            List<Listed> open,
            List<Listed> everything,
            List<Listed> someResolved,
            AlertCounts counts,
            List<Quality> qualities,
            List<Optional<Latest>> latest,
            KpiReport kpis) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theStateOfAnInstantIsWhatWasSaidThen(long seed) {
        var random = new Random(seed);
        var saved = new TreeMap<Instant, Said>();
        for (int round = 0; round < 120; round++) {
            now = now.plusMillis(1 + random.nextInt(90_000));
            act(random);
            if (random.nextInt(3) == 0) saved.put(now, said());
            if (random.nextInt(25) == 0) {
                writer.close();
                database.close();
                now = now.plusSeconds(random.nextInt(600));
                start();
            }
            if (random.nextInt(20) == 0) PackingBridge.pack(database, writer, readings, () -> now);
        }
        saved.forEach((at, said) -> assertThat(saidOf(at.plusNanos(1_000L * random.nextInt(900)), at))
                .as("seed %d, %s", seed, at)
                .isEqualTo(said));
        assertThat(saved.values().stream()
                        .mapToInt(said -> said.open.size())
                        .max()
                        .orElse(0))
                .isGreaterThan(3);
        assertThat(saidOf(now.minus(Duration.ofDays(9)), now).everything).isEmpty();
    }

    @BeforeEach
    void start() {
        database = Database.open(data.resolve("v.db"));
        writer = new Writer(database);
        var audit = new Audit(() -> now);
        alerts = new Alerts(database, writer, audit, () -> now, catalogue, _ -> Optional.of(Role.OPERATIONS), _ -> {});
        silences = new Silences(database, writer, audit, () -> now, alerts);
        readings = new Readings(catalogue, database);
        watch = new Watch(catalogue, readings, alerts, writer, () -> now, Runnable::run);
        watch.start();
        qualities = new Qualities(catalogue, readings, alerts);
        kpis = new Kpis(alerts, silences, () -> now, ZoneOffset.UTC);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    private void act(Random random) {
        var open = alerts.open(now);
        if (open.isEmpty() || random.nextInt(3) > 0) {
            var batch = new Batch(5);
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                var at = now.minusMillis(random.nextInt(random.nextInt(6) == 0 ? 200_000 : 5_000));
                batch.add(random.nextInt(SENSORS), Micros.of(at), random.nextInt(2_600), Batch.NO_SEQUENCE, i);
            }
            watch.take(batch).join();
        } else {
            var alert = open.get(random.nextInt(open.size()));
            Command command = switch (random.nextInt(6)) {
                case 0 -> new Command.Acknowledge();
                case 1 -> new Command.Comment("seen");
                case 2 -> new Command.Shelve(Duration.ofMinutes(5), false, "noise");
                case 3 -> new Command.Unshelve();
                case 4 -> new Command.Reopen("again");
                default -> new Command.Resolve("done");
            };
            alerts.handle(alert.id(), command, OTTO, Role.OPERATIONS, OptionalLong.empty(), Optional.empty());
        }
        if (random.nextBoolean()) watch.tick();
        // Answers come before what follows a commit; a unit behind it comes after both.
        writer.write(tx -> 0);
    }

    private Said said() {
        return new Said(
                alerts.page(AlertQuery.open(Role.OPERATIONS)).listed(),
                alerts.page(query(AlertFilter.ALL, 1_000)).listed(),
                alerts.page(query(AlertFilter.ALL.withTriage(Set.of(Triage.RESOLVED)), 3))
                        .listed(),
                alerts.counts(Role.OPERATIONS),
                qualities.all(),
                IntStream.range(0, SENSORS).mapToObj(readings::latest).toList(),
                kpis.report(Role.OPERATIONS, kpis.lately(30, Optional.empty())));
    }

    /// @param to when the period of the figures ends
    private Said saidOf(Instant at, Instant to) {
        var latest = readings.latest(at);
        return new Said(
                alerts.page(AlertQuery.open(Role.OPERATIONS), at).listed(),
                alerts.page(query(AlertFilter.ALL, 1_000), at).listed(),
                alerts.page(query(AlertFilter.ALL.withTriage(Set.of(Triage.RESOLVED)), 3), at)
                        .listed(),
                alerts.counts(Role.OPERATIONS, at),
                qualities.all(at, latest),
                latest,
                kpis.report(Role.OPERATIONS, kpis.lately(30, Optional.of(to))));
    }

    private static AlertQuery query(AlertFilter filter, int most) {
        return new AlertQuery(Role.OPERATIONS, filter, Optional.empty(), most);
    }

    private static Catalogue catalogue() {
        var high = new Limit.High(
                List.of(
                        new Step(Severity.HIGH, 1_000, 100, Duration.ofSeconds(10), Duration.ZERO, "a test"),
                        new Step(Severity.CRITICAL, 2_000, 100, Duration.ZERO, Duration.ZERO, "a test")),
                Duration.ZERO,
                false);
        var sensors = IntStream.range(0, SENSORS)
                .mapToObj(i -> new Sensor(
                        new SensorId("s" + i),
                        "site",
                        "zone",
                        "Sensor " + i,
                        Quantity.CARBON_DIOXIDE,
                        0,
                        2_500,
                        0,
                        1_000,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Role.OPERATIONS,
                        List.of(),
                        List.of(
                                high,
                                new Limit.Stale(3, Severity.MEDIUM),
                                new Limit.OutOfRange(Severity.LOW),
                                new Limit.Late(Severity.LOW)),
                        "test",
                        Map.of()))
                .toList();
        return new Catalogue(List.of(
                new Site("site", "Site", TimeBase.LIVE, ZoneOffset.UTC, List.of(new Zone("zone", "Zone", sensors)))));
    }
}
