package dev.velocity.access;

import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The table of displays; nobody else touches it.
final class DisplayStore {
    private static final String COLUMNS =
            "id, name, role, token, granted_by, granted_at, until, seen, address, agent, revoked_by, revoked_at";

    private DisplayStore() {}

    /// @param token SHA-256 of the browser's; empty before it came in
    record Stored(Display display, Optional<String> token) {}

    static List<Stored> all(Rows rows) {
        return rows.list("SELECT " + COLUMNS + " FROM display ORDER BY id", DisplayStore::stored);
    }

    static Optional<Display> find(Rows rows, long id) {
        return rows.one("SELECT " + COLUMNS + " FROM display WHERE id = ?", DisplayStore::stored, id)
                .map(Stored::display);
    }

    static Display insert(Tx tx, String name, Role role, String by, Instant at, Instant until) {
        long id = tx.one("SELECT coalesce(max(id), 0) + 1 FROM display", row -> row.getLong(1))
                .orElseThrow();
        tx.update(
                "INSERT INTO display (" + COLUMNS + ") VALUES (?, ?, ?, NULL, ?, ?, ?, NULL, '', '', NULL, NULL)",
                id,
                name,
                role,
                by,
                at,
                until);
        RegisterStore.changed(tx);
        return find(tx, id).orElseThrow();
    }

    static void enter(Tx tx, long id, String token, Instant at, String address, String agent) {
        tx.update(
                "UPDATE display SET token = ?, seen = ?, address = ?, agent = ? WHERE id = ?",
                token,
                at,
                address,
                agent,
                id);
        RegisterStore.changed(tx);
    }

    static void revoke(Tx tx, long id, String by, Instant at) {
        tx.update("UPDATE display SET token = NULL, revoked_by = ?, revoked_at = ? WHERE id = ?", by, at, id);
        RegisterStore.changed(tx);
    }

    static int seen(Tx tx, long id, Instant at, String address) {
        return tx.update("UPDATE display SET seen = ?, address = ? WHERE id = ? AND seen < ?", at, address, id, at);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        var token = Optional.ofNullable(row.getString(4));
        return new Stored(
                new Display(
                        row.getLong(1),
                        row.getString(2),
                        Role.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                        row.getString(5),
                        Micros.toInstant(row.getLong(6)),
                        Micros.toInstant(row.getLong(7)),
                        token.isPresent(),
                        instant(row, 8),
                        row.getString(9),
                        row.getString(10),
                        Optional.ofNullable(row.getString(11)),
                        instant(row, 12)),
                token);
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Micros.toInstant(micros));
    }
}
