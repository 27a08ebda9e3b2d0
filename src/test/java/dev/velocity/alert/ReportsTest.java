package dev.velocity.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.audit.AuditQuery;
import dev.velocity.audit.Line;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Guidance;
import dev.velocity.sensor.SiteFile;
import dev.velocity.watch.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What people report: it calls, nothing hides it beforehand, and nobody can report so much that an emergency
/// is lost.
class ReportsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Person RITA = person("rita", Role.RESIDENT);
    private static final Person RUNE = person("rune", Role.RESIDENT);
    private static final Actor SIRI = new Actor("siri", "security");
    private static final Catalogue CATALOGUE = new Catalogue(List.of(SiteFile.read("""
            site: shelter
            name: Shelter
            time-zone: UTC
            zones:
              galley:
                name: Galley
              a-zone-with-a-name-that-is-as-long-as-the-name-of-a-zone-may-be1:
                name: Long
                sensors:
                  co2:
                    kind: carbon-dioxide
            """)));

    @TempDir
    private Path directory;

    private Database database;
    private Writer writer;
    private Audit audit;
    private Alerts alerts;
    private Reports reports;
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
        alerts = new Alerts(database, writer, audit, () -> now, CATALOGUE, _ -> Optional.of(Role.SECURITY), told::add);
        new Watch(CATALOGUE, new Readings(CATALOGUE, database), alerts, writer, () -> now, Runnable::run).start();
        reports = new Reports(database, writer, () -> now, CATALOGUE, alerts);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource(ReportKind.class)
    void everyKindCallsARoleThatCanHelpAndSaysWhatToDo(ReportKind kind) {
        var reported = done(reports.report(new Report(kind, Optional.of("galley"), "behind the stove"), RITA));
        var alert = alerts.find(reported.alert(), kind.owner()).orElseThrow();
        assertThat(alert.calls()).isTrue();
        assertThat(alert.severity()).isEqualTo(kind.severity());
        assertThat(alert.role()).isIn(Role.SECURITY, Role.OPERATIONS);
        assertThat(alert.zone()).isEqualTo("galley");
        assertThat(alert.source().reported()).isTrue();
        assertThat(alerts.guidance(alert)).isNotEqualTo(Guidance.NONE);
        var raised = alerts.history(alert.id()).getFirst();
        assertThat(raised.called()).isTrue();
        assertThat(raised.words()).isEqualTo("behind the stove");
        assertThat(raised.actor()).isEqualTo(RITA.actor());
        assertThat(trail()).extracting(Line::action).containsExactly("alert.raised");
        assertThat(trail().getFirst().actor().name()).isEqualTo("rita");
    }

    @Test
    void whoeverReportsSeesHowItStandsAndNothingMore() {
        var reported = done(reports.report(new Report(ReportKind.AIR, Optional.empty(), ""), RITA));
        assertThat(reported.zone()).isEmpty();
        assertThat(reports.of(RITA)).containsExactly(reported);
        assertThat(reports.of(RUNE)).isEmpty();
        assertThat(reported.state()).isEqualTo(Reported.State.RECEIVED);
        handle(reported.alert(), new Command.Acknowledge());
        assertThat(reports.of(RITA)).extracting(Reported::state).containsExactly(Reported.State.TAKEN);
        handle(reported.alert(), new Command.Resolve("the bin was emptied"));
        assertThat(reports.of(RITA)).extracting(Reported::state).containsExactly(Reported.State.OVER);
        // The alert itself is none of a resident's.
        assertThat(alerts.find(reported.alert(), Role.RESIDENT)).isEmpty();
    }

    @Test
    void theSameAgainAddsToTheOpenOneAndAnotherKindOrZoneIsAnother() {
        var fire = done(reports.report(fire("galley"), RITA));
        assertThat(done(reports.report(new Report(ReportKind.FIRE, Optional.of("galley"), "flames now"), RUNE)))
                .isEqualTo(fire);
        assertThat(alerts.history(fire.alert()))
                .extracting(AlertChanged::kind)
                .containsExactly(EventKind.RAISED, EventKind.COMMENTED);
        assertThat(alerts.history(fire.alert()).getLast().words()).isEqualTo("flames now");
        // Who only added to it may know how it stands too.
        assertThat(reports.of(RUNE)).containsExactly(fire);
        // Without words there is nothing to add.
        reports.report(fire("galley"), RUNE);
        assertThat(alerts.history(fire.alert())).hasSize(2);
        assertThat(done(reports.report(fire(LONG), RITA)).alert()).isNotEqualTo(fire.alert());
        assertThat(done(reports.report(new Report(ReportKind.INJURY, Optional.of("galley"), ""), RITA))
                        .alert())
                .isNotEqualTo(fire.alert());
    }

    private static final String LONG = "a-zone-with-a-name-that-is-as-long-as-the-name-of-a-zone-may-be1";

    @Test
    void whatSomebodyHasHadForAWhileCallsAgainWhenItIsReportedAgain() {
        var fire = done(reports.report(fire("galley"), RITA));
        handle(fire.alert(), new Command.Acknowledge());
        now = NOON.plusSeconds(299);
        reports.report(new Report(ReportKind.FIRE, Optional.of("galley"), "still"), RUNE);
        assertThat(find(fire.alert()).triage()).isEqualTo(Triage.ACKNOWLEDGED);
        now = NOON.plusSeconds(300);
        reports.report(new Report(ReportKind.FIRE, Optional.of("galley"), "it burns again"), RUNE);
        assertThat(find(fire.alert()).calls()).isTrue();
        assertThat(find(fire.alert()).occurrences()).isEqualTo(2);
        assertThat(alerts.history(fire.alert()).getLast().called()).isTrue();
        // When it is over, the next report is a new alert.
        handle(fire.alert(), new Command.Resolve("put out"));
        assertThat(done(reports.report(fire("galley"), RITA)).alert()).isNotEqualTo(fire.alert());
    }

    @Test
    void onlyAPersonEndsItAndSaysWhatTheyFound() {
        var fire = done(reports.report(fire("galley"), RITA)).alert();
        assertThat(handle(fire, new Command.Resolve("")))
                .isEqualTo(new Outcome.Refused(Obstacle.REPORTED_SAY_WHAT.of()));
        assertThat(handle(fire, new Command.TakeOutOfService("W-1", ""))).isEqualTo(new Outcome.Forbidden());
        assertThat(alerts.handle(
                        fire,
                        new Command.TakeOutOfService("W-1", ""),
                        new Actor("otto", "operations"),
                        Role.OPERATIONS,
                        OptionalLong.empty(),
                        Optional.empty()))
                .isEqualTo(new Outcome.Refused(Obstacle.REPORTED_NO_SENSOR.of()));
        assertThat(handle(fire, new Command.Resolve("toast"))).isInstanceOf(Outcome.Moved.class);
        assertThat(find(fire).condition()).isEqualTo(Condition.RETURNED);
        assertThat(find(fire).triage()).isEqualTo(Triage.RESOLVED);
    }

    @Test
    void noSilenceHidesWhatAPersonReports() {
        var silences = new Silences(database, writer, audit, () -> now, alerts);
        silences.add(
                new Matcher(Optional.empty(), Optional.of("galley"), Optional.empty(), Optional.empty()),
                new Window(NOON, NOON.plus(Duration.ofHours(1)), Optional.empty(), ZoneOffset.UTC),
                "painting",
                SIRI,
                Role.SECURITY);
        var water = done(reports.report(new Report(ReportKind.WATER, Optional.of("galley"), "a lot"), RITA));
        assertThat(find(water.alert()).calls()).isTrue();
    }

    @Test
    void aShelfDoesNotOutlastAnotherReport() {
        var noise = done(reports.report(new Report(ReportKind.NOISE, Optional.of("galley"), "fan"), RITA))
                .alert();
        alerts.handle(
                noise,
                new Command.Shelve(Duration.ofHours(8), false, "known"),
                new Actor("otto", "operations"),
                Role.OPERATIONS,
                OptionalLong.empty(),
                Optional.empty());
        assertThat(find(noise).calls()).isFalse();
        reports.report(new Report(ReportKind.NOISE, Optional.of("galley"), "much louder"), RUNE);
        assertThat(find(noise).calls()).isTrue();
    }

    @Test
    void whoReportsTooMuchIsSlowedDownAndNeverLosesAnEmergency() {
        for (int i = 0; i < Reports.MOST_EACH; i++)
            done(reports.report(
                    new Report(ReportKind.OTHER, i % 2 == 0 ? Optional.empty() : Optional.of("galley"), "x" + i),
                    RITA));
        assertThat(reports.report(new Report(ReportKind.NOISE, Optional.empty(), ""), RITA))
                .isInstanceOfSatisfying(
                        dev.velocity.access.Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("slow-down"));
        // What is open already takes no more of their words, and is answered all the same.
        settle();
        int events = told.size();
        done(reports.report(new Report(ReportKind.OTHER, Optional.empty(), "again"), RITA));
        settle();
        assertThat(told).hasSize(events);
        var fire = done(reports.report(fire("galley"), RITA));
        assertThat(find(fire.alert()).calls()).isTrue();
        // Others are not slowed down by it, and neither is she ten minutes later.
        done(reports.report(new Report(ReportKind.NOISE, Optional.empty(), ""), RUNE));
        now = NOON.plus(Reports.SPAN);
        done(reports.report(new Report(ReportKind.NOISE, Optional.of("galley"), ""), RITA));
    }

    @Test
    void whatMakesNoSenseIsRefusedInWords() {
        assertThat(reports.report(fire("cellar"), RITA))
                .isEqualTo(
                        new dev.velocity.access.Outcome.Refused<Reported>("zone-unknown", "there is no zone cellar"));
        assertThat(reports.report(new Report(ReportKind.OTHER, Optional.empty(), "  "), RITA))
                .isEqualTo(new dev.velocity.access.Outcome.Refused<Reported>("words-missing", "say what is wrong"));
        assertThatThrownBy(() -> new Report(ReportKind.OTHER, Optional.empty(), "x".repeat(501)))
                .hasMessageContaining("500 characters");
        assertThatThrownBy(() -> SiteFile.read("""
                        site: s
                        name: S
                        time-zone: UTC
                        zones:
                          z:
                            name: Z
                            sensors:
                              reported.galley:
                                kind: door
                        """)).hasMessageContaining("a name for what people report");
    }

    @Test
    void aReportOutlivesARestart() {
        var fire = done(reports.report(fire("galley"), RITA)).alert();
        restart();
        assertThat(find(fire).calls()).isTrue();
        assertThat(find(fire).condition()).isEqualTo(Condition.PRESENT);
        assertThat(alerts.history(fire)).hasSize(1);
    }

    private static Report fire(String zone) {
        return new Report(ReportKind.FIRE, Optional.of(zone), "");
    }

    private Alert find(long id) {
        return alerts.find(id, Role.SECURITY).orElseThrow();
    }

    private Outcome handle(long id, Command command) {
        return alerts.handle(id, command, SIRI, Role.SECURITY, OptionalLong.empty(), Optional.empty());
    }

    /// Waits until the listener has heard of all that is committed: it is told before the next unit runs.
    private void settle() {
        writer.write(_ -> 0);
    }

    private List<Line> trail() {
        return database.read(rows ->
                audit.lines(rows, new AuditQuery(Optional.empty(), Optional.empty(), Optional.of("alert/"), 100)));
    }

    private static Reported done(dev.velocity.access.Outcome<Reported> outcome) {
        if (outcome instanceof dev.velocity.access.Outcome.Done<Reported>(var reported)) return reported;
        throw new AssertionError(outcome);
    }

    private static Person person(String name, Role role) {
        return new Person(1, name, name, role, false, 1, NOON);
    }
}
