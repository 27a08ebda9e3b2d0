package dev.velocity.history;

import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The tables journal, journal_segment, journal_sensor, snapshot, snapshot_part and keyframe; nobody else touches them.
///
/// Rows up to the newest segment's last are in segments, and no part of the journal any more: they are about to be
/// deleted, but for the newest of them, from which numbers go on.
final class JournalStore {
    private static final String SEGMENTED = "(SELECT segments FROM packed)";

    private static final int MOST_AT_ONCE = 512;
    private static final int BYTES_AT_ONCE = 1 << 18;

    private JournalStore() {}

    /// Takes a row of the journal as it is read.
    interface Each {
        void take(long id, long arrived, Entry entry);
    }

    /// A room's memory as of a journal row.
    @SuppressWarnings("ArrayRecordComponent") // handed straight on
    record Kept(long journal, byte[] data) {}

    /// A row that is in no segment yet, as it is stored.
    @SuppressWarnings("ArrayRecordComponent") // handed straight on
    record Stored(long id, long arrived, byte[] data) {}

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

    /// All that came after row `id`, in order.
    static void after(Rows rows, long id, Each each) {
        rows.forEach(
                "SELECT data FROM journal_segment WHERE last_id > ? ORDER BY last_id",
                found -> {
                    for (var row : Segment.decode(found.getBytes(1)))
                        if (row.id() > id) each.take(row.id(), row.arrived(), row.entry());
                },
                id);
        rows.forEach(
                "SELECT id, arrived, data FROM journal WHERE id > ? AND id > " + SEGMENTED + " ORDER BY id",
                row -> each.take(row.getLong(1), row.getLong(2), Entry.decode(row.getBytes(3))),
                id);
    }

    /// At most `most` rows that are in no segment, from behind `id` up to and including `to`.
    static List<Stored> rows(Rows rows, long id, long to, int most) {
        return rows.list(
                "SELECT id, arrived, data FROM journal WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
                row -> new Stored(row.getLong(1), row.getLong(2), row.getBytes(3)),
                id,
                to,
                most);
    }

    static void keepSegment(Tx tx, List<Segment.Row> rows, int readings, byte[] data) {
        tx.update(
                """
                INSERT INTO journal_segment (last_id, first_id, first_arrived, last_arrived, readings, data)
                    VALUES (?, ?, ?, ?, ?, ?)""",
                rows.getLast().id(),
                rows.getFirst().id(),
                rows.getFirst().arrived(),
                rows.getLast().arrived(),
                readings,
                data);
    }

    /// How many rows that are in segments can be deleted at once without keeping anybody waiting.
    static int forgettable(Rows rows) {
        var sizes = rows.list(
                "SELECT length(data) FROM journal WHERE id < " + SEGMENTED + " ORDER BY id LIMIT " + MOST_AT_ONCE,
                row -> row.getInt(1));
        int bytes = 0;
        int count = 0;
        for (int size : sizes) {
            if (count > 0 && bytes + size > BYTES_AT_ONCE) break;
            bytes += size;
            count++;
        }
        return count;
    }

    /// Deletes rows that are in segments: the oldest `most`; how many there were.
    static int forgetRows(Tx tx, int most) {
        return tx.update(
                "DELETE FROM journal WHERE id IN (SELECT id FROM journal WHERE id < " + SEGMENTED
                        + " ORDER BY id LIMIT ?)",
                most);
    }

    /// The oldest segment with rows behind row `id`.
    static Optional<byte[]> segment(Rows rows, long id) {
        return rows.one(
                "SELECT data FROM journal_segment WHERE last_id > ? ORDER BY last_id LIMIT 1",
                row -> row.getBytes(1),
                id);
    }

    /// When the newest row with readings came that came before `at`.
    static Optional<Long> arrivalBefore(Rows rows, long at) {
        return rows.one(
                        "SELECT arrived FROM journal WHERE id > " + SEGMENTED
                                + " AND arrived < ? AND count > 0 ORDER BY id DESC LIMIT 1",
                        row -> row.getLong(1),
                        at)
                .or(() -> segmented(
                                rows,
                                "SELECT data FROM journal_segment WHERE first_arrived < ? AND readings > 0"
                                        + " ORDER BY last_id DESC LIMIT 2",
                                at)
                        .filter(arrived -> arrived < at)
                        .max(Comparator.naturalOrder()));
    }

    /// When the oldest row with readings came that came after `at`.
    static Optional<Long> arrivalAfter(Rows rows, long at) {
        return segmented(
                        rows,
                        "SELECT data FROM journal_segment WHERE last_arrived > ? AND readings > 0"
                                + " ORDER BY last_id LIMIT 2",
                        at)
                .filter(arrived -> arrived > at)
                .min(Comparator.naturalOrder())
                .or(() -> rows.one(
                        "SELECT arrived FROM journal WHERE id > " + SEGMENTED
                                + " AND arrived > ? AND count > 0 ORDER BY id LIMIT 1",
                        row -> row.getLong(1),
                        at));
    }

