package dev.velocity.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The step that brought triage (5), with data in it: up, down to the version before, and up again.
class TriageMigrationTest {
    private static final int BEFORE = 4;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Actor OTTO = new Actor("otto", "operations");
    private static final List<String> TABLES = List.of(
            "SELECT * FROM alert ORDER BY id",
            "SELECT * FROM alert_event ORDER BY seq",
            "SELECT * FROM silence ORDER BY id",
            "SELECT * FROM alert_view ORDER BY person, name");

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("v.db");
    }

    @Test
    void downAndUpAgainKeepsEveryValue() {
        fill();
        var before = everything();
        Database.migrate(file, BEFORE);
        Database.migrate(file, null);
        assertThat(everything()).isEqualTo(before);
        // And once more: what was put aside the first time is not in the way.
        Database.migrate(file, BEFORE);
        Database.migrate(file, null);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatTheOlderVersionChangedMeanwhileStands() throws SQLException {
        fill();
        Database.migrate(file, BEFORE);
        change(
                "UPDATE alert SET triage = 'resolved', resolved_by = 'anna', resolved_at = 1, version = version + 1 WHERE id = 1");
        Database.migrate(file, null);
        var alert = read(1);
        assertThat(alert.resolved().map(Deed::by)).contains("anna");
        assertThat(alert.covered()).isFalse();
        assertThat(read(2).covers().shelf()).isPresent();
    }

    @Test
    void aConditionTheOlderVersionOpenedAnewIsTheOpenOne() throws SQLException {
        fill();
        // Closed while it was shelved; its condition is still watched.
        run(alerts -> alerts.handle(
                2, new Command.Resolve("known"), OTTO, Role.OPERATIONS, OptionalLong.empty(), Optional.empty()));
        assertThat(read(2).open()).isTrue();
        Database.migrate(file, BEFORE);
        change(old(77, "s2", "new", "present", "NULL", 0));
        Database.migrate(file, null);
        assertThat(read(2).open()).isFalse();
        assertThat(read(77).open()).isTrue();
    }

    @Test
    void alertsFromBeforeGetAQueueAndWhatWasKnown() throws SQLException {
        Database.migrate(file, BEFORE);
        change(old(1, "s1", "acknowledged", "present", "'anna'", Micros.of(NOON)));
        change(old(2, "s2", "new", "returned", "NULL", 0));
        Database.migrate(file, null);
        var acknowledged = read(1);
        assertThat(acknowledged.acknowledged())
                .contains(new Acknowledgement("anna", NOON, Severity.HIGH, Optional.empty()));
        assertThat(acknowledged.source().owner()).isEqualTo(Role.SECURITY);
        assertThat(acknowledged.covers()).isEqualTo(Covers.NONE);
        var fresh = read(2);
        assertThat(fresh.acknowledged()).isEmpty();
        assertThat(fresh.calls()).isTrue();
        assertThat(fresh.isaState()).isEqualTo('D');
    }

    /// An alert as the version before wrote it.
    private static String old(int id, String sensor, String triage, String condition, String by, long at) {
        return "INSERT INTO alert (id, sensor, rule, site, zone, role, informed, severity, rank, condition, present, triage,"
                + " latched, raised_at, acknowledged_by, acknowledged_at, value, occurrences, title, changed_at, version)"
                + " VALUES (" + id + ", '" + sensor + "', 'high', 'site', 'zone', 'security', '', 'high', 3, '"
                + condition + "', " + (condition.equals("present") ? "'high'" : "NULL") + ", '" + triage + "', 0, 1, "
                + by + ", " + (by.equals("NULL") ? "NULL" : at) + ", 1.5, 1, 'Door', 1, 1)";
    }

    /// Alerts in every state triage knows, a silence, a view, and events of the new kinds.
    private void fill() {
        run(alerts -> {});
        try (var database = Database.open(file);
                var writer = new Writer(database)) {
            writer.write(tx -> {
                for (int id = 1; id <= 4; id++) AlertStore.insert(tx, alert(id));
                return 0;
            });
            new SavedViews(database, writer).save("otto", "mine", AlertFilter.OPEN);
            var audit = new Audit(() -> NOON);
            var alerts = alerts(database, writer, audit);
            new Silences(database, writer, audit, () -> NOON, alerts)
                    .add(
                            new Matcher(Optional.of("s4"), Optional.empty(), Optional.empty(), Optional.empty()),
                            new Window(NOON, NOON.plusSeconds(600), Optional.of("FREQ=DAILY"), ZoneOffset.UTC),
                            "works",
                            OTTO,
                            Role.OPERATIONS);
        }
        run(alerts -> {
            give(alerts, 1, new Command.Acknowledge(Optional.of(Duration.ofMinutes(5))));
            give(alerts, 1, new Command.Take());
            give(alerts, 2, new Command.Shelve(Duration.ofMinutes(30), true, "paint"));
            give(alerts, 3, new Command.TakeOutOfService("order 7", "pump"));
        });
    }

    private static void give(Alerts alerts, long id, Command command) {
        assertThat(alerts.handle(id, command, OTTO, Role.OPERATIONS, OptionalLong.empty(), Optional.empty()))
                .isInstanceOf(Outcome.Moved.class);
    }

    private static Alert alert(int id) {
        return new Alert(
                id,
                new Source(new SensorId("s" + id), "high", "site", "zone", "kind", "Door", Role.OPERATIONS),
                Role.OPERATIONS,
                Set.of(),
                Optional.empty(),
                Severity.HIGH,
                Optional.of(Severity.HIGH),
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
    }

    private interface Deeds {
        void with(Alerts alerts);
    }

    private void run(Deeds deeds) {
        try (var database = Database.open(file);
                var writer = new Writer(database)) {
            deeds.with(alerts(database, writer, new Audit(() -> NOON)));
        }
    }

    private static Alerts alerts(Database database, Writer writer, Audit audit) {
        return new Alerts(
                database, writer, audit, () -> NOON, new Catalogue(List.of()), _ -> Optional.empty(), _ -> {});
    }

    private Alert read(long id) {
        try (var database = Database.open(file)) {
            return database.read(rows -> AlertStore.find(rows, id)).orElseThrow();
        }
    }

    /// As another program would, at whatever step the schema is.
    private void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private List<String> everything() {
        try (var database = Database.open(file)) {
            return TABLES.stream()
                    .flatMap(sql -> database
                            .read(rows -> rows.list(sql, row -> {
                                var line = new StringBuilder(sql);
                                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++)
                                    line.append(' ')
                                            .append(row.getMetaData().getColumnName(i))
                                            .append('=')
                                            .append(row.getString(i));
                                return line.toString();
                            }))
                            .stream())
                    .toList();
        }
    }
}
