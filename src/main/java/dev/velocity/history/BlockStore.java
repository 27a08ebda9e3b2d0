package dev.velocity.history;

import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.util.List;
import java.util.Optional;

/// The tables block, rollup and packed; nobody else touches them.
final class BlockStore {
    private static final String HEADS = "SELECT start, last_at, count, finest, written FROM block WHERE sensor = ?";
    /// The block that covers an instant begins at or before it; the ones before that end before it.
    private static final String FROM =
            " AND start >= coalesce((SELECT max(start) FROM %1$s WHERE sensor = ?%2$s AND start <= ?), ?) AND start < ?"
                    + " AND last_at >= ?";

    private static final String BETWEEN = FROM.formatted("block", "");
    private static final String HEADS_BETWEEN = HEADS + BETWEEN + " ORDER BY start";
    private static final String HEADS_ALONE = HEADS + BETWEEN + " AND finest > ? ORDER BY start";
    private static final String MARKED =
            "SELECT count(*), coalesce(sum(count), 0), coalesce(sum(written), 0), coalesce(min(start), 0) FROM block"
                    + " WHERE sensor = ?" + BETWEEN;
    private static final String ROLLUPS_BETWEEN =
            "SELECT start, last_at, data FROM rollup WHERE sensor = ? AND minutes = ?"
                    + FROM.formatted("rollup", " AND minutes = ?") + " ORDER BY start";

    private static final int BLOCKS_AT_ONCE = 4;
    private static final int ROLLUPS_AT_ONCE = 200;

    private BlockStore() {}

    /// What is known of a block without reading it.
    ///
    /// @param finest minutes of the finest rollup it has; [Integer#MAX_VALUE] when it has none
    /// @param written the journal's row up to which it knows
    record Head(long start, long lastAt, int count, int finest, long written) {}

    /// Numbers of the blocks of a span together, of which one is another whenever one of them is: one that takes
    /// another's place knows of later rows of the journal.
    record Marked(long blocks, long readings, long written, long start) {}

    /// A stored rollup.
    @SuppressWarnings("ArrayRecordComponent") // handed straight on
    record Stretch(long start, long lastAt, byte[] data) {}

    /// Up to which row of the journal all is in blocks, and in segments.
    record Packed(long blocks, long segments) {}

    /// Blocks with readings from `first` up to but not including `end`, oldest first.
    static List<Head> heads(Rows rows, int sensor, long first, long end) {
        return rows.list(HEADS_BETWEEN, BlockStore::head, sensor, sensor, first, first, end, first);
    }

    /// Of these, the ones that have no rollup in stretches of so many minutes, which is one of [Packing#COARSER]. All
    /// others have theirs: no rollup is forgotten before its block (velocity.keep).
    static List<Head> alone(Rows rows, int sensor, int minutes, long first, long end) {
        return rows.list(HEADS_ALONE, BlockStore::head, sensor, sensor, first, first, end, first, minutes);
    }

