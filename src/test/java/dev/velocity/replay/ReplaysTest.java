package dev.velocity.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.access.Role;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.history.Latest;
import dev.velocity.history.PackingBridge;
import dev.velocity.history.Readings;
import dev.velocity.measure.Quantity;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Writer;
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
import dev.velocity.watch.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Replays show what was recorded, to everybody the same, and change nothing.
class ReplaysTest {
    private static final Actor OTTO = new Actor("otto", "operations");
    private static final int SENSORS = 4;
    private static final Instant BEGAN = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path data;

    private Instant now = BEGAN;
    private Database database;
    private Writer writer;
    private Alerts alerts;
    private Readings readings;
    private Watch watch;
    private Replays replays;

    @BeforeEach
    void live() {
        start(TimeBase.LIVE, "live.db");
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void everyMomentIsShownAsItWasThen() {
        var random = new Random(7);
        var open = new TreeMap<Instant, List<Long>>();
        var latest = new TreeMap<Instant, List<Optional<Latest>>>();
        for (int round = 0; round < 150; round++) {
            now = now.plusMillis(500 + random.nextInt(40_000));
            act(random);
            open.put(now, ids(alerts.open(now)));
            latest.put(
                    now, IntStream.range(0, SENSORS).mapToObj(readings::latest).toList());
            if (random.nextInt(40) == 0) PackingBridge.pack(database, writer, readings, () -> now);
        }
        var replay = open(BEGAN, now);
        var moments = new ArrayList<>(open.keySet());
        for (int pass = 0; pass < 2; pass++) {
            for (var at : moments) {
                done(new Deed.Seek(at), replay);
                var scene = replays.scene(replay.id()).orElseThrow();
                assertThat(ids(scene.open())).as("pass %d, %s", pass, at).isEqualTo(open.get(at));
                assertThat(scene.latest()).as("pass %d, %s", pass, at).isEqualTo(latest.get(at));
            }
            Collections.shuffle(moments, random);
        }
    }

    @Test
    void stepsLeadFromOneRecordedChangeOfAnAlertToTheNextAndBack() {
        story();
        var recorded = alerts.recorded(BEGAN, now, 1_000).stream()
                .map(change -> change.recorded())
                .distinct()
                .toList();
        assertThat(recorded.size()).isGreaterThan(3);
        var replay = open(BEGAN, now);
        assertThat(steps(replay, new Deed.Step(Deed.By.ALERT, false))).isEqualTo(recorded);
        assertThat(steps(replay, new Deed.Step(Deed.By.ALERT, true)))
                .isEqualTo(recorded.reversed().subList(1, recorded.size()));
        // Whoever may see none of them has nowhere to step to.
        assertThat(replays.handle(replay.id(), new Deed.Step(Deed.By.ALERT, false), "rita", Role.RESIDENT))
                .isInstanceOf(Answer.Refused.class);
    }

    @Test
    void stepsByReadingLeadFromOneArrivalToTheNextAndBack() {
        story();
        PackingBridge.pack(database, writer, readings, () -> now);
        now = now.plusSeconds(7);
        reading(0, 640);
        var replay = open(BEGAN, now);
        var there = steps(replay, new Deed.Step(Deed.By.READING, false));
        assertThat(there).hasSize(5).isSorted();
        var back = new ArrayList<>(there.reversed().subList(1, there.size()));
        back.add(BEGAN);
        assertThat(steps(replay, new Deed.Step(Deed.By.READING, true))).isEqualTo(back);
        done(new Deed.Seek(BEGAN), replay);
        assertThat(done(new Deed.Step(Deed.By.TEN_MINUTES, false), replay).cursor())
                .isEqualTo(BEGAN.plusSeconds(600));
    }

    @Test
    void aRecordedSiteIsPlayedInItsOwnTime() {
        close();
        start(TimeBase.RECORDED, "recorded.db");
        var taken = Instant.parse("2015-02-04T10:00:00Z");
        for (int minute = 0; minute < 20; minute++) {
            var batch = new Batch(1);
            batch.add(0, Micros.of(taken.plusSeconds(60L * minute)), minute == 10 ? 2_100 : 600, Batch.NO_SEQUENCE, 0);
            watch.take(batch).join();
        }
        writer.write(tx -> 0);
        var replay = open(taken, taken.plusSeconds(1_200));
        var raised = done(new Deed.Step(Deed.By.ALERT, false), replay);
        assertThat(raised.cursor()).isEqualTo(taken.plusSeconds(600));
        var scene = replays.scene(replay.id()).orElseThrow();
        assertThat(scene.open()).hasSize(1);
        assertThat(scene.latest().getFirst().orElseThrow().value()).isEqualTo(2_100);
        assertThat(done(new Deed.Step(Deed.By.READING, true), replay).cursor()).isEqualTo(taken.plusSeconds(540));
        assertThat(replays.scene(replay.id()).orElseThrow().open()).isEmpty();
        assertThat(done(new Deed.Step(Deed.By.READING, false), replay).cursor()).isEqualTo(taken.plusSeconds(600));
    }

    @Test
    void aWholeSessionLeavesEveryTableAsItWas() {
        story();
        var before = tables();
        assertThat(before.keySet()).contains("alert", "alert_event", "audit", "journal");
        var replay = open(BEGAN, now);
        try (var viewing = replays.view(replay.id()).orElseThrow()) {
            for (var deed : List.of(
                    new Deed.Go(Pace.MOST),
                    new Deed.Play(),
                    new Deed.Skip(true),
                    new Deed.Mark("here it began"),
                    new Deed.Loop(new Stretch(BEGAN.plusSeconds(10), BEGAN.plusSeconds(70))),
                    new Deed.EndLoop(),
                    new Deed.Step(Deed.By.ALERT, true),
                    new Deed.Unmark(1),
                    new Deed.Seek(now),
                    new Deed.Pause())) {
                viewing.scene(done(deed, replay));
                now = now.plusSeconds(1);
            }
        }
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void everybodyWhoSharesItHasOneClock() throws InterruptedException {
        story();
        var replay = open(BEGAN, now);
        try (var one = replays.view(replay.id()).orElseThrow();
                var other = replays.view(replay.id()).orElseThrow()) {
            done(new Deed.Go(Pace.SIXTEEN), replay);
            done(new Deed.Play(), replay);
            now = now.plusSeconds(2);
            var seen = one.next(-1, Duration.ZERO).orElseThrow();
            assertThat(seen.cursor()).isEqualTo(BEGAN.plusSeconds(32));
            assertThat(seen.viewers()).isEqualTo(2);
            assertThat(other.next(-1, Duration.ZERO).orElseThrow()).isEqualTo(seen);
            assertThat(other.scene(seen)).isSameAs(one.scene(seen));
        }
    }

    @Test
    void replaysAreBoundedAndEndWhenNobodyLooks() throws InterruptedException {
        story();
        var first = open(BEGAN, now);
        for (int i = 1; i < Replays.MOST_EACH; i++) {
            now = now.plusSeconds(1);
            open(BEGAN, now);
        }
        now = now.plusSeconds(1);
        var last = open(BEGAN, now);
        assertThat(replays.find(first.id())).as("the one left longest gave way").isEmpty();
        assertThat(replays.all()).hasSize(Replays.MOST_EACH);
        try (var viewing = replays.view(last.id()).orElseThrow()) {
            now = now.plus(Replays.IDLE).plusSeconds(60);
            assertThat(replays.all()).extracting(Replay::id).containsExactly(last.id());
            for (int i = 1; i < Replays.MOST; i++)
                assertThat(replays.open(new Stretch(BEGAN, now), BEGAN, "person-" + i))
                        .isInstanceOf(Answer.Done.class);
            assertThat(replays.open(new Stretch(BEGAN, now), BEGAN, "one-too-many"))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.obstacle()).isEqualTo(Answer.Obstacle.FULL));
            assertThat(viewing.next(-1, Duration.ZERO)).isPresent();
        }
        now = now.plus(Replays.IDLE).plusSeconds(1);
        assertThat(replays.find(last.id())).isEmpty();
        assertThat(replays.handle(last.id(), new Deed.Play(), "otto", Role.OPERATIONS))
                .isEqualTo(new Answer.Unknown());
    }

