package dev.velocity.access;

import dev.velocity.platform.Database;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Unit;
import dev.velocity.platform.Writer;
import java.util.concurrent.locks.ReentrantLock;

/// Holds people, sessions and keys in memory, since every request and every reading asks about them.
///
/// The command line changes the same tables from another process, so a memory older than 250 ms is compared with the
/// database again by whoever asks next: one small query. Others meanwhile go on with what there was; but nobody is
/// answered from a memory older than 1 s, so a right taken away anywhere is gone within that second even when the disk
/// is slow.
final class Register {
    private static final long LOOK_AGAIN_NANOS = 250_000_000;
    private static final long TOO_OLD_NANOS = 1_000_000_000;
    private final Database database;
    private final Writer writer;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Seen seen;

    Register(Database database, Writer writer) {
        this.database = database;
        this.writer = writer;
        this.seen = new Seen(database.read(RegisterStore::snapshot), System.nanoTime());
    }

    /// @param at by the clock that only runs forward; the moment before the question was put to the database
    private record Seen(Snapshot snapshot, long at) {}

    /// As it stands; at most a second old, and never older than the last change made through this object.
    Snapshot now() {
        var last = seen;
        long age = System.nanoTime() - last.at();
        if (age < LOOK_AGAIN_NANOS) return last.snapshot();
        if (age < TOO_OLD_NANOS && !looking.tryLock()) return last.snapshot();
        if (!looking.isHeldByCurrentThread()) looking.lock();
        try {
            if (seen.at() == last.at()) look();
            return seen.snapshot();
        } finally {
            looking.unlock();
        }
    }

    /// Changes people, sessions or keys, and has read what became of it when it returns.
    <T> T change(Unit<T> unit) {
        T result = writer.write(unit);
        looking.lock();
        try {
            look();
        } finally {
            looking.unlock();
        }
        return result;
    }

    /// Notes something that takes no right away and gives none, such as when a key was last used; nobody waits for it.
    void note(Unit<Integer> unit) {
        var _ = writer.submit(unit);
    }

    <T> T read(java.util.function.Function<Rows, T> question) {
        return database.read(question);
    }

    private void look() {
        long at = System.nanoTime();
        var known = seen.snapshot();
        seen = new Seen(
                database.read(
                        rows -> RegisterStore.version(rows) == known.version() ? known : RegisterStore.snapshot(rows)),
                at);
    }
}
