package dev.velocity.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.access.Role;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    private Database database;
    private Writer writer;
    private Alerts alerts;
    private final List<Alert> all = new ArrayList<>();

    @BeforeEach
    void fill() {
        database = Database.open(directory.resolve("v.db"));
        writer = new Writer(database);
        alerts = new Alerts(database, writer, new Audit(() -> NOON), () -> NOON, _ -> {});
        var random = new Random(7);
        for (int i = 1; i <= 400; i++) all.add(random(random, i));
        writer.write(tx -> {
            for (var alert : all) AlertStore.insert(tx, alert);
            return 0;
        });
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void eachRoleIsShownExactlyWhatConcernsIt() {
        for (var viewer : Role.values()) assertPage(viewer, Set.of(), Set.of(), alert -> alert.concerns(viewer));
    }

    @Test
    void filtersShowExactlyWhatTheySay() {
        assertPage(
                Role.SECURITY,
                Set.of(Severity.HIGH, Severity.CRITICAL),
                Set.of(Triage.NEW),
                alert -> alert.severity().compareTo(Severity.HIGH) >= 0 && alert.triage() == Triage.NEW);
        var query = AlertQuery.open(Role.SECURITY);
        var found = alerts.page(new AlertQuery(
                        query.viewer(),
                        Set.of(),
                        Set.of(),
                        Optional.of(Role.RESIDENT),
                        Optional.of("zone-1"),
                        Optional.empty(),
                        Optional.of(Condition.PRESENT),
                        Optional.of("SENSOR 3"),
                        Optional.empty(),
                        1_000))
                .alerts();
        assertThat(found)
                .containsExactlyElementsOf(sorted(alert -> alert.role() == Role.RESIDENT
                        && alert.zone().equals("zone-1")
                        && alert.condition() == Condition.PRESENT
                        && alert.title().contains("Sensor 3")));
    }

    @Test
    void pagesJoinWithoutGapOrRepeat() {
        var joined = new ArrayList<Alert>();
        Optional<AlertQuery.Cursor> after = Optional.empty();
        do {
            var page = alerts.page(new AlertQuery(
                    Role.ADMIN,
                    Set.of(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    after,
                    7));
            joined.addAll(page.alerts());
            after = page.next().map(cursor -> AlertQuery.Cursor.parse(cursor.text()));
        } while (after.isPresent());
        assertThat(joined).containsExactlyElementsOf(sorted(_ -> true));
    }

    @Test
    void countsAreThoseOfThePage() {
        for (var viewer : Role.values()) {
            var open = alerts.page(AlertQuery.open(viewer)).alerts();
            alerts.counts(viewer)
                    .forEach((severity, numbers) -> numbers.forEach((triage, count) -> assertThat(open)
                            .filteredOn(alert -> alert.severity() == severity && alert.triage() == triage)
                            .as("%s: %s %s", viewer, severity, triage)
                            .hasSize(count)));
        }
    }

    @Test
    void aSecondOpenAlertOfTheSameConditionIsRefusedByTheSchema() {
        var open = all.stream()
                .filter(alert -> alert.triage() != Triage.RESOLVED)
                .findFirst()
                .orElseThrow();
        var twin = new Alert(
                9_999,
                open.sensor(),
                open.rule(),
                open.site(),
                open.zone(),
                open.title(),
                open.role(),
                open.informed(),
                open.severity(),
                open.present(),
                Triage.NEW,
                false,
                NOON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                1,
                NOON,
                1);
        assertThatThrownBy(() -> writer.write(tx -> {
                    AlertStore.insert(tx, twin);
                    return 0;
                }))
                .hasMessageContaining("UNIQUE");
    }

    @Test
    void theHistoryOfAnAlertCannotBeChanged() {
        writer.write(tx -> AlertStore.record(
                tx, EventKind.RAISED, NOON, NOON, dev.velocity.audit.Actor.CONDITION, "", all.getFirst()));
        for (var sql : List.of(
                "UPDATE alert_event SET actor = 'bob'",
                "DELETE FROM alert_event",
                "INSERT OR REPLACE INTO alert_event SELECT * FROM alert_event"))
            assertThatThrownBy(() -> writer.write(tx -> tx.update(sql))).as(sql).hasMessageContaining("append-only");
    }

    private void assertPage(Role viewer, Set<Severity> severities, Set<Triage> triage, Predicate<Alert> expected) {
        var found = alerts.page(new AlertQuery(
                        viewer,
                        severities,
                        triage,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1_000))
                .alerts();
        assertThat(found).as(viewer.text()).containsExactlyElementsOf(sorted(expected));
    }

    private List<Alert> sorted(Predicate<Alert> wanted) {
        return all.stream()
                .filter(wanted)
                .sorted((a, b) -> a.severity() != b.severity()
                        ? b.severity().compareTo(a.severity())
                        : Long.compare(b.id(), a.id()))
                .toList();
    }

    private static Alert random(Random random, int id) {
        var severity = Severity.ofRank(1 + random.nextInt(4));
        var triage = List.of(Triage.NEW, Triage.ACKNOWLEDGED, Triage.RESOLVED).get(random.nextInt(3));
        boolean present = triage != Triage.RESOLVED && random.nextBoolean();
        var informed = EnumSet.noneOf(Role.class);
        for (var role : Role.values()) if (random.nextInt(4) == 0) informed.add(role);
        var deed = Optional.of(new Deed("anna", NOON));
        return new Alert(
                id,
                new SensorId("s" + id),
                "high",
                "site",
                "zone-" + random.nextInt(3),
                "Sensor " + id,
                List.of(Role.RESIDENT, Role.SECURITY, Role.OPERATIONS).get(random.nextInt(3)),
                informed,
                severity,
                present ? Optional.of(severity) : Optional.empty(),
                triage,
                false,
                NOON.minusSeconds(id),
                present ? Optional.empty() : Optional.of(NOON),
                triage == Triage.NEW ? Optional.empty() : deed,
                triage == Triage.RESOLVED ? deed : Optional.empty(),
                random.nextInt(1_000),
                1,
                NOON,
                1);
    }
}
