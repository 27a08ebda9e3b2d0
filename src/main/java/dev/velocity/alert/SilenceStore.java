package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import dev.velocity.sensor.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The table silence; nobody else touches it.
final class SilenceStore {
    private static final String COLUMNS = """
            id, sensor, zone, kind, severity, starts_at, ends_at, recurrence, time_zone, owner, role, reason, created_at,
            ended_at, ended_by, active""";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM silence";

    private SilenceStore() {}

    static long nextId(Rows rows) {
        return rows.one("SELECT coalesce(max(id), 0) + 1 FROM silence", row -> row.getLong(1))
                .orElseThrow();
    }

    static void insert(Tx tx, Silence silence, Optional<Instant> next) {
        var matcher = silence.matcher();
        var window = silence.window();
        tx.update(
                "INSERT INTO silence (" + COLUMNS
                        + ", next_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?)",
                silence.id(),
                matcher.sensor().orElse(null),
                matcher.zone().orElse(null),
                matcher.kind().orElse(null),
                matcher.severity().orElse(null),
                window.start(),
                window.end(),
                window.recurrence().orElse(null),
                window.zone().getId(),
                silence.owner(),
                silence.role(),
                silence.reason(),
                silence.createdAt(),
                silence.active(),
                next.orElse(null));
    }

    static void turn(Tx tx, long id, boolean active, Optional<Instant> next) {
        tx.update("UPDATE silence SET active = ?, next_at = ? WHERE id = ?", active, next.orElse(null), id);
    }

    static void end(Tx tx, long id, Deed deed) {
        tx.update(
                "UPDATE silence SET active = 0, next_at = NULL, ended_at = ?, ended_by = ? WHERE id = ?",
                deed.at(),
                deed.by(),
                id);
    }

    static Optional<Silence> find(Rows rows, long id) {
        return rows.one(SELECT + " WHERE id = ?", SilenceStore::silence, id);
    }

    static List<Silence> active(Rows rows) {
        return rows.list(SELECT + " WHERE active = 1 ORDER BY id", SilenceStore::silence);
    }

    static List<Silence> due(Rows rows, Instant now) {
        return rows.list(
                SELECT + " WHERE next_at IS NOT NULL AND next_at <= ? ORDER BY id", SilenceStore::silence, now);
    }

    static List<Silence> newest(Rows rows, int most) {
        return rows.list(SELECT + " ORDER BY id DESC LIMIT ?", SilenceStore::silence, most);
    }

    /// The role each was made in.
    static Map<Long, Role> roles(Rows rows) {
        var roles = new HashMap<Long, Role>();
        rows.forEach(
                "SELECT id, role FROM silence",
                row -> roles.put(row.getLong(1), Role.valueOf(row.getString(2).toUpperCase(Locale.ROOT))));
        return roles;
    }

    private static Silence silence(ResultSet row) throws SQLException {
        var endedBy = row.getString("ended_by");
        return new Silence(
                row.getLong("id"),
                new Matcher(
                        text(row, "sensor"),
                        text(row, "zone"),
                        text(row, "kind"),
                        text(row, "severity").map(one -> Severity.valueOf(one.toUpperCase(Locale.ROOT)))),
                new Window(
                        Micros.toInstant(row.getLong("starts_at")),
                        Micros.toInstant(row.getLong("ends_at")),
                        text(row, "recurrence"),
                        ZoneId.of(row.getString("time_zone"))),
                row.getString("owner"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                Micros.toInstant(row.getLong("created_at")),
                endedBy == null
                        ? Optional.empty()
                        : Optional.of(new Deed(endedBy, Micros.toInstant(row.getLong("ended_at")))),
                row.getInt("active") == 1);
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
