package dev.velocity.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.measure.Quantity;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Finding;
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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many alerts at once, calls hidden on purpose, floods, and queues by name.
class TriageTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Actor OTTO = new Actor("otto", "operations");
    private static final Actor SIRI = new Actor("siri", "security");
    private static final Catalogue CATALOGUE = catalogue();

    @TempDir
    private Path directory;

    private Database database;
    private Writer writer;
    private Alerts alerts;
    private Silences silences;
    private Instant now = NOON;
    private final List<AlertChanged> told = new ArrayList<>();

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("v.db"));
        writer = new Writer(database);
        start();
    }

    private void start() {
        var audit = new Audit(() -> now);
        alerts = new Alerts(
                database,
                writer,
                audit,
                () -> now,
                CATALOGUE,
                name -> switch (name) {
                    case "otto" -> Optional.of(Role.OPERATIONS);
                    case "siri" -> Optional.of(Role.SECURITY);
                    default -> Optional.empty();
                },
                told::add);
        silences = new Silences(database, writer, audit, () -> now, alerts);
        writer.write(tx -> {
            alerts.start(tx);
            return 0;
        });
        settle();
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void silencesMadeInARoleThatMayMakeNoneAreKnown() {
        var matcher = new Matcher(Optional.empty(), Optional.of("zone"), Optional.empty(), Optional.empty());
        var window = new Window(NOON, NOON.plusSeconds(60), Optional.empty(), ZoneOffset.UTC);
        silences.add(matcher, window, "work", OTTO, Role.OPERATIONS);
        var other = silences.add(matcher, window, "sleep", new Actor("rita", "resident"), Role.RESIDENT);
        assertThat(silences.unauthorised()).containsExactly(other.id());
    }

    @Test
    void aPageOfThePastShowsAnAlertAsItIsNowHoweverOftenItWasShownBefore() {
        long id = raise(0, Severity.HIGH);
        clear(0);
        handle(id, new Command.Acknowledge());
        var over = new AlertQuery(
                Role.OPERATIONS,
                AlertFilter.read(name -> name.equals("triage") ? List.of("resolved") : List.of()),
                Optional.empty(),
                50);
        assertThat(alerts.page(over).alerts()).containsExactly(find(id));
        pass(Duration.ofSeconds(1));
        handle(id, new Command.Comment("it was the kettle"));
        assertThat(alerts.page(over).alerts()).containsExactly(find(id));
        handle(id, new Command.Reopen("not the kettle"));
        assertThat(alerts.page(over).alerts()).isEmpty();
        handle(id, new Command.Resolve("the kettle, after all"));
        assertThat(alerts.page(over).alerts()).containsExactly(find(id));
        assertThat(find(id).version()).isGreaterThan(3);
    }

    // ---- many at once

    @Test
    void eachOfManyHasItsOwnOutcomeAndCriticalOnesAreLeftAlone() {
        long high = raise(0, Severity.HIGH);
        long critical = raise(1, Severity.CRITICAL);
        long taken = raise(2, Severity.LOW);
        handle(taken, new Command.Acknowledge());
        var items = List.of(any(high), any(critical), any(taken), new Alerts.Item(high, OptionalLong.of(1)), any(999));
        var outcomes = alerts.handleAll(items, new Command.Acknowledge(), OTTO, Role.OPERATIONS, Optional.empty());
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Moved.class);
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Refused(Obstacle.NOT_FOR_MANY.of()));
        assertThat(outcomes.get(2)).isEqualTo(new Outcome.Refused(Obstacle.ALREADY_WITH.of("otto")));
        assertThat(outcomes.get(3)).isInstanceOf(Outcome.Overtaken.class);
        assertThat(outcomes.get(4)).isEqualTo(new Outcome.Unknown());
        assertThat(find(critical).triage()).isEqualTo(Triage.NEW);
    }

    @Test
    void aRepeatOfManyGetsTheSameAnswersAndDoesNothing() {
        long first = raise(0, Severity.HIGH);
        long second = raise(1, Severity.LOW);
        var items = List.of(any(first), any(second));
        var shelve = new Command.Shelve(Duration.ofMinutes(30), false, "paint");
        var answers = alerts.handleAll(items, shelve, OTTO, Role.OPERATIONS, Optional.of("k"));
        // Meanwhile it got worse, and would be refused as new.
        find(0, Severity.CRITICAL);
        int events = told.size();
        assertThat(alerts.handleAll(items, shelve, OTTO, Role.OPERATIONS, Optional.of("k")))
                .isEqualTo(answers);
        assertThat(told).hasSize(events);
    }

    @Test
    void whatIsNotForManyOrTooManyIsRefused() {
        long one = raise(0, Severity.LOW);
        assertThatThrownBy(() -> alerts.handleAll(
                        List.of(any(one)), new Command.Comment("hm"), OTTO, Role.OPERATIONS, Optional.empty()))
                .hasMessage("comment is done one by one");
        assertThatThrownBy(() ->
                        alerts.handleAll(List.of(), new Command.Acknowledge(), OTTO, Role.OPERATIONS, Optional.empty()))
                .hasMessageContaining("1 to 200 alerts, not 0");
    }

    @Test
    void onlySomebodyWhoHandlesItIsGivenAnAlert() {
        long alert = raise(0, Severity.LOW);
        assertThat(handle(alert, assign("nobody")))
                .isEqualTo(new Outcome.Refused(Obstacle.NO_SUCH_PERSON.of("nobody")));
        assertThat(handle(alert, assign("siri"))).isInstanceOf(Outcome.Moved.class);
        assertThat(find(alert).assignee()).contains("siri");
        var toResidents = new Command.Assign(Optional.of(Role.RESIDENT), Optional.of("otto"));
        assertThat(handle(alert, toResidents)).isEqualTo(new Outcome.Refused(Obstacle.PERSON_OF_OTHER_ROLE.of("otto")));
    }

    @Test
    void whatIsOpenAgainIsNotReopenedTwice() {
        long first = raise(0, Severity.LOW);
        clear(0);
        handle(first, new Command.Acknowledge());
        long second = raise(0, Severity.LOW);
        assertThat(handle(first, new Command.Reopen("not over")))
                .isEqualTo(new Outcome.Refused(Obstacle.OPEN_AS_ANOTHER.of(second)));
    }

    // ---- hidden on purpose

    @Test
    void aSilenceHidesTheCallAndNothingElseAndItsEndCallsOnce() {
        long before = raise(0, Severity.LOW);
        var silence = silence("s0", Duration.ofHours(1));
        assertThat(find(before).calls()).isFalse();
        clear(0);
        find(0, Severity.MEDIUM);
        assertThat(silences.report(silence.id(), Role.OPERATIONS))
                .extracting(hidden -> hidden.alert().sensor().text(), Silences.Hidden::calls)
                .containsExactly(tuple("s0", 1));
        assertThat(silences.report(silence.id(), Role.RESIDENT)).isEmpty();
        told.clear();
        pass(Duration.ofHours(1));
        tick();
        assertThat(told).extracting(AlertChanged::kind).containsExactly(EventKind.RECALLED);
        assertThat(told.getFirst().called()).isTrue();
        assertThat(find(before).severity()).isEqualTo(Severity.MEDIUM);
        assertThat(silences.find(silence.id()).orElseThrow().active()).isFalse();
    }

    @Test
    void criticalAlertsFallUnderNoSilence() {
        long critical = raise(0, Severity.CRITICAL);
        silence("s0", Duration.ofHours(1));
        assertThat(find(critical).calls()).isTrue();
        long high = raise(1, Severity.HIGH);
        silence("s1", Duration.ofHours(1));
        assertThat(find(high).calls()).isFalse();
        find(1, Severity.CRITICAL);
        assertThat(find(high).calls()).isTrue();
        assertThatThrownBy(() -> new Matcher(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Severity.CRITICAL)))
                .hasMessage("critical alerts cannot be silenced");
        assertThatThrownBy(() -> new Matcher(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("say a sensor");
    }

    @Test
    void aSilenceEndsWhenAPersonEndsItAndOnlyOnce() {
        long alert = raise(0, Severity.LOW);
        var silence = silence("s0", Duration.ofHours(1));
        assertThat(silences.end(silence.id(), SIRI).orElseThrow().ended()).contains(new Deed("siri", now));
        assertThat(find(alert).calls()).isTrue();
        assertThat(silences.end(silence.id(), SIRI)).isEmpty();
        assertThat(silences.end(99, SIRI)).isEmpty();
        assertThat(silences.list()).hasSize(1);
    }

    @Test
    void aSilenceThatIsTooLongPastOrUnexplainedIsRefused() {
        var sensor = matcher("s0");
        assertThatThrownBy(
                        () -> silences.add(sensor, window(NOON, Duration.ofMinutes(241)), "x", OTTO, Role.OPERATIONS))
                .hasMessageContaining("4 hours at most");
        assertThatThrownBy(() -> silences.add(
                        sensor, window(NOON.minusSeconds(7_200), Duration.ofHours(1)), "x", OTTO, Role.OPERATIONS))
                .hasMessage("its time is over already");
        assertThatThrownBy(() -> silences.add(sensor, window(NOON, Duration.ofHours(1)), " ", OTTO, Role.OPERATIONS))
                .hasMessageContaining("say why");
        assertThatThrownBy(() -> window(NOON, Duration.ZERO)).hasMessage("it must end after it begins");
        assertThatThrownBy(() -> new Window(NOON, NOON.plusSeconds(1), Optional.of("FREQ=NEVER"), ZoneOffset.UTC))
                .hasMessageContaining("'FREQ=NEVER' is no recurrence");
    }

    @Test
    void aPreviewShowsWhatIsHiddenNowAndWhatWouldHaveBeen() {
        raise(0, Severity.LOW);
        clear(0);
        find(0, Severity.LOW);
        clear(0);
        raise(1, Severity.LOW);
        pass(Duration.ofSeconds(1));
        var zone = new Matcher(Optional.empty(), Optional.of("zone"), Optional.empty(), Optional.empty());
        var preview = silences.preview(zone, Role.OPERATIONS);
        assertThat(preview.now()).extracting(alert -> alert.sensor().text()).containsExactly("s0", "s1");
        assertThat(preview.before()).extracting(Silences.Hidden::calls).containsExactly(2, 1);
        assertThat(silences.preview(zone, Role.RESIDENT).before()).isEmpty();
        pass(Silences.PREVIEW.plusSeconds(1));
        assertThat(silences.preview(List.of(find(1))).before()).isEmpty();
    }

    @Test
    void maintenanceWindowsComeAgainByTheSitesWallClock() {
        var zone = ZoneId.of("Europe/Berlin");
        // Two in the afternoon each Tuesday; summer time begins on 29 March 2026.
        var start = Instant.parse("2026-03-24T13:00:00Z");
        var window = new Window(start, start.plus(Duration.ofHours(1)), Optional.of("FREQ=WEEKLY;BYDAY=TU"), zone);
        assertThat(window.at(start.minusSeconds(1))).isEqualTo(new Window.State(false, Optional.of(start)));
        assertThat(window.at(start)).isEqualTo(new Window.State(true, Optional.of(start.plus(Duration.ofHours(1)))));
        var next = Instant.parse("2026-03-31T12:00:00Z");
        assertThat(window.at(start.plus(Duration.ofHours(1)))).isEqualTo(new Window.State(false, Optional.of(next)));
        assertThat(window.at(next.plusSeconds(60)).open()).isTrue();
        var twice = new Window(start, start.plusSeconds(60), Optional.of("FREQ=DAILY;COUNT=2"), zone);
        assertThat(twice.at(start.plus(Duration.ofDays(3)))).isEqualTo(new Window.State(false, Optional.empty()));
    }

    @Test
    void aRecurringSilenceTurnsOnAndOffByItself() {
        long alert = raise(0, Severity.LOW);
        var start = NOON.plus(Duration.ofHours(1));
        var made = silences.add(
                matcher("s0"),
                new Window(start, start.plus(Duration.ofHours(1)), Optional.of("FREQ=DAILY"), ZoneOffset.UTC),
                "works",
                OTTO,
                Role.OPERATIONS);
        assertThat(made.active()).isFalse();
        var seen = new ArrayList<Boolean>();
        for (int hour = 0; hour < 50; hour++) {
            pass(Duration.ofHours(1));
            tick();
            seen.add(find(alert).calls());
        }
        assertThat(IntStream.range(0, 50).filter(i -> !seen.get(i)).toArray()).containsExactly(0, 24, 48);
    }

    @Test
    void aShelfAndASilenceSurviveARestart() {
        long shelved = raise(0, Severity.LOW);
        handle(shelved, new Command.Shelve(Duration.ofMinutes(30), false, "paint"));
        long silenced = raise(1, Severity.LOW);
        silence("s1", Duration.ofMinutes(30));
        pass(Duration.ofMinutes(29));
        start();
        assertThat(find(shelved).calls()).isFalse();
        assertThat(find(silenced).calls()).isFalse();
        pass(Duration.ofMinutes(1));
        told.clear();
        start();
        assertThat(told).extracting(AlertChanged::kind).containsExactly(EventKind.RECALLED, EventKind.RECALLED);
        assertThat(find(shelved).calls()).isTrue();
        assertThat(find(silenced).calls()).isTrue();
    }

    // ---- load

    @Test
    void aFloodBeginsWithTheEleventhCallAndEndsBelowFive() {
        for (int i = 0; i < 10; i++) raise(i, Severity.LOW);
        assertThat(alerts.flood(Role.OPERATIONS)).isEmpty();
        pass(Duration.ofMinutes(5));
        raise(10, Severity.LOW);
        assertThat(alerts.flood(Role.OPERATIONS)).contains(new Flood(NOON, 1, 11));
        assertThat(alerts.flood(Role.RESIDENT)).isEmpty();
        for (int i = 11; i < 14; i++) raise(i, Severity.LOW);
        start();
        assertThat(alerts.flood(Role.OPERATIONS)).contains(new Flood(NOON, 1, 14));
        pass(Duration.ofMinutes(5));
        // The ten of noon are ten minutes old; four are left.
        assertThat(alerts.flood(Role.OPERATIONS)).isEmpty();
    }

    @Test
    void hiddenCallsAreNoLoad() {
        var zone = new Matcher(Optional.empty(), Optional.of("zone"), Optional.empty(), Optional.empty());
        silences.add(zone, window(NOON, Duration.ofHours(1)), "works", OTTO, Role.OPERATIONS);
        for (int i = 0; i < 12; i++) raise(i, Severity.LOW);
        assertThat(alerts.flood(Role.OPERATIONS)).isEmpty();
    }

    @Test
    void whatComesAndGoesTooFastIsMarkedUntilItComesSlowly() {
        long alert = raise(0, Severity.LOW);
        for (int i = 0; i < 2; i++) {
            assertThat(find(alert).chattering()).isFalse();
            pass(Duration.ofMinutes(1));
            clear(0);
            find(0, Severity.LOW);
        }
        assertThat(find(alert).chattering()).isTrue();
        pass(Duration.ofMinutes(1));
        clear(0);
        pass(Duration.ofMinutes(10));
        find(0, Severity.LOW);
        assertThat(find(alert).chattering()).isFalse();
    }

    // ---- queues by name

    @Test
    void aViewIsOnesOwnAndReplacedByItsName() {
        var views = new SavedViews(database, writer);
        views.save("otto", " Nights ", AlertFilter.OPEN);
        views.save("otto", "Nights", AlertFilter.ALL.withZone(Optional.of("z")));
        views.save("siri", "Gate", AlertFilter.OPEN);
        assertThat(views.of("otto")).containsExactly(new SavedViews.SavedView("Nights", "zone=z"));
        views.forget("otto", "Gate");
        assertThat(views.of("siri")).hasSize(1);
        views.forget("otto", "Nights");
        assertThat(views.of("otto")).isEmpty();
        assertThatThrownBy(() -> views.save("otto", " ", AlertFilter.OPEN)).hasMessageContaining("1 to 40");
        for (int i = 0; i < 30; i++) views.save("otto", "v" + i, AlertFilter.OPEN);
        assertThatThrownBy(() -> views.save("otto", "v30", AlertFilter.OPEN)).hasMessageContaining("at most 30");
        views.save("otto", "v29", AlertFilter.ALL);
    }

    // ---- helpers

    private long raise(int sensor, Severity severity) {
        find(sensor, severity);
        return told.getLast().alert().id();
    }

    private void find(int sensor, Severity severity) {
        apply(sensor, new Finding.Raised(id(sensor), "high", severity, now, 1, 0));
    }

    private void clear(int sensor) {
        apply(sensor, new Finding.Cleared(id(sensor), "high", now, 0, 0));
    }

    private void apply(int sensor, Finding finding) {
        writer.write(tx -> {
            alerts.apply(tx, finding, CATALOGUE.sensors().get(sensor), now);
            return 0;
        });
        settle();
    }

    private Outcome handle(long id, Command command) {
        var outcome = alerts.handle(id, command, OTTO, Role.OPERATIONS, OptionalLong.empty(), Optional.empty());
        settle();
        return outcome;
    }

    private Silence silence(String sensor, Duration length) {
        var made = silences.add(matcher(sensor), window(now, length), "works", OTTO, Role.OPERATIONS);
        settle();
        return made;
    }

    private void tick() {
        writer.write(tx -> {
            alerts.tick(tx, now);
            return 0;
        });
        settle();
    }

    /// Answers come before events; a unit behind them sees both.
    private void settle() {
        writer.write(tx -> 0);
    }

    private void pass(Duration length) {
        now = now.plus(length);
    }

    private Alert find(long id) {
        return alerts.find(id, Role.ADMIN).orElseThrow();
    }

    private static Alerts.Item any(long id) {
        return new Alerts.Item(id, OptionalLong.empty());
    }

    private static Command assign(String person) {
        return new Command.Assign(Optional.empty(), Optional.of(person));
    }

    private static Matcher matcher(String sensor) {
        return new Matcher(Optional.of(sensor), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Window window(Instant start, Duration length) {
        return new Window(start, start.plus(length), Optional.empty(), ZoneOffset.UTC);
    }

    private static SensorId id(int sensor) {
        return CATALOGUE.sensors().get(sensor).id();
    }

    private static Catalogue catalogue() {
        var limit = new Limit.High(
                List.of(new Step(Severity.LOW, 1_000, 100, Duration.ZERO, Duration.ZERO, "a test")),
                Duration.ZERO,
                false);
        var sensors = IntStream.range(0, 20)
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
                        List.of(limit),
                        "carbon-dioxide",
                        Map.of()))
                .toList();
        return new Catalogue(List.of(
                new Site("site", "Site", TimeBase.LIVE, ZoneOffset.UTC, List.of(new Zone("zone", "Zone", sensors)))));
    }
}
