package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tables alert, alert_event and alert_answer; nobody else touches them.
final class AlertStore {
    private static final String COLUMNS = """
            id, sensor, rule, site, zone, title, role, informed, severity, present, triage, latched, raised_at, returned_at,
            acknowledged_by, acknowledged_at, resolved_by, resolved_at, value, occurrences, changed_at, version""";
    private static final String BY_ID = "SELECT " + COLUMNS + " FROM alert WHERE id = ?";
    private static final String OPEN =
            "SELECT " + COLUMNS + " FROM alert WHERE sensor = ? AND rule = ? AND triage <> 'resolved'";
    private static final String INSERT = "INSERT INTO alert (" + COLUMNS
            + ", rank, condition) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String MOVE = """
            UPDATE alert SET severity = ?, rank = ?, condition = ?, present = ?, triage = ?, raised_at = ?, returned_at = ?,
                   acknowledged_by = ?, acknowledged_at = ?, resolved_by = ?, resolved_at = ?, value = ?, occurrences = ?,
                   changed_at = ?, version = ?
             WHERE id = ? AND version = ?""";
    private static final String EVENT = """
            INSERT INTO alert_event (seq, alert, at, recorded, kind, actor, role, detail, snapshot)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String EVENT_COLUMNS = "seq, at, recorded, kind, actor, role, detail, snapshot";

    private AlertStore() {}

    /// What a command with this key was answered before.
    record Answer(String request, String status, String detail) {}

    static Optional<Alert> find(Rows rows, long id) {
        return rows.one(BY_ID, AlertStore::alert, id);
    }

    static Optional<Alert> open(Rows rows, SensorId sensor, String rule) {
        return rows.one(OPEN, AlertStore::alert, sensor.text(), rule);
    }

    static List<Alert> allOpen(Rows rows) {
        return rows.list("SELECT " + COLUMNS + " FROM alert WHERE triage <> 'resolved' ORDER BY id", AlertStore::alert);
    }

    static long nextId(Rows rows) {
        return rows.one("SELECT coalesce(max(id), 0) + 1 FROM alert", row -> row.getLong(1))
                .orElseThrow();
    }

    static void insert(Tx tx, Alert alert) {
        tx.update(
                INSERT,
                alert.id(),
                alert.sensor().text(),
                alert.rule(),
                alert.site(),
                alert.zone(),
                alert.title(),
                alert.role(),
                roles(alert.informed()),
                alert.severity(),
                alert.present().orElse(null),
                alert.triage(),
                alert.latched(),
                alert.raisedAt(),
                alert.returnedAt().orElse(null),
                by(alert.acknowledged()),
                at(alert.acknowledged()),
                by(alert.resolved()),
                at(alert.resolved()),
                alert.value(),
                alert.occurrences(),
                alert.changedAt(),
                alert.version(),
                alert.severity().rank(),
                alert.condition());
    }

    /// Whether the row moved; false when somebody moved it since `from` was read.
    static boolean move(Tx tx, Alert from, Alert to) {
        return tx.update(
                        MOVE,
                        to.severity(),
                        to.severity().rank(),
                        to.condition(),
                        to.present().orElse(null),
                        to.triage(),
                        to.raisedAt(),
                        to.returnedAt().orElse(null),
                        by(to.acknowledged()),
                        at(to.acknowledged()),
                        by(to.resolved()),
                        at(to.resolved()),
                        to.value(),
                        to.occurrences(),
                        to.changedAt(),
                        to.version(),
                        from.id(),
                        from.version())
                == 1;
    }

    /// Writes the event with the next number of the sequence.
    static AlertChanged record(
            Tx tx, EventKind kind, Instant at, Instant recorded, Actor actor, String words, Alert alert) {
        long seq = newestEvent(tx) + 1;
        tx.update(EVENT, seq, alert.id(), at, recorded, kind, actor.name(), actor.role(), words, AlertJson.text(alert));
        return new AlertChanged(seq, kind, at, recorded, actor, words, alert);
    }

    static long newestEvent(Rows rows) {
        return rows.one("SELECT coalesce(max(seq), 0) FROM alert_event", row -> row.getLong(1))
                .orElseThrow();
    }

    static List<AlertChanged> eventsAfter(Rows rows, long seq, int most) {
        return rows.list(
                "SELECT " + EVENT_COLUMNS + " FROM alert_event WHERE seq > ? ORDER BY seq LIMIT ?",
                AlertStore::event,
                seq,
                most);
    }

    static List<AlertChanged> eventsOf(Rows rows, long alert) {
        return rows.list(
                "SELECT " + EVENT_COLUMNS + " FROM alert_event WHERE alert = ? ORDER BY seq", AlertStore::event, alert);
    }

    static Optional<Answer> answer(Rows rows, String actor, String key) {
        return rows.one(
                "SELECT request, status, detail FROM alert_answer WHERE actor = ? AND key = ?",
                row -> new Answer(row.getString(1), row.getString(2), row.getString(3)),
                actor,
                key);
    }

    static void remember(Tx tx, String actor, String key, Answer answer, Instant at) {
        tx.update(
                "INSERT INTO alert_answer (actor, key, request, status, detail, at) VALUES (?, ?, ?, ?, ?, ?)",
                actor,
                key,
                answer.request(),
                answer.status(),
                answer.detail(),
                at);
    }

    static void forgetAnswersBefore(Tx tx, Instant at) {
        tx.update("DELETE FROM alert_answer WHERE at < ?", at);
    }