    /// When readings came that are in the segments a query finds.
    private static Stream<Long> segmented(Rows rows, String query, long at) {
        return rows.list(query, row -> row.getBytes(1), at).stream()
                .flatMap(data -> Segment.decode(data).stream())
                .filter(row -> row.entry() instanceof Entry.Arrivals)
                .map(Segment.Row::arrived);
    }

    /// When a row came that is in no segment, or is the newest of one.
    static Optional<Long> arrived(Rows rows, long id) {
        return rows.one("SELECT arrived FROM journal WHERE id = ?", row -> row.getLong(1), id);
    }

    /// The number of the oldest row that is still there, or of the next one that will come.
    static long oldest(Rows rows) {
        return rows.one(
                        "SELECT coalesce((SELECT min(first_id) FROM journal_segment), " + SEGMENTED + " + 1)",
                        row -> row.getLong(1))
                .orElseThrow();
    }

    /// How many readings segments hold behind row `id`.
    static long segmentedSince(Rows rows, long id) {
        return rows.one(
                        "SELECT coalesce(sum(readings), 0) FROM journal_segment WHERE last_id > ?",
                        row -> row.getLong(1),
                        id)
                .orElse(0L);
    }

    /// A keyframe as it is stored.
    @SuppressWarnings("ArrayRecordComponent") // handed straight on
    record Frame(long journal, long arrived, byte[] history, byte[] rules) {}

    /// The newest keyframe of that moment or before, behind which no row is missing.
    static Optional<Frame> keyframe(Rows rows, long at) {
        return rows.one("""
                SELECT journal, arrived, history, rules FROM keyframe WHERE arrived <= ? AND journal >= ?
                    ORDER BY arrived DESC, journal DESC LIMIT 1""", JournalStore::frame, at, oldest(rows) - 1);
    }

    /// Where a keyframe stands.
    record Place(long journal, long arrived) {}

    /// Where the newest keyframe stands behind which no row is missing.
    static Optional<Place> newestKeyframe(Rows rows) {
        return rows.one(
                "SELECT journal, arrived FROM keyframe WHERE journal >= ? ORDER BY arrived DESC, journal DESC LIMIT 1",
                row -> new Place(row.getLong(1), row.getLong(2)),
                oldest(rows) - 1);
    }

    /// When the oldest keyframe was taken behind which no row is missing.
    static Optional<Long> oldestKeyframe(Rows rows) {
        return rows.one(
                "SELECT arrived FROM keyframe WHERE journal >= ? ORDER BY journal LIMIT 1",
                row -> row.getLong(1),
                oldest(rows) - 1);
    }

    private static Frame frame(ResultSet row) throws SQLException {
        return new Frame(row.getLong(1), row.getLong(2), row.getBytes(3), row.getBytes(4));
    }

    static void keepKeyframe(Tx tx, Frame frame) {
        tx.update(
                "INSERT INTO keyframe (journal, arrived, history, rules) VALUES (?, ?, ?, ?)",
                frame.journal,
                frame.arrived,
                frame.history,
                frame.rules);
    }

    /// Deletes the oldest segment when all of it came before `arrived`; whether there was one.
    static boolean forgetSegment(Tx tx, long arrived) {
        return tx.update("""
                        DELETE FROM journal_segment WHERE last_arrived < ?
                            AND last_id = (SELECT min(last_id) FROM journal_segment)""", arrived) > 0;
    }

    /// Deletes keyframes behind which rows are missing.
    static int forgetKeyframes(Tx tx) {
        return tx.update("DELETE FROM keyframe WHERE journal < ?", oldest(tx) - 1);
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
                        room)
                .map(kept ->
                        kept.data().length > 0 ? kept : new Kept(kept.journal(), parts(rows, room, kept.journal())));
    }

    private static byte[] parts(Rows rows, String room, long journal) {
        return Squeezed.open(rows.list(
                        "SELECT data FROM snapshot_part WHERE room = ? AND journal = ? ORDER BY part",
                        row -> row.getBytes(1),
                        room,
                        journal)
                .toArray(byte[][]::new));
    }

    /// Up to which row the snapshot knows; 0 when there is none.
    static long snapshotAt(Rows rows, String room) {
        return rows.one("SELECT journal FROM snapshot WHERE room = ?", row -> row.getLong(1), room)
                .orElse(0L);
    }

    static void keepPart(Tx tx, String room, long journal, int part, byte[] data) {
        tx.update(
                "INSERT INTO snapshot_part (room, journal, part, data) VALUES (?, ?, ?, ?)", room, journal, part, data);
    }

    /// Says that all parts of a snapshot are there.
    static void keep(Tx tx, String room, long journal) {
        tx.update("""
                INSERT INTO snapshot (room, journal, data) VALUES (?, ?, x'')
                    ON CONFLICT (room) DO UPDATE SET journal = excluded.journal, data = excluded.data""", room, journal);
    }

    /// Deletes at most `most` parts that belong to no complete snapshot; how many there were.
    static int forgetParts(Tx tx, int most) {
        return tx.update("""
                DELETE FROM snapshot_part WHERE rowid IN (
                    SELECT rowid FROM snapshot_part AS part WHERE NOT EXISTS (
                        SELECT 1 FROM snapshot WHERE snapshot.room = part.room AND snapshot.journal = part.journal)
                    LIMIT ?)""", most);
    }
}
