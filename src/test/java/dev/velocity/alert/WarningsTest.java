package dev.velocity.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.access.Role;
import dev.velocity.alert.Warnings.Became;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.audit.AuditQuery;
import dev.velocity.audit.Line;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.SiteFile;
import dev.velocity.watch.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What tools warn of: one alert each, as long as the tool says so, however often and in whatever order it says it.
class WarningsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Actor TOOL = new Actor("device/alertmanager", "device");
    private static final Actor OTTO = new Actor("otto", "operations");
    private static final String PRINT = "0123456789abcdef";
    private static final Catalogue CATALOGUE = new Catalogue(List.of(SiteFile.read("""
            site: shelter
            name: Shelter
            time-zone: UTC
            zones:
              hall:
                name: Hall
                sensors:
                  co2: { kind: carbon-dioxide }
            """)));

    @TempDir
    private Path directory;

    private Database database;
    private Writer writer;
    private Audit audit;
    private Alerts alerts;
    private Warnings warnings;
    private Instant now = NOON;
    private final List<AlertChanged> told = new ArrayList<>();

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("v.db"));
        writer = new Writer(database);
        audit = new Audit(() -> now);
        restart();
    }

    private void restart() {
        alerts =
                new Alerts(database, writer, audit, () -> now, CATALOGUE, _ -> Optional.of(Role.OPERATIONS), told::add);
        new Watch(CATALOGUE, new Readings(CATALOGUE, database), alerts, writer, () -> now, Runnable::run).start();
        warnings = new Warnings(writer, CATALOGUE, alerts);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void aWarningCallsOperationsAndIsOverWhenTheToolSaysSo() {
        assertThat(take(firing(NOON.minusSeconds(30)))).isEqualTo(Became.RAISED);
        var alert = only();
        assertThat(alert.calls()).isTrue();
        assertThat(alert.role()).isEqualTo(Role.OPERATIONS);
        assertThat(alert.severity()).isEqualTo(Severity.HIGH);
        assertThat(alert.sensor().text()).isEqualTo("warned." + PRINT);
        assertThat(alert.title()).isEqualTo("shelter:8082");
        assertThat(alert.raisedAt()).isEqualTo(NOON.minusSeconds(30));
        assertThat(alert.source().sensed()).isFalse();
        assertThat(alert.concerns(Role.RESIDENT)).isFalse();
        assertThat(alerts.guidance(alert).action()).contains("runbook");
        now = NOON.plusSeconds(60);
        assertThat(take(over(NOON.minusSeconds(30), NOON.plusSeconds(50)))).isEqualTo(Became.RESOLVED);
        assertThat(alerts.open()).isEmpty();
        var history = alerts.history(alert.id());
        assertThat(history).extracting(AlertChanged::kind).containsExactly(EventKind.RAISED, EventKind.RESOLVED);
        assertThat(history).extracting(AlertChanged::actor).containsOnly(TOOL);
        assertThat(history.getFirst().words()).isEqualTo("812 changes wait");
        assertThat(history.getLast().alert().returnedAt()).contains(NOON.plusSeconds(50));
        assertThat(trail()).extracting(Line::action).containsExactly("alert.resolved", "alert.raised");
        assertThat(trail()).extracting(line -> line.actor().name()).containsOnly("device/alertmanager");
    }

    @Test
    void saidAgainItIsOneAlert() {
        take(firing(NOON));
        take(firing(NOON));
        now = NOON.plusSeconds(300);
        assertThat(take(firing(NOON))).isEqualTo(Became.KNOWN);
        assertThat(alerts.history(only().id())).hasSize(1);
        take(over(NOON, now));
        assertThat(take(over(NOON, now))).isEqualTo(Became.KNOWN);
        assertThat(told).hasSize(2);
    }

    @Test
    void whatIsSaidOfAnEarlierTimeEndsNothing() {
        take(firing(NOON));
        take(over(NOON, NOON.plusSeconds(10)));
        now = NOON.plusSeconds(60);
        take(firing(NOON.plusSeconds(30)));
        // The end of the first time comes again, late.
        assertThat(take(over(NOON, NOON.plusSeconds(10)))).isEqualTo(Became.KNOWN);
        assertThat(only().calls()).isTrue();
        assertThat(take(over(NOON.plusSeconds(30), NOON.plusSeconds(40)))).isEqualTo(Became.RESOLVED);
    }

    @Test
    void theEndOfWhatNobodyKnowsIsNoAlert() {
        assertThat(take(over(NOON.minusSeconds(10), NOON))).isEqualTo(Became.KNOWN);
        assertThat(told).isEmpty();
        assertThat(trail()).isEmpty();
    }

    @Test
    void aToolsClockThatRunsAheadMakesNothingOfTheFuture() {
        take(firing(NOON.plusSeconds(600)));
        assertThat(only().raisedAt()).isEqualTo(NOON);
        assertThat(take(over(NOON.plusSeconds(600), NOON.plusSeconds(900)))).isEqualTo(Became.RESOLVED);
    }

    @Test
    void whoHasItKeepsItAndItStillEndsByItself() {
        take(firing(NOON));
        var alert = only();
        handle(alert.id(), new Command.Acknowledge(Optional.empty()));
        now = NOON.plusSeconds(60);
        assertThat(take(firing(NOON))).isEqualTo(Became.KNOWN);
        assertThat(only().triage()).isEqualTo(Triage.ACKNOWLEDGED);
        take(over(NOON, now));
        assertThat(find(alert.id()).triage()).isEqualTo(Triage.RESOLVED);
    }

    @Test
    void aPersonMayEndWhatTheToolLostSightOfAndTheToolMayCallAgain() {
        take(firing(NOON));
        long first = only().id();
        assertThat(handle(first, new Command.Resolve("")))
                .isEqualTo(new Outcome.Refused(Obstacle.STILL_PRESENT_SAY_WHY.of()));
        assertThat(handle(first, new Command.TakeOutOfService("WO-1", "")))
                .isEqualTo(new Outcome.Refused(Obstacle.WARNED_NO_SENSOR.of()));
        assertThat(handle(first, new Command.Resolve("that host is gone"))).isInstanceOf(Outcome.Moved.class);
        assertThat(alerts.open()).isEmpty();
        assertThat(take(firing(NOON))).isEqualTo(Became.RAISED);
        assertThat(only().id()).isGreaterThan(first);
    }

    @Test
    void aShelvedWarningThatIsOverCallsNobodyWhenItsShelfEnds() {
        take(firing(NOON));
        long id = only().id();
        handle(id, new Command.Shelve(Duration.ofMinutes(10), false, "known"));
        assertThat(take(over(NOON, NOON.plusSeconds(1)))).isEqualTo(Became.RESOLVED);
        now = NOON.plusSeconds(601);
        writer.write(tx -> {
            alerts.tick(tx, now);
            return 0;
        });
        assertThat(find(id).open()).isFalse();
        assertThat(alerts.history(id)).noneMatch(change -> change.kind() == EventKind.RECALLED);
    }

    @Test
    void itOutlivesARestartAndNoRuleEndsIt() {
        take(firing(NOON));
        restart();
        assertThat(only().calls()).isTrue();
        assertThat(only().condition()).isEqualTo(Condition.PRESENT);
    }

    @Test
    void aFloodOfThemIsBoundedAndEndsAreStillTaken() {
        var many = IntStream.range(0, Warnings.MOST_OPEN + 10)
                .mapToObj(i -> warning("%016x".formatted(i), NOON, Optional.empty()))
                .toList();
        var became = warnings.take(many, TOOL);
        assertThat(became.subList(0, Warnings.MOST_OPEN)).containsOnly(Became.RAISED);
        assertThat(became.subList(Warnings.MOST_OPEN, became.size())).containsOnly(Became.TOO_MANY);
        now = NOON.plusSeconds(1);
        assertThat(warnings.take(List.of(warning("%016x".formatted(0), NOON, Optional.of(now))), TOOL))
                .containsExactly(Became.RESOLVED);
        assertThat(warnings.take(List.of(many.getLast()), TOOL)).containsExactly(Became.RAISED);
    }

    /// What-if runs tell it again by the same decisions.
    @Test
    void aRehearsalDoesAgainWhatTheToolSaid() {
        var beginning = alerts.beginning(NOON.minusSeconds(1));
        take(firing(NOON));
        now = NOON.plusSeconds(5);
        take(over(NOON, now));
        var again = new ArrayList<AlertChanged>();
        var rehearsal = new Rehearsal(CATALOGUE, beginning, again::add);
        for (var change : told)
            assertThat(rehearsal.again(change, Optional.empty())).isInstanceOf(Rehearsal.Deed.Done.class);
        assertThat(again)
                .extracting(
                        AlertChanged::kind,
                        AlertChanged::at,
                        change -> change.alert().source())
                .isEqualTo(told.stream()
                        .map(change -> org.assertj.core.groups.Tuple.tuple(
                                change.kind(), change.at(), change.alert().source()))
                        .toList());
    }

    @Test
    void noSensorOfASiteFileHasSuchAName() {
        assertThatThrownBy(() -> SiteFile.read("""
                        site: s
                        name: S
                        time-zone: UTC
                        zones:
                          z:
                            name: Z
                            sensors:
                              warned.door:
                                kind: door
                        """)).hasMessageContaining("a name for what other tools warn of");
    }

    private static Warning firing(Instant from) {
        return warning(PRINT, from, Optional.empty());
    }

    private static Warning over(Instant from, Instant until) {
        return warning(PRINT, from, Optional.of(until));
    }

    private static Warning warning(String print, Instant from, Optional<Instant> until) {
        return new Warning(print, "writer-queue-long", "shelter:8082", Severity.HIGH, from, until, "812 changes wait");
    }

    private Became take(Warning warning) {
        var became = warnings.take(List.of(warning), TOOL).getFirst();
        // The listener has heard of all that is committed before the next unit runs.
        writer.write(tx -> 0);
        return became;
    }

    private Alert only() {
        assertThat(alerts.open()).hasSize(1);
        return alerts.open().getFirst();
    }

    private Alert find(long id) {
        return alerts.find(id, Role.OPERATIONS).orElseThrow();
    }

    private Outcome handle(long id, Command command) {
        return alerts.handle(id, command, OTTO, Role.OPERATIONS, OptionalLong.empty(), Optional.empty());
    }

    private List<Line> trail() {
        return database.read(rows ->
                audit.lines(rows, new AuditQuery(Optional.empty(), Optional.empty(), Optional.of("alert/"), 100)));
    }
}
