package dev.velocity.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.access.Role;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Condition;
import dev.velocity.alert.EventKind;
import dev.velocity.alert.Obstacle;
import dev.velocity.alert.Outcome;
import dev.velocity.alert.Triage;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.history.Inputs;
import dev.velocity.history.Readings;
import dev.velocity.measure.Quantity;
import dev.velocity.platform.Database;
import dev.velocity.platform.FullDisk;
import dev.velocity.platform.Micros;
import dev.velocity.platform.NotWritten;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Detector;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
    private static final Actor OTTO = new Actor("otto", "operations");

    @TempDir
    private Path data;

    private final List<AlertChanged> told = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Catalogue catalogue = catalogue(high(0));
    private Database database;
    private Writer writer;
    private Alerts alerts;
    private Readings readings;
    private Watch watch;

    @BeforeEach
    void open() {
        start(catalogue);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void aReadingOverItsLimitIsAnAlertInTheSameTransaction() {
        var receipt = take(reading(0, now, 1_500));
        assertThat(receipt.accepted()).isOne();
        assertThat(told).singleElement().satisfies(change -> {
            assertThat(change.seq()).isOne();
            assertThat(change.kind()).isEqualTo(EventKind.RAISED);
            assertThat(change.alert().severity()).isEqualTo(Severity.HIGH);
            assertThat(change.alert().value()).isEqualTo(1_500);
        });
        assertThat(readings.latest(0))
                .hasValueSatisfying(latest -> assertThat(latest.value()).isEqualTo(1_500));
        assertThat(auditActions()).containsExactly("alert.raised");
    }

    @Test
    void aSecondReadingOverTheLimitRaisesNothingMore() {
        take(reading(0, now, 1_500));
        take(reading(0, now.plusSeconds(1), 1_600));
        assertThat(told).hasSize(1);
    }

    @Test
    void aRetryIsCountedAndAContradictionRefused() {
        take(reading(0, now, 10));
        var batch = new Batch(3);
        add(batch, 0, now, 10, 0);
        add(batch, 0, now, 11, 1);
        add(batch, 0, now.plusSeconds(1), 12, 2);
        var receipt = watch.take(batch).join();
        assertThat(receipt.accepted()).isOne();
        assertThat(receipt.duplicates()).isOne();
        assertThat(receipt.conflicts()).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyRetryOfAnyAgeIsKnownAlsoAfterARestart(long seed) {
        var random = new Random(seed);
        var sent = new ArrayList<Instant>();
        for (int i = 0; i < 40; i++) {
            var batch = new Batch(50);
            for (int j = 0; j < 50; j++) {
                var at = now.plusSeconds(sent.size());
                add(batch, 0, at, value(at), j);
                sent.add(at);
            }
            assertThat(watch.take(batch).join().accepted()).isEqualTo(50);
            if (random.nextInt(10) == 0) restart(catalogue);
        }
        for (int i = 0; i < 20; i++) {
            var batch = new Batch(50);
            for (int j = 0; j < 50; j++) {
                var at = sent.get(random.nextInt(sent.size()));
                add(batch, 0, at, value(at), j);
            }
            var receipt = watch.take(batch).join();
            assertThat(receipt.duplicates()).as("seed %d", seed).isEqualTo(50);
        }
        assertThat(readings.between(new SensorId("s0"), now, now.plus(Duration.ofDays(1))))
                .hasSize(sent.size());
    }

    @Test
    void aRepeatInsideOneOldBatchIsADuplicate() {
        take(reading(0, now, 1));
        for (int i = 1; i <= 100; i++) take(reading(0, now.plusSeconds(i), i));
        var old = now.minusSeconds(500);
        var batch = new Batch(2);
        add(batch, 0, old, 7, 0);
        add(batch, 0, old, 7, 1);
        var receipt = watch.take(batch).join();
        assertThat(receipt.accepted()).isOne();
        assertThat(receipt.late()).isOne();
        assertThat(receipt.duplicates()).isOne();
        assertThat(readings.between(new SensorId("s0"), old, old.plusSeconds(1)))
                .singleElement()
                .satisfies(point -> assertThat(point.late()).isTrue());
    }

    @Test
    void severityThatRisesCallsAgainAndTakesTheAcknowledgementBack() {
        take(reading(0, now, 1_500));
        var acknowledged = handle(new Command.Acknowledge());
        assertThat(acknowledged).isInstanceOf(Outcome.Moved.class);
        take(reading(0, now.plusSeconds(1), 2_500));
        assertThat(told)
                .extracting(AlertChanged::kind)
                .containsExactly(EventKind.RAISED, EventKind.ACKNOWLEDGED, EventKind.ESCALATED);
        assertThat(told.getLast().alert().triage()).isEqualTo(Triage.NEW);
        assertThat(told.getLast().alert().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void acknowledgedAndReturnedEndsItselfAndUnattendedStays() {
        take(reading(0, now, 1_500));
        take(reading(1, now, 1_500));
        handle(new Command.Acknowledge());
        take(reading(0, now.plusSeconds(1), 10));
        take(reading(1, now.plusSeconds(1), 10));
        var open = alerts.page(AlertQuery.open(Role.SECURITY)).alerts();
        assertThat(open).singleElement().satisfies(alert -> {
            assertThat(alert.sensor().text()).isEqualTo("s1");
            assertThat(alert.condition()).isEqualTo(Condition.RETURNED);
            assertThat(alert.triage()).isEqualTo(Triage.NEW);
        });
    }

    @Test
    void onAFullDiskWhatARuleMaySayIsKeptAndTheRestRefused() {
        take(reading(0, now, 10));
        FullDisk.pretend(writer, true);
        assertRefused(reading(0, now.plusSeconds(1), 20));
        var mixed = new Batch(2);
        add(mixed, 0, now.plusSeconds(2), 20, 0);
        add(mixed, 1, now.plusSeconds(2), 1_500, 1);
        assertRefused(mixed);
        settle();
        assertThat(told)
                .singleElement()
                .satisfies(change -> assertThat(change.alert().value()).isEqualTo(1_500));
        assertThat(take(reading(0, now.plusSeconds(3), 1_500)).accepted()).isOne();
        assertThat(take(reading(0, now.plusSeconds(4), 10)).accepted()).isOne();
        assertThat(take(reading(1, now.plusSeconds(4), 10)).accepted()).isOne();
        assertThat(told)
                .extracting(AlertChanged::kind)
                .containsExactly(EventKind.RAISED, EventKind.RAISED, EventKind.RETURNED, EventKind.RETURNED);
        assertRefused(reading(1, now.plusSeconds(5), 20));
        FullDisk.pretend(writer, false);
        // Whoever was refused sends all of it again: what was kept is known.
        var receipt = take(mixed);
        assertThat(receipt.accepted()).isOne();
        assertThat(receipt.duplicates()).isOne();
    }

    private void assertRefused(Batch batch) {
        assertThat(watch.take(batch))
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(NotWritten.DiskFull.class);
    }

    @Test
    void resolvingWhatIsStillSoIsRefused() {
        take(reading(0, now, 1_500));
        assertThat(handle(new Command.Resolve("done"))).isEqualTo(new Outcome.Refused(Obstacle.STILL_PRESENT.of()));
    }

    @Test
    void somebodyFasterIsExplainedAndNothingIsOverwritten() {
        take(reading(0, now, 1_500));
        handle(new Command.Comment("looking"));
        var late = alerts.handle(
                1, new Command.Acknowledge(), OTTO, Role.OPERATIONS, OptionalLong.of(1), Optional.empty());
        assertThat(late)
                .isInstanceOfSatisfying(
                        Outcome.Overtaken.class,
                        overtaken -> assertThat(overtaken.now().version()).isEqualTo(2));
    }

    @Test
    void aRetryWithTheSameKeyGetsTheSameAnswerAndDoesNothing() {
        take(reading(0, now, 1_500));
        var key = Optional.of("key-1");
        var first = alerts.handle(1, new Command.Acknowledge(), OTTO, Role.OPERATIONS, OptionalLong.of(1), key);
        var second = alerts.handle(1, new Command.Acknowledge(), OTTO, Role.OPERATIONS, OptionalLong.of(1), key);
        assertThat(second).isEqualTo(first);
        settle();
        assertThat(told).hasSize(2);
        assertThat(alerts.handle(1, new Command.Comment("x"), OTTO, Role.OPERATIONS, OptionalLong.empty(), key))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aRefusalIsRememberedByItsKeyToo() {
        take(reading(0, now, 1_500));
        var key = Optional.of("key-1");
        var command = new Command.Resolve("done");
        var first = alerts.handle(1, command, OTTO, Role.OPERATIONS, OptionalLong.empty(), key);
        take(reading(0, now.plusSeconds(1), 10));
        assertThat(alerts.handle(1, command, OTTO, Role.OPERATIONS, OptionalLong.empty(), key))
                .isEqualTo(first);
    }

    @Test
    void aRestartNeitherForgetsARunningDelayNorRaisesAnOpenAlertTwice() {
        catalogue = catalogue(high(60));
        restart(catalogue);
        take(reading(0, now, 1_500));
        now = now.plusSeconds(30);
        restart(catalogue);
        now = now.plusSeconds(31);
        watch.tick();
        settle();
        assertThat(told)
                .singleElement()
                .satisfies(change -> assertThat(change.kind()).isEqualTo(EventKind.RAISED));
        restart(catalogue);
        take(reading(0, now, 1_500));
        assertThat(told).hasSize(1);
        take(reading(0, now.plusSeconds(1), 10));
        assertThat(told.getLast().kind()).isEqualTo(EventKind.RETURNED);
    }

    @Test
    void anAlertWhoseLimitMovedEndsWithTheNextNormalReading() {
        take(reading(0, now, 1_500));
        var wider = catalogue(new Limit.High(
                List.of(new Step(Severity.CRITICAL, 5_000, 0, Duration.ZERO, Duration.ZERO, "wider")),
                Duration.ZERO,
                false));
        restart(wider);
        take(reading(0, now.plusSeconds(1), 1_500));
        assertThat(told.getLast().kind()).isEqualTo(EventKind.RETURNED);
    }

    /// What a rule that begins anew takes the alert's word for stands in no journal.
    @Test
    void memoryThatIsBuiltAgainStillHoldsTheAlertsWord() {
        take(reading(0, now, 1_500));
        restart(catalogue(new Limit.High(
                List.of(new Step(Severity.CRITICAL, 5_000, 0, Duration.ZERO, Duration.ZERO, "wider")),
                Duration.ZERO,
                false)));
        writer.write(tx ->
                tx.update("CREATE TRIGGER fails BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'fails'); END"));
        assertThatThrownBy(() -> take(reading(0, now.plusSeconds(1), 1_500))).hasMessageContaining("fails");
        writer.write(tx -> tx.update("DROP TRIGGER fails"));
        take(reading(0, now.plusSeconds(1), 1_500));
        assertThat(told.getLast().kind()).isEqualTo(EventKind.RETURNED);
    }

    @Test
    void aStartWithADamagedSnapshotKnowsWhatFired() {
        take(reading(0, now, 1_500));
        assertThat(told).hasSize(1);
        restart(catalogue);
        writer.write(tx -> tx.update("UPDATE snapshot_part SET data = x'00'"));
        restart(catalogue);
        take(reading(0, now.plusSeconds(1), 1_500));
        assertThat(told).hasSize(1);
        take(reading(0, now.plusSeconds(2), 10));
        assertThat(told.getLast().kind()).isEqualTo(EventKind.RETURNED);
    }

    @Test
    void anAlertWhoseLimitIsGoneEndsAtTheStart() {
        take(reading(0, now, 1_500));
        restart(catalogue(new Limit.Flat(Duration.ofHours(1), Severity.LOW)));
        assertThat(told.getLast()).satisfies(change -> {
            assertThat(change.kind()).isEqualTo(EventKind.RETURNED);
            assertThat(change.actor()).isEqualTo(Actor.SYSTEM);
        });
    }

    @Test
    void aUnitThatFailsLeavesNoTraceInMemoryEither() {
        take(reading(0, now, 10));
        var failing = writer.submit(tx -> {
            throw new IllegalStateException("no");
        });
        assertThat(failing).isNotNull();
        var lost = writer.submitBulk(tx -> {
            readings.load(tx);
            throw new IllegalStateException("as if the disk had failed after the rules had moved");
        });
        assertThat(lost).failsWithin(Duration.ofSeconds(5));
        take(reading(0, now.plusSeconds(1), 1_500));
        assertThat(told).hasSize(1);
    }

    /// House law 2: the recorded inputs, fed again through the same rules, reproduce the recorded transitions.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theJournalFedAgainReproducesEveryFinding(long seed) {
        var random = new Random(seed);
        catalogue = catalogue(high(5));
        restart(catalogue);
        var expected = new ArrayList<String>();
        told.clear();
        for (int i = 0; i < 300; i++) {
            now = now.plusSeconds(random.nextInt(4));
            var batch = new Batch(4);
            for (int j = 0; j < 1 + random.nextInt(4); j++) {
                var at = now.minusMillis(random.nextInt(random.nextInt(20) == 0 ? 90_000 : 20_000));
                add(batch, random.nextInt(catalogue.size()), at, random.nextDouble() * 3_000, j);
            }
            watch.take(batch).join();
            if (random.nextInt(3) == 0) watch.tick();
            if (random.nextInt(40) == 0) restart(catalogue);
        }
        settle();
        for (var change : told)
            if (change.actor().equals(Actor.CONDITION))
                expected.add(change.alert().sensor() + " " + change.at());

        var replayed = new Detector(catalogue);
        var findings = new ArrayList<Finding>();
        database.read(rows -> {
            readings.everything(rows, new Inputs() {
                @Override
                public void reading(int sensor, long at, double value) {
                    replayed.feed(sensor, at, value, findings::add);
                }

                @Override
                public void tick(long at) {
                    replayed.tick(at, findings::add);
                }

                @Override
                public void resume(long at) {
                    replayed.resume(at);
                }
            });
            return findings;
        });
        var actual = findings.stream()
                .map(finding -> finding.sensor() + " " + finding.at())
                .toList();
        assertThat(actual).as("seed %d", seed).containsAll(expected);
        assertThat(expected).isNotEmpty();
        // Whatever the findings took back on the way, in the end the rules and the alerts must say the same.
        for (int i = 0; i < catalogue.size(); i++) {
            var sensor = catalogue.sensor(i);
            for (var limit : sensor.limits()) {
                var open = alerts.present().stream()
                        .filter(alert -> alert.sensor().equals(sensor.id())
                                && alert.rule().equals(limit.name()))
                        .findFirst();
                assertThat(replayed.verdict(sensor.id(), limit.name()))
                        .as("seed %d: %s of %s", seed, limit.name(), sensor.id())
                        .isEqualTo(open.flatMap(alert -> alert.present()));
            }
        }
    }

    private void start(Catalogue running) {
        database = Database.open(data.resolve("v.db"));
        writer = new Writer(database);
        var audit = new Audit(() -> now);
        alerts = new Alerts(database, writer, audit, () -> now, running, _ -> Optional.empty(), told::add);
        readings = new Readings(running, database);
        watch = new Watch(running, readings, alerts, writer, () -> now, Runnable::run);
        watch.start();
        settle();
    }

    /// As after a kill: nothing is told to anybody, the next start finds what is on disk.
    private void restart(Catalogue next) {
        writer.close();
        database.close();
        start(next);
    }

    private Outcome handle(Command command) {
        var outcome = alerts.handle(1, command, OTTO, Role.OPERATIONS, OptionalLong.empty(), Optional.empty());
        settle();
        return outcome;
    }

    private Receipt take(Batch batch) {
        var receipt = watch.take(batch).join();
        settle();
        return receipt;
    }

    /// Answers come before events; a unit behind them sees both.
    private void settle() {
        writer.write(tx -> 0);
    }

    private List<String> auditActions() {
        return database.read(rows -> rows.list("SELECT action FROM audit ORDER BY seq", row -> row.getString(1)));
    }

    private static double value(Instant at) {
        return at.getEpochSecond() % 500;
    }

    private static Batch reading(int sensor, Instant at, double value) {
        var batch = new Batch(1);
        add(batch, sensor, at, value, 0);
        return batch;
    }

    private static void add(Batch batch, int sensor, Instant at, double value, int position) {
        batch.add(sensor, Micros.of(at), value, Batch.NO_SEQUENCE, position);
    }

    private static Limit high(int onSeconds) {
        return new Limit.High(
                List.of(
                        new Step(Severity.HIGH, 1_000, 100, Duration.ofSeconds(onSeconds), Duration.ZERO, "a test"),
                        new Step(Severity.CRITICAL, 2_000, 100, Duration.ZERO, Duration.ZERO, "a test")),
                Duration.ZERO,
                false);
    }

    private static Catalogue catalogue(Limit limit) {
        var sensors = IntStream.range(0, 3)
                .mapToObj(i -> new Sensor(
                        new SensorId("s" + i),
                        "site",
                        "zone",
                        "Sensor " + i,
                        Quantity.CARBON_DIOXIDE,
                        0,
                        10_000,
                        0,
                        1_000,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Role.OPERATIONS,
                        List.of(),
                        List.of(limit, new Limit.Stale(3, Severity.MEDIUM), new Limit.Late(Severity.LOW)),
                        "test",
                        Map.of()))
                .toList();
        return new Catalogue(List.of(
                new Site("site", "Site", TimeBase.LIVE, ZoneOffset.UTC, List.of(new Zone("zone", "Zone", sensors)))));
    }
}
