package dev.velocity.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Moves what has been committed from the write-ahead log into the database file, beside the writer and not in its way.
///
/// SQLite would do so in the commit that makes the log a thousand pages long, and whoever waits for that commit would
/// wait for a flush of them all. Nothing depends on it: what is committed is in the log, on disk. Should this thread
/// fall behind, the writer's connection moves them after all, as SQLite does ([Database#LONGEST_LOG]).
final class Settling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    private static final Duration LOOK = Duration.ofMillis(50);
    /// A page that changes again before it is moved is moved once: under load, most are the same few. With 1,000 a
    /// command's p99 was half as long again as with 8,000; more than this would eat into what a full disk leaves.
    private static final int MANY_PAGES = 4_000;

    private final Connection connection;
    private final Consumer<SQLException> broken;
    private final Thread thread;
    private volatile boolean closing;

    /// @param broken told once when the disk failed; nothing is moved from then on, because a flush that failed may
    ///     claim success the next time, and what was not written would be taken out of the log
    Settling(Connection connection, Consumer<SQLException> broken) {
        this.connection = connection;
        this.broken = broken;
        thread = Thread.ofPlatform().name("settling").daemon().start(this::work);
    }

    private void work() {
        while (!closing) {
            LockSupport.parkNanos(this, LOOK.toNanos());
            try {
                if (!closing && waiting("NOOP") > MANY_PAGES) waiting("PASSIVE");
            } catch (SQLException e) {
                if (e instanceof SQLiteException lite
                        && (lite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_IOERR.code) {
                    broken.accept(e);
                    return;
                }
                // Full, or held by somebody else: later.
                LOG.debug("the log was not moved: {}", e.getMessage());
            }
        }
    }

    /// How many pages of the log are not in the file, after what `mode` does about it.
    private int waiting(String mode) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return row.next() ? row.getInt(2) - row.getInt(3) : 0;
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.debug("closing the database: {}", e.getMessage());
        }
    }
}