    @Test
    void aWindowIsOfThePastAndNotTooLong() {
        now = now.plusSeconds(60);
        assertThatThrownBy(() -> open(now.plusSeconds(1), now.plusSeconds(9)))
                .hasMessageContaining("nothing is recorded yet");
        assertThatThrownBy(() -> open(now.minus(Duration.ofDays(40)), now)).hasMessageContaining("31 days");
        assertThat(open(BEGAN, now.plusSeconds(900)).window().to()).isEqualTo(now);
    }

    /// Two alerts come and go, one is attended to.
    private void story() {
        reading(0, 600);
        now = now.plusSeconds(60);
        reading(0, 2_200);
        now = now.plusSeconds(5);
        alerts.handle(
                alerts.open(now).getFirst().id(),
                new Command.Acknowledge(),
                OTTO,
                Role.OPERATIONS,
                OptionalLong.empty(),
                Optional.empty());
        now = now.plusSeconds(60);
        reading(1, 2_300);
        now = now.plusSeconds(240);
        reading(0, 600);
        now = now.plusSeconds(5);
        reading(1, 600);
        now = now.plusSeconds(1_200);
    }

    private void act(Random random) {
        var open = alerts.open(now);
        if (open.isEmpty() || random.nextInt(4) > 0) {
            reading(random.nextInt(SENSORS), random.nextInt(2_500));
        } else {
            var alert = open.get(random.nextInt(open.size()));
            Command command = random.nextBoolean() ? new Command.Acknowledge() : new Command.Comment("seen");
            alerts.handle(alert.id(), command, OTTO, Role.OPERATIONS, OptionalLong.empty(), Optional.empty());
        }
        if (random.nextBoolean()) watch.tick();
        writer.write(tx -> 0);
    }

