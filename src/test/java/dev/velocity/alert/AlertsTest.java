package dev.velocity.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
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
        alerts = new Alerts(
                database,
                writer,
                new Audit(() -> NOON),
                () -> NOON,
                new Catalogue(List.of()),
                _ -> Optional.empty(),
                _ -> {});
        var random = new Random(7);
        for (int i = 1; i <= 400; i++) all.add(random(random, i));
        writer.write(tx -> {
            for (var alert : all) AlertStore.insert(tx, alert);
            alerts.start(tx);
            // A start ends what has no silence or condition behind it.
            all.replaceAll(alert -> AlertStore.find(tx, alert.id()).orElseThrow());
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
        for (var viewer : Role.values()) assertPage(viewer, "", _ -> true);
    }

    @Test
    void filtersShowExactlyWhatTheySay() {
        assertPage(
                Role.SECURITY,
                "severity=high,critical&triage=new",
                alert -> alert.severity().compareTo(Severity.HIGH) >= 0 && alert.triage() == Triage.NEW);
        assertPage(
                Role.SECURITY,
                "role=resident&zone=zone-1&condition=present&text=SENSOR 3",
                alert -> alert.role() == Role.RESIDENT
                        && alert.zone().equals("zone-1")
                        && alert.condition() == Condition.PRESENT
                        && alert.title().contains("Sensor 3"));
        assertPage(
                Role.ADMIN,
                "kind=kind-1&text=s12",
                alert -> alert.source().kind().equals("kind-1")
                        && (alert.title().contains("S12")
                                || alert.sensor().text().contains("s12")));
        assertPage(Role.ADMIN, "older=3", alert -> !alert.raisedAt().isAfter(NOON.minusSeconds(180)));
        assertPage(Role.ADMIN, "younger=3", alert -> !alert.raisedAt().isBefore(NOON.minusSeconds(180)));
        assertPage(Role.ADMIN, "assignee=anna", alert -> alert.assignee().equals(Optional.of("anna")));
        assertPage(Role.ADMIN, "cover=none", alert -> !alert.covered());
        assertPage(Role.ADMIN, "cover=any", Alert::covered);
        assertPage(Role.ADMIN, "cover=shelf", alert -> alert.covers().shelf().isPresent());
        assertPage(
                Role.ADMIN,
                "cover=service",
                alert -> alert.covers().outOfService().isPresent());
        assertPage(
                Role.ADMIN, "cover=silence", alert -> alert.covers().silence().isPresent());
        assertPage(
                Role.ADMIN,
                "cover=suppressed",
                alert -> alert.covers().suppressedBy().isPresent());
        assertPage(Role.ADMIN, "sensor=s17", alert -> alert.sensor().text().equals("s17"));
        assertPage(Role.ADMIN, "text=100%25", _ -> false);
    }

    @Test
    void aFilterSaysTheSameInItsAddress() {
        for (var address : List.of(
                "",
                "severity=medium&severity=high&triage=new&triage=acknowledged&role=security&zone=z",
                "kind=k&sensor=s&condition=returned&cover=shelf&assignee=bob&older=5&younger=90&text=a%26b+%C3%A9"))
            assertThat(filter(address).query()).isEqualTo(address);
    }

    @Test
    void aFilterThatSaysNothingKnownIsRefusedWithWhatItMayBe() {
        assertThatThrownBy(() -> filter("severity=worst"))
                .hasMessage("'worst' is no severity: it is low, medium, high, critical");
        assertThatThrownBy(() -> filter("older=soon")).hasMessageContaining("'soon'");
        assertThatThrownBy(() -> filter("text=" + "x".repeat(101))).hasMessageContaining("100");
    }

    @Test
    void pagesJoinWithoutGapOrRepeat() {
        var joined = new ArrayList<Alert>();
        Optional<AlertQuery.Cursor> after = Optional.empty();
        do {
            var page = alerts.page(new AlertQuery(Role.ADMIN, AlertFilter.ALL, after, 7));
            joined.addAll(page.alerts());
            after = page.next().map(cursor -> AlertQuery.Cursor.parse(cursor.text()));
        } while (after.isPresent());
        assertThat(joined).containsExactlyElementsOf(sorted(_ -> true));
    }

    @Test
    void countsAreThoseOfThePage() {
        for (var viewer : Role.values()) {
            var counts = alerts.counts(viewer);
            var open = all.stream()
                    .filter(alert -> alert.concerns(viewer) && alert.triage() != Triage.RESOLVED)
                    .toList();
            for (var severity : Severity.values())
                for (var triage : List.of(Triage.NEW, Triage.ACKNOWLEDGED))
                    assertThat(open)
                            .filteredOn(alert ->
                                    !alert.covered() && alert.severity() == severity && alert.triage() == triage)
                            .as("%s: %s %s", viewer, severity, triage)
                            .hasSize(counts.shown()
                                    .getOrDefault(severity, Map.of())
                                    .getOrDefault(triage, -1));
            counts.hidden()
                    .forEach((cover, count) -> assertThat(alerts.page(new AlertQuery(
                                            viewer,
                                            AlertFilter.OPEN.withCover(Optional.of(cover)),
                                            Optional.empty(),
                                            1_000))
                                    .alerts())
                            .as("%s: %s", viewer, cover)
                            .hasSize(count));
        }
    }

    @Test
    void memoryHoldsWhatTheDiskDoes() {
        var random = new Random(11);
        for (int i = 0; i < 300; i++) {
            var alert = all.get(random.nextInt(all.size()));
            var command = random.nextBoolean() ? new Command.Acknowledge() : new Command.Resolve("seen to");
            var outcome = alerts.handle(
                    alert.id(),
                    command,
                    new Actor("siri", "security"),
                    Role.SECURITY,
                    OptionalLong.empty(),
                    Optional.empty());
            if (outcome instanceof Outcome.Moved(var to))
                assertThat(alerts.find(alert.id(), Role.ADMIN)).contains(to);
            all.set(
                    all.indexOf(alert),
                    database.read(rows -> AlertStore.find(rows, alert.id())).orElseThrow());
        }
        for (var viewer : Role.values())
            assertPage(viewer, "triage=new,acknowledged", one -> one.triage() != Triage.RESOLVED);
        assertThat(alerts.newestEvent()).isEqualTo(database.read(AlertStore::newestEvent));
    }

    @Test
    void aSecondOpenAlertOfTheSameConditionIsRefusedByTheSchema() {
        var open = all.stream()
                .filter(alert -> alert.triage() != Triage.RESOLVED)
                .findFirst()
                .orElseThrow();
        var twin = new Alert(
                9_999,
                open.source(),
                open.role(),
                open.informed(),
                Optional.empty(),
                open.severity(),
                open.present(),
                Triage.NEW,
                false,
                false,
                false,
                NOON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Covers.NONE,
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
        writer.write(tx ->
                AlertStore.record(tx, EventKind.RAISED, NOON, NOON, Actor.CONDITION, "", new Listed(all.getFirst())));
        for (var sql : List.of(
                "UPDATE alert_event SET actor = 'bob'",
                "DELETE FROM alert_event",
                "INSERT OR REPLACE INTO alert_event SELECT * FROM alert_event"))
            assertThatThrownBy(() -> writer.write(tx -> tx.update(sql))).as(sql).hasMessageContaining("append-only");
    }

    private void assertPage(Role viewer, String address, Predicate<Alert> expected) {
        var found = alerts.page(new AlertQuery(viewer, filter(address), Optional.empty(), 1_000))
                .alerts();
        assertThat(found)
                .as("%s: %s", viewer, address)
                .containsExactlyElementsOf(sorted(alert -> alert.concerns(viewer) && expected.test(alert)));
    }

    /// The filter of the query of an address.
    private static AlertFilter filter(String address) {
        var parts = new HashMap<String, List<String>>();
        for (var part : address.isEmpty() ? new String[0] : address.split("&"))
            parts.computeIfAbsent(part.substring(0, part.indexOf('=')), _ -> new ArrayList<>())
                    .add(URLDecoder.decode(part.substring(part.indexOf('=') + 1), StandardCharsets.UTF_8));
        return AlertFilter.read(name -> parts.getOrDefault(name, List.of()));
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
        var role = List.of(Role.RESIDENT, Role.SECURITY, Role.OPERATIONS).get(random.nextInt(3));
        var deed = new Deed("anna", NOON);
        return new Alert(
                id,
                new Source(
                        new SensorId("s" + id),
                        "high",
                        "site",
                        "zone-" + random.nextInt(3),
                        "kind-" + random.nextInt(3),
                        "Sensor " + id,
                        role),
                role,
                informed,
                random.nextInt(3) == 0 ? Optional.of("anna") : Optional.empty(),
                severity,
                present ? Optional.of(severity) : Optional.empty(),
                triage,
                false,
                false,
                false,
                NOON.minusSeconds(id),
                present ? Optional.empty() : Optional.of(NOON),
                triage == Triage.NEW
                        ? Optional.empty()
                        : Optional.of(new Acknowledgement("anna", NOON, severity, Optional.empty())),
                triage == Triage.RESOLVED ? Optional.of(deed) : Optional.empty(),
                triage == Triage.RESOLVED ? Covers.NONE : covers(random),
                random.nextInt(1_000),
                1,
                NOON,
                1);
    }

    private static Covers covers(Random random) {
        return new Covers(
                random.nextInt(4) == 0
                        ? Optional.of(new Shelf(
                                NOON.plusSeconds(60), random.nextBoolean(), Severity.HIGH, "anna", NOON, "noise"))
                        : Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of(3L) : Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of("hatch/open") : Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of(new OutOfService("anna", NOON, "order 7")) : Optional.empty());
    }
}
