package dev.velocity.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The one thread that changes durable state (house law 3). Any thread may submit.
///
/// Units that wait together share one commit, so an fsync is paid per group and not per unit. Each unit runs inside
/// a savepoint: one that throws is undone alone. Nobody is answered before the commit is on disk; then answers go
/// out first, and after them what the units asked to be told (live events), all in commit order.
///
/// A failed commit leaves it unknown what the disk kept, and an fsync that failed once may claim success the next
/// time without having written anything. So after an I/O error nothing is retried: everybody waiting is told
/// [NotWritten.Broken] and so is every later caller.
public final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int MOST_WAITING = 2_048;
    private static final int MOST_IN_GROUP = 256;
    private static final int BULK_IN_GROUP = 64;

    private final Connection connection;
    private final Statements statements;
    private final Tracing tracing;
    private final Settling settling;
    private final ConcurrentLinkedQueue<Job<?>> urgent = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Job<?>> bulk = new ConcurrentLinkedQueue<>();
    private final Semaphore urgentRoom = new Semaphore(MOST_WAITING);
    private final Semaphore bulkRoom = new Semaphore(MOST_WAITING);
    private final List<Runnable> foreignChange = new CopyOnWriteArrayList<>();
    private final AtomicBoolean sleeping = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean full;
    private volatile BooleanSupplier room = () -> false;
    private volatile NotWritten.@Nullable Broken broken;
    private long seenVersion = -1;

    public Writer(Database database) {
        this(database, Tracing.OFF);
    }

    /// @param tracing follows units that a followed request waits for
    public Writer(Database database, Tracing tracing) {
        this.tracing = tracing;
        try {
            connection = Database.connect(database.file());
            settling = new Settling(Database.connect(database.file()), this::settlingFailed);
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot open " + database.file() + " for writing: " + e.getMessage(), e);
        }
        statements = new Statements(connection);
        thread = Thread.ofPlatform().name("writer").start(this::work);
    }

    /// Queues a unit for people and timers: it goes before any waiting readings.
    public <T> CompletableFuture<T> submit(Unit<T> unit) {
        return enqueue(unit, urgent, urgentRoom);
    }

    /// Queues a unit of the mass of readings: first come, first served, behind what people do; refused while the disk
    /// is [#full].
    public <T> CompletableFuture<T> submitBulk(Unit<T> unit) {
        if (full) return CompletableFuture.failedFuture(new NotWritten.DiskFull(null));
        return enqueue(unit, bulk, bulkRoom);
    }

    /// Runs a unit and waits until it is on disk.
    ///
    /// @throws NotWritten when nothing was changed; anything else is what the unit itself threw
    public <T> T write(Unit<T> unit) {
        try {
            return submit(unit).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw e;
        }
    }

    /// Runs `told` on the writer's thread, before the next unit, whenever another process has changed the database:
    /// caches are then old.
    public void onForeignChange(Runnable told) {
        foreignChange.add(told);
    }

    /// Whether the disk is so full that what is left is kept for alerts.
    public boolean full() {
        return full;
    }

    void full(boolean is) {
        full = is;
    }

    /// @param room asked on the writer's thread to make room on a full disk; whether it did
    void whenFull(BooleanSupplier room) {
        this.room = room;
    }

    /// How many units are waiting.
    public int waiting() {
        return 2 * MOST_WAITING - urgentRoom.availablePermits() - bulkRoom.availablePermits();
    }

    /// Why no more changes are taken; null while all is well.
    public NotWritten.@Nullable Broken broken() {
        return broken;
    }

    /// Finishes what is queued, then stops.
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
            abandon(urgent);
            abandon(bulk);
            settling.close();
            statements.close();
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warn("closing the database: {}", e.getMessage());
        }
    }

    /// A unit that slipped in while the thread was ending gets its answer too.
    private static void abandon(ConcurrentLinkedQueue<Job<?>> queue) {
        for (Job<?> job; (job = queue.poll()) != null; )
            job.answer.completeExceptionally(new NotWritten.Busy("the server is stopping"));
    }

    private <T> CompletableFuture<T> enqueue(Unit<T> unit, ConcurrentLinkedQueue<Job<?>> queue, Semaphore room) {
        var job = new Job<>(unit, room, room.equals(bulkRoom), tracing.here());
        var dead = broken;
        if (dead != null) {
            job.answer.completeExceptionally(dead);
        } else if (closing) {
            job.answer.completeExceptionally(new NotWritten.Busy("the server is stopping"));
        } else if (!room.tryAcquire()) {
            job.answer.completeExceptionally(new NotWritten.Busy("too many changes are waiting for the disk"));
        } else {
            queue.add(job);
            if (sleeping.get()) LockSupport.unpark(thread);
        }
        return job.answer;
    }

    private void settlingFailed(SQLException why) {
        LOG.error("The disk failed while the log was moved; no more changes are taken until a restart", why);
        broken = new NotWritten.Broken("the disk failed while the log was moved: " + why.getMessage(), why);
    }

    private void work() {
        Precedence.comeFirst();
        var group = new ArrayList<Job<?>>(MOST_IN_GROUP);
        while (true) {
            take(group);
            if (group.isEmpty()) {
                if (closing) return;
                sleeping.set(true);
                if (urgent.isEmpty() && bulk.isEmpty() && !closing) LockSupport.park(this);
                sleeping.set(false);
                continue;
            }
            run(group);
            for (var job : group) job.room.release();
            group.clear();
        }
    }

    private void take(List<Job<?>> group) {
        Job<?> job;
        while (group.size() < MOST_IN_GROUP && (job = urgent.poll()) != null) group.add(job);
        int people = group.size();
        while (group.size() - people < BULK_IN_GROUP && (job = bulk.poll()) != null) group.add(job);
    }

    private void run(List<Job<?>> group) {
        var dead = broken;
        if (dead != null) {
            for (var job : group) job.answer.completeExceptionally(dead);
            return;
        }
        try {
            begin();
            for (var job : group) step(job);
            commit(group);
        } catch (RuntimeException | Error e) {
            // Also an Error: this thread is the only one that writes, and must not die with people waiting.
            var why = undo(group, e);
            boolean again = why instanceof NotWritten.DiskFull && room.getAsBoolean();
            for (var job : group) if (!again || job.bulk) job.answer.completeExceptionally(why);
            if (again) run(group.stream().filter(job -> !job.bulk).toList());
            return;
        }
        // Memory first: who is answered finds in it what they did. News last: a hundred screens that wake for it would
        // stand before whoever waits for the answer.
        for (var job : group) {
            tell(job, job.told);
            job.answerNow();
        }
        for (var job : group) tell(job, job.news);
    }

    private static void tell(Job<?> job, List<Runnable> listeners) {
        if (job.failure != null || listeners.isEmpty()) return;
        try (var _ = job.commit.enter()) {
            listeners.forEach(Writer::quietly);
        }
    }

    private void begin() {
        statements.execute("BEGIN IMMEDIATE");
        long version =
                statements.one("PRAGMA data_version", row -> row.getLong(1)).orElseThrow();
        if (seenVersion != version && seenVersion != -1) foreignChange.forEach(Writer::quietly);
        seenVersion = version;
    }

    /// Everybody's commit is the same one; each trace gets its own account of it.
    private void commit(List<Job<?>> group) {
        for (var job : group)
            job.commit = tracing.part(Tracing.Part.COMMIT, job.from).mark(Tracing.Mark.UNITS, group.size());
        boolean done = false;
        try {
            statements.execute("COMMIT");
            done = true;
        } finally {
            for (var job : group) {
                if (!done) job.commit.failed();
                job.commit.close();
            }
        }
    }

    private <T> void step(Job<T> job) {
        var part = tracing.part(Tracing.Part.UNIT, job.from);
        if (job.from.followed()) part.mark(Tracing.Mark.WAITED, (System.nanoTime() - job.queued) / 1_000);
        try (part;
                var _ = part.enter()) {
            stepInside(job);
            if (job.failure != null) part.failed();
        }
    }

    private <T> void stepInside(Job<T> job) {
        statements.execute("SAVEPOINT unit");
        try {
            job.result = job.unit.run(job);
            statements.execute("RELEASE unit");
        } catch (RuntimeException | Error e) {
            // A unit that overflowed the stack, or is wrong, is undone alone like any other that throws.
            if (e instanceof Statements.StatementFailure failure && endsTransaction(failure.why())) throw e;
            job.failure = e;
            statements.execute("ROLLBACK TO unit");
            statements.execute("RELEASE unit");
            job.undo.reversed().forEach(Writer::quietly);
            job.undo.clear();
        }
    }

    /// What whoever waits is to be told.
    private NotWritten undo(List<Job<?>> group, Throwable why) {
        try {
            statements.execute("ROLLBACK");
        } catch (RuntimeException | Error e) {
            LOG.debug("SQLite had rolled back by itself: {}", e.getMessage());
        }
        for (var job : group.reversed()) job.forget();
        var told = toldAs(why);
        if (told instanceof NotWritten.Broken dead) {
            broken = dead;
            LOG.error("The disk failed while committing; no more changes are taken until a restart", why);
        } else {
            LOG.warn("A commit of {} changes failed: {}", group.size(), why.getMessage());
        }
        return told;
    }

    private static NotWritten toldAs(Throwable why) {
        if (why instanceof Statements.StatementFailure failure && failure.why() instanceof SQLiteException lite) {
            int primary = lite.getResultCode().code & 0xff;
            if (primary == SQLiteErrorCode.SQLITE_FULL.code) return new NotWritten.DiskFull(why);
            if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code)
                return new NotWritten.Busy("another process holds the database");
        }
        return new NotWritten.Broken("the disk failed while committing: " + why.getMessage(), why);
    }

    /// Errors after which SQLite may have rolled the whole transaction back, so that no savepoint is left to return to.
    private static boolean endsTransaction(SQLException why) {
        if (!(why instanceof SQLiteException lite)) return true;
        int primary = lite.getResultCode().code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_FULL.code
                || primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_NOMEM.code
                || primary == SQLiteErrorCode.SQLITE_BUSY.code
                || primary == SQLiteErrorCode.SQLITE_INTERRUPT.code
                || primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                || primary == SQLiteErrorCode.SQLITE_READONLY.code;
    }

    /// A listener that throws must not stop the writer, nor the listeners behind it.
    private static void quietly(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a listener of the writer failed", e);
        }
    }

    /// A queued unit, and the transaction as that unit sees it.
    private final class Job<T> implements Tx {
        private final Unit<T> unit;
        private final Semaphore room;
        private final boolean bulk;
        private final Tracing.Place from;
        private final long queued = System.nanoTime();
        private Tracing.Step commit = Tracing.OFF.part(Tracing.Part.COMMIT);
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final List<Runnable> told = new ArrayList<>(1);
        private final List<Runnable> news = new ArrayList<>(0);
        private final List<Runnable> undo = new ArrayList<>(1);
        private @Nullable T result;
        private @Nullable Throwable failure;

        private Job(Unit<T> unit, Semaphore room, boolean bulk, Tracing.Place from) {
            this.unit = unit;
            this.room = room;
            this.bulk = bulk;
            this.from = from;
        }

        /// Undoes what it did in memory, so that it can be run again.
        private void forget() {
            undo.reversed().forEach(Writer::quietly);
            undo.clear();
            told.clear();
            news.clear();
            result = null;
            failure = null;
        }

        @SuppressWarnings("NullAway") // a unit may answer null only if its own type says so
        private void answerNow() {
            if (failure == null) answer.complete(result);
            else answer.completeExceptionally(failure);
        }

        @Override
        public int update(String sql, @Nullable Object... args) {
            return statements.update(sql, args);
        }

        @Override
        public <R> List<R> list(String sql, Read<R> read, @Nullable Object... args) {
            return statements.list(sql, read, args);
        }

        @Override
        public <R> java.util.Optional<R> one(String sql, Read<R> read, @Nullable Object... args) {
            return statements.one(sql, read, args);
        }

        @Override
        public void forEach(String sql, Each each, @Nullable Object... args) {
            statements.forEach(sql, each, args);
        }

        @Override
        public void afterCommit(Runnable listener) {
            told.add(listener);
        }

        @Override
        public void afterAnswer(Runnable listener) {
            news.add(listener);
        }

        @Override
        public void onRollback(Runnable listener) {
            undo.add(listener);
        }
    }
}