    private void reading(int sensor, double value) {
        var batch = new Batch(1);
        batch.add(sensor, Micros.of(now.minusMillis(200)), value, Batch.NO_SEQUENCE, 0);
        watch.take(batch).join();
        writer.write(tx -> 0);
    }

    private Replay open(Instant from, Instant to) {
        return done(replays.open(new Stretch(from, to), from, "otto"));
    }

    private Replay done(Deed deed, Replay replay) {
        return done(replays.handle(replay.id(), deed, "otto", Role.OPERATIONS));
    }

    private static Replay done(Answer answer) {
        if (answer instanceof Answer.Done(var replay)) return replay;
        throw new AssertionError(answer.toString());
    }

    /// Where a step leads again and again, until there is nothing more that way.
    private List<Instant> steps(Replay replay, Deed.Step step) {
        var all = new ArrayList<Instant>();
        while (replays.handle(replay.id(), step, "otto", Role.OPERATIONS) instanceof Answer.Done(var to))
            all.add(to.cursor());
        return all;
    }

    private static List<Long> ids(List<dev.velocity.alert.Alert> alerts) {
        return alerts.stream().map(dev.velocity.alert.Alert::id).toList();
    }

    /// Every row of every table.
    private Map<String, List<String>> tables() {
        return database.read(rows -> {
            var all = new TreeMap<String, List<String>>();
            for (var table : rows.list("SELECT name FROM sqlite_master WHERE type = 'table'", row -> row.getString(1)))
                all.put(table, rows.list("SELECT * FROM " + table, row -> {
                    var text = new StringBuilder();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++)
                        text.append(row.getString(i)).append('|');
                    return text.toString();
                }));
            return all;
        });
    }

    private void start(TimeBase base, String file) {
        var catalogue = catalogue(base);
        database = Database.open(data.resolve(file));
        writer = new Writer(database);
        alerts = new Alerts(
                database,
                writer,
                new Audit(() -> now),
                () -> now,
                catalogue,
                _ -> Optional.of(Role.OPERATIONS),
                _ -> {});
        readings = new Readings(catalogue, database);
        watch = new Watch(catalogue, readings, alerts, writer, () -> now, Runnable::run);
        watch.start();
        replays = new Replays(alerts, readings, catalogue, () -> now, 1);
    }

    private static Catalogue catalogue(TimeBase base) {
        var high = new Limit.High(
                List.of(new Step(Severity.CRITICAL, 2_000, 100, Duration.ZERO, Duration.ZERO, "a test")),
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
                        List.of(high),
                        "test",
                        Map.of()))
                .toList();
        return new Catalogue(
                List.of(new Site("site", "Site", base, ZoneOffset.UTC, List.of(new Zone("zone", "Zone", sensors)))));
    }
}
