package dev.velocity.history;

import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables journal, journal_sensor and snapshot; nobody else touches them.
final class JournalStore {
    private JournalStore() {}

    /// Takes a journal row as it is read.
    interface Row {
        void take(long id, long arrived, byte[] data);
    }

    /// A room's memory as of a journal row.
    @SuppressWarnings("ArrayRecordComponent") // handed straight on
    record Kept(long journal, byte[] data) {}

    static void append(Tx tx, long arrived, long first, long last, int count, byte[] data) {
        tx.update(
                "INSERT INTO journal (arrived, first_at, last_at, count, data) VALUES (?, ?, ?, ?, ?)",
                arrived,
                first,
                last,
                count,
                data);
    }

    static long newest(Rows rows) {
        return rows.one("SELECT coalesce(max(id), 0) FROM journal", row -> row.getLong(1))
                .orElse(0L);
    }

    static void after(Rows rows, long id, Row each) {
        rows.forEach(
                "SELECT id, arrived, data FROM journal WHERE id > ? ORDER BY id",
                row -> each.take(row.getLong(1), row.getLong(2), row.getBytes(3)),
                id);
    }

    /// Rows that hold a reading between the two instants, both included.
    static void between(Rows rows, long from, long to, Row each) {
        rows.forEach(
                "SELECT id, arrived, data FROM journal WHERE last_at >= ? AND first_at <= ? AND count > 0 ORDER BY id",
                row -> each.take(row.getLong(1), row.getLong(2), row.getBytes(3)),
                from,
                to);
    }

    /// Rows whose readings span the instant.
    static List<Long> holding(Rows rows, long at) {
        return rows.list(
                "SELECT id FROM journal WHERE last_at >= ? AND first_at <= ? AND count > 0 ORDER BY id",
                row -> row.getLong(1),
                at,
                at);
    }

    static byte[] data(Rows rows, long id) {
        return rows.one("SELECT data FROM journal WHERE id = ?", row -> row.getBytes(1), id)
                .orElseThrow();
    }

    static Map<String, Integer> numbers(Rows rows) {
        var numbers = new HashMap<String, Integer>();
        rows.forEach("SELECT sensor, number FROM journal_sensor", row -> numbers.put(row.getString(1), row.getInt(2)));
        return numbers;
    }

    static void number(Tx tx, String sensor, int number) {
        tx.update("INSERT INTO journal_sensor (number, sensor) VALUES (?, ?)", number, sensor);
    }

    static Optional<Kept> snapshot(Rows rows, String room) {
        return rows.one(
                "SELECT journal, data FROM snapshot WHERE room = ?",
                row -> new Kept(row.getLong(1), row.getBytes(2)),
                room);
    }

    static void keep(Tx tx, String room, long journal, byte[] data) {
        tx.update("""
                INSERT INTO snapshot (room, journal, data) VALUES (?, ?, ?)
                    ON CONFLICT (room) DO UPDATE SET journal = excluded.journal, data = excluded.data""", room, journal, data);
    }
}