    /// What is known of all of them together.
    static Marked marked(Rows rows, int sensor, long first, long end) {
        return rows.one(
                        MARKED,
                        row -> new Marked(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        sensor,
                        sensor,
                        first,
                        first,
                        end,
                        first)
                .orElseThrow();
    }

    /// How many readings are in blocks that lie within the span with all they hold.
    static long within(Rows rows, int sensor, long first, long end) {
        return rows.one(
                        "SELECT coalesce(sum(count), 0) FROM block WHERE sensor = ? AND start >= ? AND start < ?"
                                + " AND last_at < ?",
                        row -> row.getLong(1),
                        sensor,
                        first,
                        end,
                        end)
                .orElseThrow();
    }

    /// The newest block of the sensor that begins at or before `at`.
    static Optional<Head> before(Rows rows, int sensor, long at) {
        return rows.one(HEADS + " AND start <= ? ORDER BY start DESC LIMIT 1", BlockStore::head, sensor, at);
    }

    /// Where the sensor's next block after `at` begins.
    static Optional<Long> next(Rows rows, int sensor, long at) {
        return rows.one(
                "SELECT start FROM block WHERE sensor = ? AND start > ? ORDER BY start LIMIT 1",
                row -> row.getLong(1),
                sensor,
                at);
    }

    /// Where the sensor's oldest block begins whose rollups will outlive it.
    static Optional<Long> oldest(Rows rows, int sensor) {
        return rows.one(
                "SELECT start FROM block WHERE sensor = ? AND finest <= ? ORDER BY start LIMIT 1",
                row -> row.getLong(1),
                sensor,
                Packing.COARSER.getFirst());
    }

    /// The newest instant of which only a rollup tells, of rollups that begin from `first` up to and including `last`.
    static Optional<Long> outlivedTo(Rows rows, int sensor, long first, long last) {
        return rows.list("""
                        SELECT max(last_at) FROM rollup WHERE sensor = ? AND minutes = ? AND start >= ? AND start <= ?
                            AND NOT EXISTS (SELECT 1 FROM block
                                WHERE block.sensor = rollup.sensor AND block.start = rollup.start)
                            HAVING count(*) > 0""", row -> row.getLong(1), sensor, Packing.COARSER.getFirst(), first, last).stream()
                .findFirst();
    }

    static byte[] data(Rows rows, int sensor, long start) {
        return rows.one("SELECT data FROM block WHERE sensor = ? AND start = ?", row -> row.getBytes(1), sensor, start)
                .orElseThrow();
    }

    static byte[] minutes(Rows rows, int sensor, long start) {
        return rows.one(
                        "SELECT minutes FROM block WHERE sensor = ? AND start = ?",
                        row -> row.getBytes(1),
                        sensor,
                        start)
                .orElseThrow();
    }

    static List<Stretch> rollups(Rows rows, int sensor, int minutes, long first, long end) {
        return rows.list(
                ROLLUPS_BETWEEN,
                row -> new Stretch(row.getLong(1), row.getLong(2), row.getBytes(3)),
                sensor,
                minutes,
                sensor,
                minutes,
                first,
                first,
                end,
                first);
    }

    static void keep(Tx tx, int sensor, Packing.Piece piece, long written) {
        tx.update(
                """
                INSERT INTO block (sensor, start, last_at, count, finest, written, minutes, data)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (sensor, start) DO UPDATE SET last_at = excluded.last_at, count = excluded.count,
                        finest = excluded.finest, written = excluded.written, minutes = excluded.minutes,
                        data = excluded.data""",
                sensor,
                piece.start(),
                piece.lastAt(),
                piece.count(),
                piece.finest(),
                written,
                piece.minutes().orElse(null),
                piece.data());
        tx.update(
                "DELETE FROM rollup WHERE sensor = ? AND start = ? AND minutes < ?",
                sensor,
                piece.start(),
                piece.finest());
        piece.coarser()
                .forEach((minutes, data) ->
                        tx.update("""
                INSERT INTO rollup (sensor, minutes, start, last_at, written, data) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (sensor, minutes, start) DO UPDATE SET last_at = excluded.last_at,
                        written = excluded.written, data = excluded.data""", sensor, minutes, piece.start(), piece.lastAt(), written, data));
    }

    /// Deletes a block with its rollups: what it held is in another.
    static void remove(Tx tx, int sensor, long start) {
        tx.update("DELETE FROM block WHERE sensor = ? AND start = ?", sensor, start);
        for (int minutes : Packing.COARSER)
            tx.update("DELETE FROM rollup WHERE sensor = ? AND minutes = ? AND start = ?", sensor, minutes, start);
    }

    /// Deletes a few blocks whose readings are all older than `old`, and a few rollups that are all older than `older`;
    /// how many rows. A block without a rollup that could stand for it stays as long as rollups do.
    static int forget(Tx tx, int sensor, long old, long older) {
        return tx.update("""
                        DELETE FROM block WHERE sensor = ? AND start IN (SELECT start FROM block WHERE sensor = ?
                            AND start < ? AND (last_at < ? OR (last_at < ? AND finest <= ?)) ORDER BY start LIMIT ?)""", sensor, sensor, old, older, old, Packing.COARSER.getFirst(), BLOCKS_AT_ONCE)
                + tx.update("""
                        DELETE FROM rollup WHERE sensor = ? AND last_at < ? AND start IN (SELECT start FROM rollup
                            WHERE sensor = ? AND start < ? AND last_at < ? ORDER BY start LIMIT ?)""", sensor, older, sensor, older, older, ROLLUPS_AT_ONCE);
    }

    static Packed packed(Rows rows) {
        return rows.one("SELECT blocks, segments FROM packed", row -> new Packed(row.getLong(1), row.getLong(2)))
                .orElseThrow();
    }

    static void packedTo(Tx tx, long blocks) {
        tx.update("UPDATE packed SET blocks = ?", blocks);
    }

    static void segmentedTo(Tx tx, long segments) {
        tx.update("UPDATE packed SET segments = ?", segments);
    }

    private static Head head(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Head(row.getLong(1), row.getLong(2), row.getInt(3), row.getInt(4), row.getLong(5));
    }
}
