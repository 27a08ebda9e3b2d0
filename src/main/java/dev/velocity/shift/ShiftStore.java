package dev.velocity.shift;

import dev.velocity.access.Role;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tables shift_note and handover; nobody else touches them.
final class ShiftStore {
    private static final String SELECT = "SELECT id, role, since, at, leaving, coming, sheet, digest FROM handover";

    private ShiftStore() {}

    static void note(Tx tx, Role role, Note note) {
        tx.update(
                "INSERT INTO shift_note (role, author, at, text) VALUES (?, ?, ?, ?)",
                role,
                note.author(),
                note.at(),
                note.text());
    }

    static List<Note> notes(Rows rows, Role role, Instant since, int most) {
        return rows.list(
                        "SELECT author, at, text FROM shift_note WHERE role = ? AND at >= ? ORDER BY id DESC LIMIT ?",
                        row -> new Note(row.getString(1), Micros.toInstant(row.getLong(2)), row.getString(3)),
                        role,
                        since,
                        most)
                .reversed();
    }

    static long nextId(Rows rows) {
        return rows.one("SELECT coalesce(max(id), 0) + 1 FROM handover", row -> row.getLong(1))
                .orElseThrow();
    }

    static void insert(Tx tx, Handover handover) {
        tx.update(
                "INSERT INTO handover (id, role, since, at, leaving, coming, sheet, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                handover.id(),
                handover.role(),
                handover.since(),
                handover.at(),
                handover.leaving(),
                handover.coming(),
                handover.sheet(),
                handover.digest());
    }

    static Optional<Handover> find(Rows rows, long id) {
        return rows.one(SELECT + " WHERE id = ?", ShiftStore::handover, id);
    }

    static Optional<Handover> last(Rows rows, Role role) {
        return rows.one(SELECT + " WHERE role = ? ORDER BY id DESC LIMIT 1", ShiftStore::handover, role);
    }

    static List<Handover> newest(Rows rows, Role role, int most) {
        return rows.list(SELECT + " WHERE role = ? ORDER BY id DESC LIMIT ?", ShiftStore::handover, role, most);
    }

    private static Handover handover(ResultSet row) throws SQLException {
        return new Handover(
                row.getLong("id"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                Micros.toInstant(row.getLong("since")),
                Micros.toInstant(row.getLong("at")),
                row.getString("leaving"),
                row.getString("coming"),
                row.getString("sheet"),
                row.getString("digest"));
    }
}