    static List<Alert> page(Rows rows, AlertQuery query) {
        var sql = new StringBuilder("SELECT " + COLUMNS + " FROM alert WHERE 1 = 1");
        var args = new ArrayList<@Nullable Object>();
        concerning(query.viewer(), sql, args);
        if (!query.triage().isEmpty() && !query.triage().contains(Triage.RESOLVED))
            sql.append(" AND triage <> 'resolved'");
        among("triage", query.triage(), sql, args);
        among("severity", query.severities(), sql, args);
        equal("role", query.role().map(Role::text), sql, args);
        equal("zone", query.zone(), sql, args);
        equal("sensor", query.sensor(), sql, args);
        equal("condition", query.condition().map(AlertJson::word), sql, args);
        query.text().filter(text -> !text.isBlank()).ifPresent(text -> {
            sql.append(
                    " AND (instr(lower(title), ?) > 0 OR instr(sensor, ?) > 0 OR instr(zone, ?) > 0 OR instr(rule, ?) > 0)");
            var needle = text.strip().toLowerCase(Locale.ROOT);
            for (int i = 0; i < 4; i++) args.add(needle);
        });
        query.after().ifPresent(place -> {
            sql.append(" AND (rank < ? OR (rank = ? AND id < ?))");
            args.add(place.severity().rank());
            args.add(place.severity().rank());
            args.add(place.id());
        });
        sql.append(" ORDER BY rank DESC, id DESC LIMIT ?");
        args.add(query.most() + 1);
        return rows.list(sql.toString(), AlertStore::alert, args.toArray());
    }

    /// A number per severity and triage of what is open and concerns the role.
    record Tally(Severity severity, Triage triage, int count) {}

    static List<Tally> tally(Rows rows, Role viewer) {
        var sql = new StringBuilder("SELECT severity, triage, count(*) FROM alert WHERE triage <> 'resolved'");
        var args = new ArrayList<@Nullable Object>();
        concerning(viewer, sql, args);
        sql.append(" GROUP BY severity, triage");
        return rows.list(
                sql.toString(),
                row -> new Tally(severity(row.getString(1)), constant(Triage.class, row.getString(2)), row.getInt(3)),
                args.toArray());
    }

    /// The rule of [dev.velocity.access.Permissions#maySee], in SQL; a test holds the two together.
    private static void concerning(Role viewer, StringBuilder sql, List<@Nullable Object> args) {
        switch (viewer) {
            case RESIDENT -> {
                sql.append(" AND role = ?");
                args.add(viewer);
            }
            case OPERATIONS -> {
                sql.append(" AND (role = ? OR instr(informed, ?) > 0)");
                args.add(viewer);
                args.add("," + viewer.text() + ",");
            }
            case SECURITY, ANALYST, ADMIN -> {}
        }
    }

    private static void among(
            String column, Set<? extends Enum<?>> wanted, StringBuilder sql, List<@Nullable Object> args) {
        if (wanted.isEmpty()) return;
        sql.append(" AND ")
                .append(column)
                .append(wanted.stream().map(_ -> "?").collect(Collectors.joining(", ", " IN (", ")")));
        args.addAll(wanted);
    }

    private static void equal(String column, Optional<String> wanted, StringBuilder sql, List<@Nullable Object> args) {
        if (wanted.isEmpty()) return;
        sql.append(" AND ").append(column).append(" = ?");
        args.add(wanted.get());
    }

    private static AlertChanged event(ResultSet row) throws SQLException {
        return new AlertChanged(
                row.getLong(1),
                constant(EventKind.class, row.getString(4)),
                Micros.toInstant(row.getLong(2)),
                Micros.toInstant(row.getLong(3)),
                new Actor(row.getString(5), row.getString(6)),
                row.getString(7),
                AlertJson.read(row.getString(8)));
    }

    private static Alert alert(ResultSet row) throws SQLException {
        var informed = EnumSet.noneOf(Role.class);
        for (var role : row.getString(8).split(",", -1)) if (!role.isEmpty()) informed.add(constant(Role.class, role));
        return new Alert(
                row.getLong(1),
                new SensorId(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                constant(Role.class, row.getString(7)),
                informed,
                severity(row.getString(9)),
                Optional.ofNullable(row.getString(10)).map(AlertStore::severity),
                constant(Triage.class, row.getString(11)),
                row.getInt(12) == 1,
                Micros.toInstant(row.getLong(13)),
                instant(row, 14),
                deed(row, 15),
                deed(row, 17),
                row.getDouble(19),
                row.getInt(20),
                Micros.toInstant(row.getLong(21)),
                row.getLong(22));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Micros.toInstant(micros));
    }

    private static Optional<Deed> deed(ResultSet row, int column) throws SQLException {
        var by = row.getString(column);
        return by == null ? Optional.empty() : Optional.of(new Deed(by, Micros.toInstant(row.getLong(column + 1))));
    }

    private static @Nullable String by(Optional<Deed> deed) {
        return deed.map(Deed::by).orElse(null);
    }

    private static @Nullable Instant at(Optional<Deed> deed) {
        return deed.map(Deed::at).orElse(null);
    }

    private static String roles(Set<Role> roles) {
        return roles.stream().sorted().map(Role::text).collect(Collectors.joining(",", ",", ","));
    }

    private static Severity severity(String text) {
        return constant(Severity.class, text);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }
}
