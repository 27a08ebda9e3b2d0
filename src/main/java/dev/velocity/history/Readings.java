package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.NotWritten;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Unit;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.TimeBase;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every reading ever kept, in the order of arrival, and what is asked of them most: the newest, and the last hour.
/// Start here.
///
/// Methods that take a [Tx] belong to the writer's thread; [#load] comes before all others. The rest is for any
/// thread and tells only of what is on disk.
public final class Readings {
    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);
    /// Most readings one question is answered with.
    public static final int MOST_POINTS = 200_000;
    /// Most points a series may have.
    public static final int MOST_BUCKETS = 20_000;

    private static final Turn NO_TURN = new Turn(0, List.of(), List.of());

    static final String HISTORY = "history";
    static final String RULES = "rules";

    /// A [Latest] as it is kept: one is made for every reading that comes, and told of few.
    record Shown(long at, double value, long arrived) {
        static Shown of(Latest told) {
            return new Shown(Micros.of(told.at()), told.value(), Micros.of(told.arrived()));
        }

        Latest told() {
            return new Latest(Micros.toInstant(at), value, Micros.toInstant(arrived));
        }
    }

    private final Catalogue catalogue;
    private final Database database;
    private final int[] numbers;
    private volatile int[] indexOfNumber = new int[0];
    private final Recent[] recent;
    private final AtomicReferenceArray<Shown> latest;
    private final Minutes[] hours;
    private final Known known = new Known();
    private final List<Runnable> unshown = new ArrayList<>();
    /// Units that are journaled and not shown yet.
    private final List<Arrived> pending = new ArrayList<>();
    /// By the journal's numbers, also of sensors the catalogue no longer has.
    private volatile List<Tail> tails = List.of();

    private final AtomicLong unpacked = new AtomicLong();
    private CompletableFuture<Turn> turning = CompletableFuture.completedFuture(NO_TURN);
    private BlockStore.Packed packed = new BlockStore.Packed(0, 0);
    private long loadedTo;
    private long keptSinceSnapshot;
    /// Since what the next one will hold was taken.
    private long keptSinceTaken;
    /// Whether memory may be ahead of the disk, and [#load] must come first.
    private boolean stale = true;

    public Readings(Catalogue catalogue, Database database) {
        this.catalogue = catalogue;
        this.database = database;
        int size = catalogue.size();
        numbers = new int[size];
        recent = new Recent[size];
        latest = new AtomicReferenceArray<>(size);
        hours = new Minutes[size];
        for (int i = 0; i < size; i++) hours[i] = new Minutes();
    }

    /// Forgets what memory holds and takes it from the last snapshot; the rules' part of it, when there is one.
    /// [#replay] brings the rest. When that snapshot is damaged, memory is taken from the last keyframe; when that
    /// is too, the whole journal is read again. A start is not the time to give up.
    public Optional<byte[]> load(Tx tx) {
        number(tx);
        known.clear();
        unshown.clear();
        pending.clear();
        turning.cancel(false);
        packed = BlockStore.packed(tx);
        for (int i = 0; i < recent.length; i++) recent[i] = new Recent();
        loadedTo = 0;
        keptSinceSnapshot = 0;
        keptSinceTaken = 0;
        try {
            return loadSnapshot(tx);
        } catch (UncheckedIOException damaged) {
            LOG.error("the last snapshot is damaged; a keyframe and the journal behind it are read instead", damaged);
        }
        try {
            return loadKeyframe(tx);
        } catch (UncheckedIOException damaged) {
            LOG.error("the last keyframe is damaged too; the whole journal is read instead", damaged);
        }
        return Optional.empty();
    }

    private Optional<byte[]> loadSnapshot(Tx tx) {
        var own = JournalStore.snapshot(tx, HISTORY);
        var rules = JournalStore.snapshot(tx, RULES);
        if (own.isEmpty()
                || rules.isEmpty()
                || own.get().journal() != rules.get().journal()) return Optional.empty();
        read(Memory.read(own.get().data()));
        loadedTo = own.get().journal();
        return rules.map(JournalStore.Kept::data);
    }

    private Optional<byte[]> loadKeyframe(Tx tx) {
        var kept = JournalStore.keyframe(tx, Long.MAX_VALUE);
        if (kept.isEmpty()) return Optional.empty();
        var rules = Squeezed.open(kept.get().rules());
        read(Memory.read(Squeezed.open(kept.get().history())).stream()
                .map(Memory::asking)
                .toList());
        loadedTo = kept.get().journal();
        return Optional.of(rules);
    }

    /// Gives `inputs` all that was journaled since the snapshot [#load] took, in order, and brings memory up to it.
    public void replay(Tx tx, Inputs inputs) {
        var fresh = Stream.generate(Tail::new).limit(indexOfNumber.length).toList();
        long from = loadedTo;
        long[] count = {0};
        JournalStore.after(tx, Math.min(from, packed.blocks()), (id, arrived, entry) -> {
            if (id > from) {
                give(entry, arrived, inputs);
                keptSinceSnapshot += entry.size();
                keptSinceTaken += entry.size();
                loadedTo = id;
            }
            if (!(entry instanceof Entry.Arrivals arrivals)) return;
            for (int i = 0; i < arrivals.size(); i++) {
                int number = arrivals.numbers()[i];
                long at = arrivals.instants()[i];
                double value = arrivals.values()[i];
                if (id > packed.blocks() && number < fresh.size()) {
                    fresh.get(number).add(at, value, arrivals.late()[i]);
                    count[0]++;
                }
                int sensor = index(number);
                if (id <= from || sensor < 0) continue;
                recent[sensor].addAgain(at, value);
                show(sensor, at, value, arrived);
            }
        });
        tails = fresh;
        unpacked.set(count[0]);
        stale = false;
    }

    /// Writes down what memory holds, with the rules' own part: a start then reads only what came after. Any thread but
    /// the writer's, one at a time, and it takes a while; the writer is kept for a few milliseconds at once.
    ///
    /// @param rules what the rules remember when it runs, after all that was journaled by then
    /// @throws NotWritten when the writer would not; the snapshot before it stands
    /// @throws CancellationException when memory must be built again; so does it then
    public void snapshot(Writer writer, Unit<byte[]> rules) {
        new Snapshots(this, writer).keep(rules);
    }

    /// What a snapshot holds of one moment.
    Snapshots.Taken take(Tx tx, byte[] rules) {
        // Units before this one may share its commit, so that nobody has been shown them yet; the snapshot must hold
        // them all the same.
        showAll();
        var newest = new Shown[latest.length()];
        Arrays.setAll(newest, latest::get);
        keptSinceTaken = 0;
        return new Snapshots.Taken(JournalStore.newest(tx), JournalStore.snapshotAt(tx, RULES), rules, newest);
    }

    /// What memory holds of the sensors from the catalogue's index `first` on, with what was their newest reading.
    List<Memory> memory(int first, @Nullable Shown[] newest) {
        if (stale) throw new CancellationException("memory is being built again");
        var some = new ArrayList<Memory>(newest.length);
        for (int i = 0; i < newest.length; i++)
            some.add(new Memory(
                    catalogue.sensor(first + i).id().text(),
                    recent[first + i].copy(),
                    hours[first + i],
                    Optional.ofNullable(newest[i]).map(Shown::told)));
        return some;
    }

    /// A snapshot is complete, and on disk.
    void snapshotKept() {
        keptSinceSnapshot = keptSinceTaken;
    }

    /// How many readings a start would have to read again. The writer's thread only.
    public long keptSinceSnapshot() {
        return keptSinceSnapshot;
    }

    /// Begins a unit of work that takes its readings of `batch`.
    public Arrived begin(Tx tx, Batch batch) {
        tx.onRollback(() -> stale = true);
        return new Arrived(batch);
    }

    /// What the next reading of `unit` is to those already kept; a new one is remembered at once. `unit` holds what
    /// came before it in the
    /// same unit of work.
    public Admission admit(Rows rows, Arrived unit, int sensor, long at, double value) {
        var newest = recent[sensor];
        int place = newest.find(at);
        if (place >= 0) return same(newest.value(place), value);
        if (newest.forgot(at)) {
            var before = kept(rows, unit, sensor, at);
            if (before.isPresent()) return same(before.getAsDouble(), value);
        }
        newest.add(at, value);
        return Admission.NEW;
    }

    /// Journals what a unit of work has taken, and shows it once it is on disk.
    public void append(Tx tx, Arrived unit, Instant arrived) {
        int n = unit.size();
        if (n == 0) return;
        long now = Micros.of(arrived);
        var entry = unit.entry(numbers);
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (long at : entry.instants()) {
            first = Math.min(first, at);
            last = Math.max(last, at);
        }
        JournalStore.append(tx, now, first, last, n, entry.encode());
        keptSinceSnapshot += n;
        keptSinceTaken += n;
        unshown.add(() -> show(unit, now));
        pending.add(unit);
        tx.afterCommit(this::showAll);
    }

    /// Journals that the rules' timers were fired up to `at`, epoch microseconds.
    public void tick(Tx tx, long at) {
        JournalStore.append(tx, at, at, at, 0, new Entry.Tick(at).encode());
    }

    /// Journals that listening began again at `at`, epoch microseconds.
    public void resume(Tx tx, long at) {
        JournalStore.append(tx, at, at, at, 0, new Entry.Resume(at).encode());
    }

    /// Gives `inputs` the whole journal again, from the first row on.
    public void everything(Rows rows, Inputs inputs) {
        JournalStore.after(rows, 0, (id, arrived, entry) -> give(entry, arrived, inputs));
    }

    /// Learns how the journal numbers sensors, for a program that only reads: in place of [#load].
    public void look() {
        var known = database.read(JournalStore::numbers);
        var index = new int[known.values().stream().mapToInt(n -> n + 1).max().orElse(0)];
        Arrays.fill(index, -1);
        known.forEach((id, number) -> index[number] = catalogue.index(id));
        indexOfNumber = index;
    }

    /// The journal from behind row `after` on, as far as it had come at `until`.
    public Journal journal(long after, Instant until) {
        return new Journal(database, indexOfNumber, after, Micros.of(until));
    }

    /// From which moment on the past can be replayed as it was: what came before has been forgotten, or the order in
    /// which it came. Empty when nothing of the past can.
    public Optional<Instant> replayableFrom() {
        return database.read(rows -> JournalStore.oldest(rows) == 1
                ? Optional.of(Instant.EPOCH)
                : JournalStore.oldestKeyframe(rows).map(Micros::toInstant));
    }

    /// The newest keyframe of that moment or before; empty when there is none, and the journal is to be read from its
    /// first row on, if [#replayableFrom] says that it can.
    public Optional<Keyframe> keyframe(Instant at) {
        return database.read(rows -> JournalStore.keyframe(rows, Micros.of(at)))
                .map(kept ->
                        new Keyframe(kept.journal(), Micros.toInstant(kept.arrived()), Squeezed.open(kept.rules())));
    }

    /// The newest reading of each sensor of the catalogue, as [#latest] told it at that moment. When the journal does
    /// not reach back so far, order of arrival is not known any more: then it is the newest reading taken by then.
    public List<Optional<Latest>> latest(Instant at) {
        return Then.latest(this, database, catalogue, at);
    }

    /// The newest reading of each sensor at one moment of the past after another: cheap as long as they go forward.
    public Following following() {
        return new Following(this, database, catalogue);
    }

    /// When the last readings before a moment came; empty when none did that are still known one by one.
    public Optional<Instant> arrivalBefore(Instant at) {
        return database.read(rows -> JournalStore.arrivalBefore(rows, Micros.of(at)))
                .map(Micros::toInstant);
    }

    /// When the first readings after a moment came.
    public Optional<Instant> arrivalAfter(Instant at) {
        return database.read(rows -> JournalStore.arrivalAfter(rows, Micros.of(at)))
                .map(Micros::toInstant);
    }

    /// The newest reading of the sensor at this index of the catalogue.
    public Optional<Latest> latest(int sensor) {
        return Optional.ofNullable(latest.get(sensor)).map(Shown::told);
    }

    /// The ranges of the minutes of the hour that ends with `until`, oldest first; minutes without readings are left
    /// out.
    public List<Minute> hour(int sensor, Instant until) {
        return hours[sensor].hour(Micros.of(until));
    }

    /// The readings of a sensor from `from` up to but not including `to`, by instant; the newest [#MOST_POINTS] when
    /// there are more.
    public List<Point> between(SensorId sensor, Instant from, Instant to) {
        var run = run(sensor, from, to, MOST_POINTS);
        var found = new ArrayList<Point>(run.size());
        for (int i = 0; i < run.size(); i++)
            found.add(new Point(Micros.toInstant(run.at(i)), run.value(i), run.late(i)));
        return found;
    }

    /// The same in columns, the newest `most` when there are more.
    public Run run(SensorId sensor, Instant from, Instant to, int most) {
        long first = Micros.of(from);
        long end = Micros.of(to);
        return ask(sensor, first, end, archive -> archive.readings(first, end, most))
                .orElse(Run.EMPTY);
    }

    /// Changes when what can be told of the span does: of two answers with the same mark, neither need be made again.
    /// It may change without need, as when readings are packed.
    public long mark(SensorId sensor, Instant from, Instant to) {
        // As far as a bucket may reach beyond the span.
        long around = Math.max(Micros.of(to) - Micros.of(from), Width.DAY);
        long first = Micros.of(from) - around;
        long end = Micros.of(to) + around;
        return ask(sensor, first, end, archive -> archive.mark(first, end)).orElse(0L);
    }

    /// For how long a sensor may be silent before that is a gap; zero when it may for ever.
    public static Duration longestSilence(Sensor sensor) {
        return Duration.ofNanos(Buckets.longestSilence(sensor) * 1_000);
    }

    /// The newest reading a sensor took by that instant, whenever it came.
    public Optional<Latest> lastBefore(SensorId sensor, Instant at) {
        long last = Micros.of(at);
        int index = catalogue.index(sensor.text());
        int number = index < 0 ? -1 : numbers[index];
        var now = tails;
        if (index < 0 || number >= now.size()) return Optional.empty();
        var fresh = now.get(number).between(Long.MIN_VALUE, last + 1);
        return database.read(rows -> new Archive(rows, catalogue.sensor(index), number, fresh).last(last));
    }

    /// What is now for a sensor whose past is to be forgotten: on a live site it is the clock's, else its newest
    /// reading's; what a recorded site brought from long ago is not old for that.
    Instant now(String sensor, int number, Instant clock) {
        int index = catalogue.index(sensor);
        if (index >= 0 && catalogue.site(index).timeBase() == TimeBase.LIVE) return clock;
        var newest = index >= 0
                ? latest(index).map(Latest::at)
                : database.read(rows -> BlockStore.before(rows, number, Long.MAX_VALUE))
                        .map(head -> Micros.toInstant(head.lastAt()));
        return newest.filter(at -> at.isBefore(clock)).orElse(clock);
    }

    /// Takes readings one by one; instants are epoch microseconds.
    @FunctionalInterface
    public interface Each {
        void reading(long at, double value);
    }

    /// A sensor's past from `from` up to `to` in at most `points` points: its readings when there are no more, else
    /// buckets of one width. Empty for a sensor the catalogue does not have.
    ///
    /// @param points 2 to [#MOST_BUCKETS]
    /// @throws IllegalArgumentException for another number of points, or a span that ends before it begins
    public Series series(SensorId sensor, Instant from, Instant to, int points) {
        if (points < 2 || points > MOST_BUCKETS)
            throw new IllegalArgumentException("ask for 2 to " + MOST_BUCKETS + " points, not " + points);
        if (!from.isBefore(to)) throw new IllegalArgumentException("from must be before to");
        long first = Micros.of(from);
        long end = Micros.of(to);
        return ask(sensor, first, end, archive -> {
                    long least = archive.finest(first);
                    if (least == 1 && !archive.surelyMore(first, end, points)) {
                        var run = archive.readings(first, end, points + 1);
                        if (run.size() <= points) return single(sensor, from, to, run);
                    }
                    long width = Width.of(first, end, points, least);
                    long outerFirst = Math.floorDiv(first, width) * width;
                    long outerEnd = Math.ceilDiv(end, width) * width;
                    return new Series(
                            sensor,
                            Micros.toInstant(outerFirst),
                            Micros.toInstant(outerEnd),
                            Duration.ofNanos(width * 1_000),
                            archive.buckets(outerFirst, outerEnd, width));
                })
                .orElseGet(() -> new Series(sensor, from, to, Duration.ZERO, List.of()));
    }

    private Series single(SensorId sensor, Instant from, Instant to, Run run) {
        var each = new Buckets(catalogue.sensor(sensor).orElseThrow(), 0);
        for (int i = 0; i < run.size(); i++) each.reading(run.at(i), run.value(i), run.late(i));
        return new Series(sensor, from, to, Duration.ZERO, each.done());
    }

    /// Gives `each` the readings of a sensor that could be judged, from `from` up to but not including `to`, in order
    /// of time, and keeps few of them: a span may be as long as it likes.
    public void each(SensorId sensor, Instant from, Instant to, Each each) {
        long end = Micros.of(to);
        for (long first = Micros.of(from); first < end; ) {
            long begin = first;
            long next = Math.min(end, (Math.floorDiv(first, Width.DAY) + 1) * Width.DAY);
            var run = ask(sensor, begin, next, archive -> archive.readings(begin, next, Integer.MAX_VALUE))
                    .orElse(Run.EMPTY);
            for (int i = 0; i < run.size(); i++) if (!run.late(i)) each.reading(run.at(i), run.value(i));
            first = next;
        }
    }

    /// Answers a question about the past of a sensor; empty when the catalogue does not have it, or nothing lies in the
    /// span.
    private <T> Optional<T> ask(SensorId sensor, long first, long end, Function<Archive, T> question) {
        int index = catalogue.index(sensor.text());
        int number = index < 0 ? -1 : numbers[index];
        var now = tails;
        if (index < 0 || first >= end || number >= now.size()) return Optional.empty();
        // First what is in no block, then the blocks: what is packed in between is in both, and once.
        // Buckets may reach beyond the span, by less than its length or a day.
        long around = Math.max(end - first, Width.DAY);
        var fresh = now.get(number).between(first - around, end + around);
        return Optional.of(
                database.read(rows -> question.apply(new Archive(rows, catalogue.sensor(index), number, fresh))));
    }

    private static Admission same(double kept, double value) {
        return Double.compare(kept, value) == 0 ? Admission.DUPLICATE : Admission.CONFLICT;
    }

    /// The value kept for a sensor at an old instant: in this unit of work, in one that shares its commit, in the
    /// journal or in a block.
    private OptionalDouble kept(Rows rows, Arrived unit, int sensor, long at) {
        var found = unit.find(sensor, at);
        for (int i = 0; i < pending.size() && found.isEmpty(); i++)
            found = pending.get(i).find(sensor, at);
        if (found.isEmpty()) found = tails.get(numbers[sensor]).find(at);
        return found.isEmpty() ? known.find(rows, numbers[sensor], at) : found;
    }

    /// Begins a round of packing: `begun` gets all that is on disk by now, and in no block. It is cancelled when memory
    /// is being built again; ask later.
    void turn(Tx tx, CompletableFuture<Turn> begun) {
        if (stale) {
            begun.cancel(false);
            return;
        }
        long newest = JournalStore.newest(tx);
        var turned = new AtomicReference<Turn>();
        turning = begun;
        unshown.add(() -> turned.set(turn(newest)));
        // Only after the commit: a snapshot shows what it holds before.
        tx.afterCommit(() -> {
            showAll();
            var turn = turned.get();
            if (turn == null) begun.cancel(false);
            else begun.complete(turn);
        });
        tx.onRollback(() -> begun.cancel(false));
    }

    private Turn turn(long newest) {
        var now = tails;
        return new Turn(newest, now, now.stream().map(Tail::rotate).toList());
    }

    /// A round of packing is done, and on disk.
    void packed(Turn turn) {
        packed = new BlockStore.Packed(turn.to(), packed.segments());
        // Memory that was built again meanwhile holds them still; the next round finds that they are in blocks.
        if (!turn.tails().equals(tails)) return;
        turn.done();
        unpacked.addAndGet(-turn.size());
    }

    /// A block of that sensor has changed.
    void changed(int number) {
        known.forget(number);
    }

    /// About how many readings are in no block.
    long unpacked() {
        return unpacked.get();
    }

    private void showAll() {
        unshown.forEach(Runnable::run);
        unshown.clear();
        pending.clear();
    }

    private void show(Arrived unit, long arrived) {
        var now = tails;
        for (int i = 0; i < unit.size(); i++)
            now.get(numbers[unit.sensor(i)]).add(unit.at(i), unit.value(i), unit.late(i));
        // From behind: of most sensors only the newest reading is ever the newest one then.
        for (int i = unit.size() - 1; i >= 0; i--) show(unit.sensor(i), unit.at(i), unit.value(i), arrived);
        unpacked.addAndGet(unit.size());
    }

    private void show(int sensor, long at, double value, long arrived) {
        hours[sensor].take(at, value);
        var before = latest.get(sensor);
        if (before == null || before.at < at) latest.set(sensor, new Shown(at, value, arrived));
    }

    private void give(Entry entry, long arrived, Inputs inputs) {
        Journal.give(entry, arrived, indexOfNumber, inputs);
    }

    private int index(int number) {
        return number >= 0 && number < indexOfNumber.length ? indexOfNumber[number] : -1;
    }

    private void number(Tx tx) {
        var known = JournalStore.numbers(tx);
        int next = known.values().stream().mapToInt(n -> n + 1).max().orElse(0);
        for (int i = 0; i < numbers.length; i++) {
            var id = catalogue.sensor(i).id().text();
            var number = known.get(id);
            if (number == null) {
                number = next++;
                JournalStore.number(tx, id, number);
            }
            numbers[i] = number;
        }
        var index = new int[next];
        Arrays.fill(index, -1);
        for (int i = 0; i < numbers.length; i++) index[numbers[i]] = i;
        indexOfNumber = index;
        // What is asked meanwhile is answered from the old ones until [#replay] has made new ones.
        if (tails.size() < next)
            tails = Stream.concat(tails.stream(), Stream.generate(Tail::new).limit((long) next - tails.size()))
                    .toList();
    }

    private void read(List<Memory> memory) {
        for (var one : memory) {
            int sensor = catalogue.index(one.sensor());
            if (sensor < 0) continue;
            recent[sensor] = one.recent();
            hours[sensor] = one.hour();
            latest.set(sensor, one.latest().map(Shown::of).orElse(null));
        }
    }
}
