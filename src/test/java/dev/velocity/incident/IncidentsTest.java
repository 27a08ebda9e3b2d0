package dev.velocity.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.access.Outcome;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.audit.Audit;
import dev.velocity.audit.AuditQuery;
import dev.velocity.audit.Line;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.SiteFile;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Incidents and heatmaps on a real database, from findings to answers.
class IncidentsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Catalogue CATALOGUE = new Catalogue(List.of(SiteFile.read("""
            site: shelter
            name: Shelter
            time-zone: UTC
            zones:
              exit:
                name: Exit
                sensors:
                  hatch:
                    kind: door
              command:
                name: Command
                sensors:
                  pressure:
                    kind: overpressure
                    not-while:
                      low: [hatch/open]
              galley:
                name: Galley
                sensors:
                  galley-co2:
                    kind: carbon-dioxide
                  galley-motion:
                    kind: motion
              plant:
                name: Plant
                sensors:
                  plant-co2:
                    kind: carbon-dioxide
            """)));
    private static final Person OTTO = person(1, "otto", Role.OPERATIONS);
    private static final Person SIRI = person(2, "siri", Role.SECURITY);
    private static final Person ANNA = person(3, "anna", Role.ANALYST);

    @TempDir
    private Path directory;

    private Database database;
    private Writer writer;
    private Audit audit;
    private Alerts alerts;
    private Incidents incidents;
    private Heatmaps heatmaps;
    private Instant now = NOON;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("v.db"));
        writer = new Writer(database);
        audit = new Audit(() -> now);
        alerts = new Alerts(
                database,
                writer,
                audit,
                () -> now,
                CATALOGUE,
                name -> name.equals("otto") ? Optional.of(Role.OPERATIONS) : Optional.empty(),
                _ -> {});
        restart();
    }

    private void restart() {
        var chronicle = new Chronicle(alerts, () -> now);
        incidents = new Incidents(chronicle, alerts, CATALOGUE, database, writer, audit, () -> now);
        heatmaps = new Heatmaps(chronicle, incidents, CATALOGUE, database, () -> now);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void anIncidentIsFoundWithItsFirstOutItsSequenceAndItsPeople() {
        find("hatch", "open", Severity.MEDIUM, 0);
        find("pressure", "low", Severity.HIGH, 120);
        now = at(130);
        alerts.handle(
                1, new Command.Acknowledge(), OTTO.actor(), Role.OPERATIONS, OptionalLong.empty(), Optional.empty());
        alerts.handle(
                2,
                new Command.Comment("the hatch was open"),
                OTTO.actor(),
                Role.OPERATIONS,
                OptionalLong.empty(),
                Optional.empty());
        find("galley-co2", "high", Severity.LOW, 200);
        clear("hatch", "open", 300);
        clear("pressure", "low", 310);
        var found = incidents.list(IncidentQuery.all(Role.SECURITY, NOON, at(10_000)));
        assertThat(found).hasSize(2);
        var incident = found.getLast();
        assertThat(incident.firstOut().source().sensor().text()).isEqualTo("hatch");
        assertThat(incident.zones()).containsExactly("exit", "command");
        assertThat(incident.severity()).isEqualTo(Severity.HIGH);
        assertThat(incident.to()).contains(at(310));
        // The hatch called; the pressure, which it explained, only when the hatch was closed and it still was low.
        assertThat(incident.calls()).isEqualTo(2);
        var detail = incidents.find(incident.id(), Role.SECURITY).orElseThrow();
        assertThat(detail.people()).containsExactly("otto");
        assertThat(detail.comments()).extracting(event -> event.words()).containsExactly("the hatch was open");
        assertThat(detail.sequence()).isSortedAccordingTo((a, b) -> Long.compare(a.seq(), b.seq()));
        assertThat(detail.sequence())
                .noneMatch(event -> event.alert().sensor().text().equals("galley-co2"));
        assertThat(detail.review()).isEmpty();
        // Any of its episodes leads to it.
        for (var episode : incident.episodes())
            assertThat(incidents
                            .find(episode.id(), Role.SECURITY)
                            .orElseThrow()
                            .incident()
                            .id())
                    .isEqualTo(incident.id());
        assertThat(incidents.of(List.of(1L, 2L, 3L)))
                .containsEntry(1L, incident.id())
                .containsEntry(2L, incident.id())
                .containsEntry(3L, found.getFirst().id());
        assertThat(incidents.find(999, Role.SECURITY)).isEmpty();
    }

    @Test
    void listsAreFilteredAndNewestFirst() {
        find("galley-co2", "high", Severity.LOW, 0);
        find("plant-co2", "high", Severity.CRITICAL, 60);
        var all = IncidentQuery.all(Role.ANALYST, NOON, at(600));
        assertThat(incidents.list(all)).extracting(Incident::severity).containsExactly(Severity.CRITICAL, Severity.LOW);
        assertThat(zones(query(Optional.of("galley"), Set.of(), NOON, 10))).containsExactly("galley");
        assertThat(zones(query(Optional.empty(), Set.of(Severity.CRITICAL), NOON, 10)))
                .containsExactly("plant");
        assertThat(zones(query(Optional.empty(), Set.of(), NOON, 1))).containsExactly("plant");
        // Both are still there in a window behind them, and neither is in one before.
        assertThat(zones(query(Optional.empty(), Set.of(), at(500), 10))).hasSize(2);
        assertThat(incidents.list(IncidentQuery.all(Role.ANALYST, at(-600), NOON)))
                .isEmpty();
        assertThat(incidents.list(new IncidentQuery(
                        Role.ANALYST,
                        NOON,
                        at(600),
                        Optional.empty(),
                        Optional.of("door"),
                        Optional.empty(),
                        Set.of(),
                        5)))
                .isEmpty();
        assertThat(incidents.list(new IncidentQuery(
                        Role.ANALYST,
                        NOON,
                        at(600),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Role.SECURITY),
                        Set.of(),
                        5)))
                .isEmpty();
    }

    @Test
    void mergingAndSplittingArePeoplesAndStayAfterARestart() {
        find("galley-co2", "high", Severity.LOW, 0);
        find("plant-co2", "high", Severity.HIGH, 60);
        long galley = incidents.of(List.of(1L)).getOrDefault(1L, 0L);
        long plant = incidents.of(List.of(2L)).getOrDefault(2L, 0L);
        assertThat(incidents.merge(plant, galley, "one fan serves both", ANNA)).isInstanceOf(Outcome.Refused.class);
        assertThat(incidents.merge(plant, galley, " ", OTTO)).isInstanceOf(Outcome.Refused.class);
        assertThat(incidents.merge(plant, 999, "x", OTTO)).isInstanceOf(Outcome.Unknown.class);
        var merged = done(incidents.merge(plant, galley, "one fan serves both", OTTO));
        assertThat(merged.id()).isEqualTo(galley);
        assertThat(merged.zones()).containsExactly("galley", "plant");
        assertThat(merged.shaped()).isTrue();
        assertThat(incidents.merge(plant, galley, "again", OTTO))
                .isEqualTo(new Outcome.Refused<Incident>("same-incident", "these are one incident already"));
        restart();
        var detail = incidents.find(plant, Role.OPERATIONS).orElseThrow();
        assertThat(detail.incident().id()).isEqualTo(galley);
        assertThat(detail.shapings()).extracting(Reshaping::reason).containsExactly("one fan serves both");
        assertThat(incidents.split(galley, List.of(galley, plant), "both", OTTO))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(incidents.split(galley, List.of(77L), "none of it", OTTO)).isInstanceOf(Outcome.Refused.class);
        var split = done(incidents.split(galley, List.of(plant), "the fans are two", SIRI));
        assertThat(split.id()).isEqualTo(plant);
        assertThat(incidents.list(IncidentQuery.all(Role.SECURITY, NOON, at(600))))
                .hasSize(2);
        assertThat(trail()).extracting(Line::action).containsExactly("incident.merged", "incident.split");
        assertThat(trail()).extracting(Line::object).containsOnly("incident/" + plant, "incident/" + galley);
        assertThat(trail().getLast().detail()).contains("the fans are two");
    }

    @Test
    void aReviewIsWrittenAnewAndNobodyOverwritesAnother() {
        find("galley-co2", "high", Severity.LOW, 0);
        find("plant-co2", "high", Severity.HIGH, 60);
        long galley = incidents.of(List.of(1L)).getOrDefault(1L, 0L);
        long plant = incidents.of(List.of(2L)).getOrDefault(2L, 0L);
        var first = done(incidents.review(galley, words("The cooker was on."), Review.NONE_SEEN, OTTO));
        assertThat(first.by()).isEqualTo("otto");
        assertThat(incidents.review(galley, words("Another."), Review.NONE_SEEN, SIRI))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("changed"));
        assertThat(incidents.review(galley, words("x"), first.id(), ANNA)).isInstanceOf(Outcome.Refused.class);
        assertThat(incidents.review(plant, Review.Words.NONE, Review.NONE_SEEN, OTTO))
                .isInstanceOf(Outcome.Refused.class);
        // The same words again are no new writing.
        assertThat(done(incidents.review(galley, words("The cooker was on."), first.id(), SIRI)))
                .isEqualTo(first);
        var second = done(incidents.review(galley, words("The cooker was on, again."), first.id(), SIRI));
        assertThat(incidents.reviews(galley, Role.ANALYST)).containsExactly(second, first);
        // What was written of an incident that was merged into it is kept.
        done(incidents.review(plant, words("The fan."), Review.NONE_SEEN, OTTO));
        done(incidents.merge(galley, plant, "one fan", OTTO));
        assertThat(incidents.reviews(galley, Role.ANALYST)).hasSize(3);
        assertThat(incidents
                        .find(galley, Role.ANALYST)
                        .orElseThrow()
                        .review()
                        .orElseThrow()
                        .words()
                        .happened())
                .isEqualTo("The fan.");
        assertThat(trail())
                .filteredOn(line -> line.action().equals("incident.reviewed"))
                .hasSize(3);
        assertThatThrownBy(() -> words("x".repeat(10_001))).hasMessageContaining("10000 characters");
    }

    @Test
    void theHeatmapKnowsWhenTheServerListened() {
        Listening.note(writer, () -> now);
        now = at(300);
        Listening.note(writer, () -> now);
        find("galley-co2", "high", Severity.LOW, 300);
        // Three hours later it is started again.
        now = at(11_100);
        Listening.note(writer, () -> now);
        var cells = heatmaps.heatmap(
                        Role.ANALYST,
                        LocalDate.parse("2026-03-02"),
                        LocalDate.parse("2026-03-02"),
                        Optional.empty(),
                        Optional.empty())
                .days()
                .getFirst()
                .cells();
        assertThat(cells.get(12).held().calls()).isEqualTo(1);
        assertThat(cells.get(12).held().minutes()).isEqualTo(10);
        assertThat(cells.get(13).band(Heat.CALLS)).isEqualTo(LoadBand.NO_DATA);
        assertThat(cells.get(15).held().minutes()).isEqualTo(10);
        assertThat(cells.get(15).band(Heat.CALLS)).isEqualTo(LoadBand.NONE);
        // Present since 12:05: all of 13 o'clock, whoever listened.
        assertThat(cells.get(13).value(Heat.ALARM_MINUTES)).isEqualTo(60);
        assertThatThrownBy(() -> heatmaps.heatmap(
                        Role.ANALYST,
                        LocalDate.parse("2026-03-02"),
                        LocalDate.parse("2026-03-01"),
                        Optional.empty(),
                        Optional.empty()))
                .hasMessageContaining("1 to 366 days");
    }

    @Test
    void whoDoesNotSeeAnAlertDoesNotSeeItsHeatNorItsBar() {
        find("galley-motion", "open", Severity.LOW, 0);
        find("galley-co2", "high", Severity.LOW, 60);
        find("galley-co2", "high", Severity.MEDIUM, 120);
        var window = Selection.all(Role.OPERATIONS, NOON, at(3_600));
        assertThat(heatmaps.worst(window)).hasSize(1).first().satisfies(worst -> {
            assertThat(worst.source().sensor().text()).isEqualTo("galley-co2");
            assertThat(worst.calls()).isEqualTo(2);
            assertThat(worst.share()).isEqualTo(1);
        });
        var all = heatmaps.worst(Selection.all(Role.SECURITY, NOON, at(3_600)));
        assertThat(all).extracting(Offender::calls).containsExactly(2, 1);
        assertThat(all.getLast().running()).isEqualTo(1);
        var line = heatmaps.timeline(window);
        assertThat(line.rows()).extracting(Timeline.Row::zone).containsExactly("exit", "command", "galley", "plant");
        assertThat(line.rows().get(2).bars()).extracting(Timeline.Bar::sensor).containsExactly("galley-co2");
        assertThat(line.rows().get(2).name()).isEqualTo("Galley");
        // The incident is known by its first episode, also to those who do not see that one.
        assertThat(line.rows().get(2).bars().getFirst().incident()).isEqualTo(1);
        assertThat(heatmaps.heatmap(
                                Role.OPERATIONS,
                                LocalDate.parse("2026-03-02"),
                                LocalDate.parse("2026-03-02"),
                                Optional.empty(),
                                Optional.empty())
                        .days()
                        .getFirst()
                        .cells()
                        .get(12)
                        .held()
                        .calls())
                .isEqualTo(2);
        var mondayNoon = new Selection(
                Role.SECURITY,
                NOON.minus(Duration.ofDays(1)),
                at(3_600),
                Set.of(DayOfWeek.MONDAY),
                Set.of(11),
                Optional.empty(),
                Optional.empty());
        assertThat(heatmaps.worst(mondayNoon)).isEmpty();
        assertThat(Heatmaps.queues(Role.OPERATIONS)).containsExactly(Role.OPERATIONS);
        assertThat(Heatmaps.queues(Role.SECURITY)).hasSize(3);
    }

    private List<String> zones(IncidentQuery query) {
        return incidents.list(query).stream()
                .flatMap(incident -> incident.zones().stream())
                .toList();
    }

    private IncidentQuery query(Optional<String> zone, Set<Severity> severities, Instant from, int most) {
        return new IncidentQuery(
                Role.ANALYST, from, at(600), zone, Optional.empty(), Optional.empty(), severities, most);
    }

    private List<Line> trail() {
        return database.read(rows -> audit.lines(
                        rows, new AuditQuery(Optional.empty(), Optional.empty(), Optional.of("incident/"), 100)))
                .reversed();
    }

    private void find(String sensor, String rule, Severity severity, long second) {
        now = at(second);
        apply(new Finding.Raised(new SensorId(sensor), rule, severity, now, 1, 0));
    }

    private void clear(String sensor, String rule, long second) {
        now = at(second);
        apply(new Finding.Cleared(new SensorId(sensor), rule, now, 0, 0));
    }

    private void apply(Finding finding) {
        writer.write(tx -> {
            alerts.apply(tx, List.of(finding), now);
            return 0;
        });
    }

    private static Review.Words words(String happened) {
        return new Review.Words(happened, "", "", "");
    }

    private static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T>(var value)) return value;
        throw new AssertionError(outcome);
    }

    private static Person person(long id, String name, Role role) {
        return new Person(id, name, name, role, false, 1, NOON);
    }

    private static Instant at(long second) {
        return NOON.plusSeconds(second);
    }
}
