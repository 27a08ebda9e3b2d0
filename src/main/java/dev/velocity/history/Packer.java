package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.NotWritten;
import dev.velocity.platform.Settings;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Unit;
import dev.velocity.platform.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves readings from the journal into blocks with their rollups, and rows of the journal into segments, while the
/// server goes on.
///
/// All that is reading, sorting and packing happens here, outside the writer's thread; what the writer gets are small
/// units that only insert. A kill at any point loses nothing and doubles nothing: what a round has moved is in blocks
/// *and* in the journal until the round's last unit says that it is in blocks, a reading is known by its instant, and a
/// block is always made of what it held and what came.
final class Packer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Packer.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    /// With many readings in memory it is time, and with few after a while.
    private static final Duration A_WHILE = Duration.ofHours(1);
    /// About so many bytes are inserted or deleted in a unit, so that nobody waits long behind it.
    private static final int BYTES_IN_A_UNIT = 1 << 17;
    /// And about so many blocks: with its rollups and indexes one takes some 25 µs, however small it is.
    private static final int BLOCKS_IN_A_UNIT = 64;

    private static final Duration BETWEEN_KEYFRAMES = Duration.ofHours(6);
    private static final long READINGS_BETWEEN_KEYFRAMES = 2_000_000;
    private static final int READINGS_IN_A_SEGMENT = 1 << 17;
    private static final int ROWS_AT_ONCE = 64;

    private final Database database;
    private final Writer writer;
    private final Readings readings;
    private final Settings settings;
    private final InstantSource clock;
    private final BooleanSupplier enough;
    private final Thread thread;
    private volatile boolean closing;
    private long worked;
    private long forgot;

    /// @param enough asked before each unit of work; when it says so, a round ends there
    Packer(
            Database database,
            Writer writer,
            Readings readings,
            Settings settings,
            InstantSource clock,
            BooleanSupplier enough) {
        this.database = database;
        this.writer = writer;
        this.readings = readings;
        this.settings = settings;
        this.clock = clock;
        this.enough = enough;
        thread = Thread.ofPlatform().name("packer").daemon().unstarted(this::work);
    }

    /// Begins to work by itself.
    void start() {
        worked = System.nanoTime();
        forgot = worked;
        thread.start();
    }

    /// Moves what there is now.
    ///
    /// @throws NotWritten when the writer would not; the next round goes on from there
    void pack() {
        var begun = new CompletableFuture<Turn>();
        write(tx -> {
            readings.turn(tx, begun);
            return true;
        });
        var turn = begun.join();
        if (turn.size() > 0) {
            var keep = new Keep(turn.to());
            for (int number = 0; number < turn.runs().size(); number++)
                pack(number, turn.runs().get(number), keep);
            keep.flush();
        }
        write(tx -> {
            BlockStore.packedTo(tx, turn.to());
            tx.afterCommit(() -> readings.packed(turn));
            return true;
        });
        segment(turn.to());
    }

    /// Stops soon, in the middle of a round if need be.
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            // One that was never started is not waited for.
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (!closing) {
            LockSupport.parkNanos(this, LOOK.toNanos());
            long unpacked = readings.unpacked();
            boolean due = unpacked >= settings.unpacked() || (unpacked > 0 && isLongAgo(worked));
            try {
                if (due && !closing) {
                    pack();
                    worked = System.nanoTime();
                }
                if (isLongAgo(forgot) && !closing) {
                    forgot = System.nanoTime();
                    forget();
                }
            } catch (NotWritten | Stopped | CancellationException e) {
                LOG.debug("a round of packing was not finished: {}", e.getMessage());
            } catch (RuntimeException e) {
                // Nothing is lost by it, but nobody should wonder why the journal grows.
                LOG.error("a round of packing failed", e);
                worked = System.nanoTime();
            }
        }
    }

    private static boolean isLongAgo(long then) {
        return System.nanoTime() - then > A_WHILE.toNanos();
    }

    private void pack(int number, Run run, Keep keep) {
        for (int i = 0; i < run.size(); ) {
            int place = i;
            record Found(Covering covering, Run run) {}
            var found = database.read(rows -> {
                var covering = Covering.find(rows, number, run.at(place)).toPack(rows, number, run, place);
                return new Found(covering, covering.read(rows, number));
            });
            if (run.at(i) < found.covering.from()) {
                int behind = run.find(found.covering.from());
                LOG.info("{} readings came when the readings of their time had been forgotten", behind - i);
                i = behind;
                continue;
            }
            // So many that what a block is cut into fits one unit: the parts belong together.
            int end = Math.min(run.find(found.covering.to()), i + Packing.MOST);
            // Of two readings at an instant the one that was kept first stays.
            var all = found.run.with(run.part(i, end));
            if (all.size() > found.run.size())
                keep.add(
                        number,
                        found.covering.blocks(),
                        Packing.pieces(found.covering.from(), all, found.covering.newest()));
            // The next block of this sensor depends on the ones that wait to be written.
            if (end < run.size()) keep.flush();
            i = end;
        }
    }

    /// Puts rows that are in blocks, and that no start needs any more, into segments.
    private void segment(long packed) {
        long from = database.read(rows -> BlockStore.packed(rows).segments());
        long to = Math.min(packed, database.read(rows -> JournalStore.snapshotAt(rows, Readings.HISTORY)));
        while (from < to && !closing) {
            var rows = rows(from, to);
            if (rows.isEmpty()) break;
            int size = rows.stream().mapToInt(row -> row.entry().size()).sum();
            var data = Segment.encode(rows);
            write(tx -> {
                JournalStore.keepSegment(tx, rows, size, data);
                BlockStore.segmentedTo(tx, rows.getLast().id());
                return true;
            });
            from = rows.getLast().id();
        }
        forgetRows();
        frame();
    }

    /// Keeps what memory held at the newest snapshot, when there is much behind the last one that was kept.
    private void frame() {
        var frame = database.read(rows -> {
            long journal = JournalStore.snapshotAt(rows, Readings.HISTORY);
            var arrived = JournalStore.arrived(rows, journal);
            var before = JournalStore.newestKeyframe(rows);
            if (arrived.isEmpty() || JournalStore.snapshotAt(rows, Readings.RULES) != journal)
                return Optional.<JournalStore.Frame>empty();
            boolean due = before.isEmpty()
                    || arrived.get() - before.get().arrived() >= Micros.of(Instant.EPOCH.plus(BETWEEN_KEYFRAMES))
                    || JournalStore.segmentedSince(rows, before.get().journal()) >= READINGS_BETWEEN_KEYFRAMES;
            // What they hold is read only then: of many sensors it is much.
            return due && before.filter(kept -> kept.journal() >= journal).isEmpty()
                    ? JournalStore.snapshot(rows, Readings.HISTORY)
                            .flatMap(history -> JournalStore.snapshot(rows, Readings.RULES)
                                    .map(rules -> new JournalStore.Frame(
                                            journal, arrived.get(), history.data(), rules.data())))
                    : Optional.<JournalStore.Frame>empty();
        });
        frame.ifPresent(found -> {
            var newest =
                    Memory.read(found.history()).stream().map(Memory::newest).toList();
            var kept = new JournalStore.Frame(
                    found.journal(), found.arrived(), Squeezed.of(Memory.write(newest)), Squeezed.of(found.rules()));
            write(tx -> {
                JournalStore.keepKeyframe(tx, kept);
                return true;
            });
        });
    }

    /// Deletes what is older than it is to be kept, a little at a time.
    void forget() {
        var keep = settings.keep();
        long journal = Micros.of(clock.instant().minus(keep.journal()));
        while (write(tx -> JournalStore.forgetSegment(tx, journal))) {}
        write(JournalStore::forgetKeyframes);
        var numbers = database.read(JournalStore::numbers);
        for (var sensor : numbers.entrySet()) {
            int number = sensor.getValue();
            var now = readings.now(sensor.getKey(), number, clock.instant());
            long old = Micros.of(now.minus(keep.readings()));
            long older = Micros.of(now.minus(keep.rollups()));
            while (write(tx -> {
                        readings.changed(number);
                        return BlockStore.forget(tx, number, old, older);
                    })
                    > 0) {}
        }
    }

    private List<Segment.Row> rows(long from, long to) {
        var rows = new ArrayList<Segment.Row>();
        long behind = from;
        int size = 0;
        while (rows.size() + ROWS_AT_ONCE <= Segment.MOST_ROWS && size < READINGS_IN_A_SEGMENT) {
            long after = behind;
            var stored = database.read(found -> JournalStore.rows(found, after, to, ROWS_AT_ONCE));
            if (stored.isEmpty()) break;
            for (var row : stored) {
                var entry = Entry.decode(row.data());
                if (!rows.isEmpty() && row.id() != behind + 1) return rows;
                if (size > 0 && size + entry.size() > Segment.MOST) return rows;
                rows.add(new Segment.Row(row.id(), row.arrived(), entry));
                size += entry.size();
                behind = row.id();
            }
        }
        return rows;
    }

    private void forgetRows() {
        while (!closing) {
            int most = database.read(JournalStore::forgettable);
            if (most == 0) return;
            write(tx -> JournalStore.forgetRows(tx, most));
        }
    }

    private <T> T write(Unit<T> unit) {
        if (closing || enough.getAsBoolean()) throw new Stopped();
        try {
            return writer.submitBulk(unit).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof NotWritten refused) throw refused;
            throw e;
        }
    }

    /// The server stops in the middle of a round.
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Blocks that wait to be written, a few sensors at a time.
    private final class Keep {
        private record Waiting(int number, List<BlockStore.Head> before, List<Packing.Piece> pieces) {}

        private final long written;
        private List<Waiting> waiting = new ArrayList<>();
        private int bytes;
        private int blocks;

        Keep(long written) {
            this.written = written;
        }

        /// @param before the blocks that these stand for
        void add(int number, List<BlockStore.Head> before, List<Packing.Piece> pieces) {
            waiting.add(new Waiting(number, before, pieces));
            for (var piece : pieces) bytes += piece.bytes();
            blocks += pieces.size();
            if (bytes >= BYTES_IN_A_UNIT || blocks >= BLOCKS_IN_A_UNIT) flush();
        }

        void flush() {
            if (waiting.isEmpty()) return;
            var now = waiting;
            waiting = new ArrayList<>();
            bytes = 0;
            blocks = 0;
            write(tx -> keep(tx, now));
        }

        private boolean keep(Tx tx, List<Waiting> now) {
            for (var one : now) {
                // The first is written over.
                for (var head : one.before.stream().skip(1).toList()) BlockStore.remove(tx, one.number, head.start());
                for (var piece : one.pieces) BlockStore.keep(tx, one.number, piece, written);
                readings.changed(one.number);
            }
            return true;
        }
    }
}
