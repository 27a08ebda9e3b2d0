package dev.velocity.access;

import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.time.Instant;
import java.util.List;

/// The table of sessions; nobody else touches it.
final class SessionStore {
    private SessionStore() {}

    static List<Snapshot.Stored> all(Rows rows) {
        return rows.list(
                "SELECT id, token, person, epoch, opened, seen, address, agent FROM session",
                row -> new Snapshot.Stored(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        Micros.toInstant(row.getLong(5)),
                        Micros.toInstant(row.getLong(6)),
                        row.getString(7),
                        row.getString(8)));
    }

    static void insert(Tx tx, Snapshot.Stored session) {
        tx.update(
                "INSERT INTO session (id, token, person, epoch, opened, seen, address, agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                session.id(),
                session.token(),
                session.person(),
                session.epoch(),
                session.opened(),
                session.seen(),
                session.address(),
                session.agent());
        RegisterStore.changed(tx);
    }

    static int delete(Tx tx, String id) {
        int gone = tx.update("DELETE FROM session WHERE id = ?", id);
        if (gone > 0) RegisterStore.changed(tx);
        return gone;
    }

    static int deleteOf(Tx tx, long person) {
        int gone = tx.update("DELETE FROM session WHERE person = ?", person);
        if (gone > 0) RegisterStore.changed(tx);
        return gone;
    }

    /// Keeps a person's newest `most` sessions.
    static void deleteBeyond(Tx tx, long person, int most) {
        tx.update("""
                DELETE FROM session WHERE person = ? AND id NOT IN
                (SELECT id FROM session WHERE person = ? ORDER BY opened DESC LIMIT ?)""", person, person, most);
    }

    static void deleteOver(Tx tx, Instant openedBefore, Instant seenBefore) {
        tx.update("DELETE FROM session WHERE opened < ? OR seen < ?", openedBefore, seenBefore);
    }

    static int seen(Tx tx, String id, Instant at) {
        return tx.update("UPDATE session SET seen = ? WHERE id = ? AND seen < ?", at, id, at);
    }
}
