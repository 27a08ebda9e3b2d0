package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SensorId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Every reading ever kept, in the order of arrival, and what is asked of them most: the newest, and the last hour.
/// Start here.
///
/// Methods that take a [Tx] belong to the writer's thread; [#load] comes before all others. The rest is for any
/// thread and tells only of what is on disk.
public final class Readings {
    /// Most readings one question is answered with.
    public static final int MOST_POINTS = 200_000;
    /// Most points a series may have.
    public static final int MOST_BUCKETS = 20_000;

    private static final String HISTORY = "history";
    private static final String RULES = "rules";
    private static final int CACHED_ROWS = 64;

    private final Catalogue catalogue;
    private final Database database;
    private final int[] numbers;
    private int[] indexOfNumber = new int[0];
    private final Recent[] recent;
    private final AtomicReferenceArray<Latest> latest;
    private final Minutes[] hours;
    private final Map<Long, Map<Place, Double>> decoded = new LinkedHashMap<>();
    private final List<Runnable> unshown = new ArrayList<>();
    private long loadedTo;
    private long keptSinceSnapshot;

    private record Place(int sensor, long at) {}

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
    /// [#replay] brings the rest.
    public Optional<byte[]> load(Tx tx) {
        number(tx);
        decoded.clear();
        unshown.clear();
        for (int i = 0; i < recent.length; i++) recent[i] = new Recent();
        loadedTo = 0;
        keptSinceSnapshot = 0;
        var own = JournalStore.snapshot(tx, HISTORY);
        var rules = JournalStore.snapshot(tx, RULES);
        if (own.isEmpty()
                || rules.isEmpty()
                || own.get().journal() != rules.get().journal()) return Optional.empty();
        read(own.get().data());
        loadedTo = own.get().journal();
        return rules.map(JournalStore.Kept::data);
    }

    /// Gives `inputs` all that was journaled since the snapshot [#load] took, in order, and brings memory up to it.
    public void replay(Tx tx, Inputs inputs) {
        JournalStore.after(tx, loadedTo, (id, arrived, data) -> {
            var entry = Entry.decode(data);
            give(entry, inputs);
            if (entry instanceof Entry.Arrivals arrivals) {
                for (int i = 0; i < arrivals.size(); i++) {
                    int sensor = index(arrivals.numbers()[i]);
                    if (sensor < 0) continue;
                    recent[sensor].add(arrivals.instants()[i], arrivals.values()[i]);
                    show(sensor, arrivals.instants()[i], arrivals.values()[i], arrived);
                }
                keptSinceSnapshot += arrivals.size();
            }
            loadedTo = id;
        });
    }

    /// Writes down what memory holds, with the rules' own part, as of the newest journal row: a start then reads only
    /// what came after.
    public void snapshot(Tx tx, byte[] rules) {
        // Units before this one may share its commit, so that nobody has been shown them yet; the snapshot must hold
        // them all the same.
        showAll();
        long journal = JournalStore.newest(tx);
        JournalStore.keep(tx, HISTORY, journal, written());
        JournalStore.keep(tx, RULES, journal, rules);
        keptSinceSnapshot = 0;
    }

    /// How many readings a start would have to read again.
    public long keptSinceSnapshot() {
        return keptSinceSnapshot;
    }

    /// What the next reading of `unit` is to those already kept; a new one is remembered at once. `unit` holds what
    /// came before it in the
    /// same unit of work.
    public Admission admit(Rows rows, Arrived unit, int sensor, long at, double value) {
        var known = recent[sensor];
        int place = known.find(at);
        if (place >= 0) return same(known.value(place), value);
        if (known.forgot(at)) {
            var before = unit.find(sensor, at);
            if (before.isEmpty()) before = inJournal(rows, sensor, at);
            if (before.isPresent()) return same(before.get(), value);
        }
        known.add(at, value);
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
        unshown.add(() -> {
            for (int i = 0; i < n; i++) show(unit.sensor(i), unit.at(i), unit.value(i), now);
        });
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
        JournalStore.after(rows, 0, (id, arrived, data) -> give(Entry.decode(data), inputs));
    }

    /// The newest reading of the sensor at this index of the catalogue.
    public Optional<Latest> latest(int sensor) {
        return Optional.ofNullable(latest.get(sensor));
    }

    /// The ranges of the minutes of the hour that ends with `until`, oldest first; minutes without readings are left
    /// out.
    public List<Minute> hour(int sensor, Instant until) {
        return hours[sensor].hour(Micros.of(until));
    }

    /// The readings of a sensor from `from` up to but not including `to`, by instant; the newest [#MOST_POINTS] when
    /// there are more.
    public List<Point> between(SensorId sensor, Instant from, Instant to) {
        int index = catalogue.index(sensor.text());
        if (index < 0 || !from.isBefore(to)) return List.of();
        long first = Micros.of(from);
        long last = Micros.of(to) - 1;
        var found = new ArrayList<Point>();
        database.read(rows -> {
            JournalStore.between(rows, first, last, (id, arrived, data) -> {
                if (!(Entry.decode(data) instanceof Entry.Arrivals arrivals)) return;
                for (int i = 0; i < arrivals.size(); i++)
                    if (arrivals.numbers()[i] == numbers[index]
                            && first <= arrivals.instants()[i]
                            && arrivals.instants()[i] <= last)
                        found.add(new Point(
                                Micros.toInstant(arrivals.instants()[i]), arrivals.values()[i], arrivals.late()[i]));
            });
            return found;
        });
        found.sort(Comparator.comparing(Point::at));
        return found.size() <= MOST_POINTS
                ? found
                : List.copyOf(found.subList(found.size() - MOST_POINTS, found.size()));
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
        var known = catalogue.sensor(sensor);
        if (known.isEmpty()) return new Series(sensor, from, to, Duration.ZERO, List.of());
        long first = Micros.of(from);
        long end = Micros.of(to);
        long width = Width.of(first, end, points, 1);
        long outerFirst = Math.floorDiv(first, width) * width;
        long outerEnd = Math.ceilDiv(end, width) * width;
        var found = between(sensor, Micros.toInstant(outerFirst), Micros.toInstant(outerEnd));
        long inside = found.stream()
                .filter(point -> !point.at().isBefore(from) && point.at().isBefore(to))
                .count();
        if (inside <= points) {
            var each = new Buckets(known.get(), 0);
            for (var point : found)
                if (!point.at().isBefore(from) && point.at().isBefore(to))
                    each.reading(Micros.of(point.at()), point.value(), point.late());
            return new Series(sensor, from, to, Duration.ZERO, each.done());
        }
        var buckets = new Buckets(known.get(), width);
        for (var point : found) buckets.reading(Micros.of(point.at()), point.value(), point.late());
        return new Series(
                sensor,
                Micros.toInstant(outerFirst),
                Micros.toInstant(outerEnd),
                Duration.ofNanos(width * 1_000),
                buckets.done());
    }

    /// Gives `each` the readings of a sensor from `from` up to but not including `to`, in the order they
    /// came, and keeps none of them: a span may be as long as it likes.
    public void each(SensorId sensor, Instant from, Instant to, Each each) {
        int index = catalogue.index(sensor.text());
        if (index < 0 || !from.isBefore(to)) return;
        long first = Micros.of(from);
        long last = Micros.of(to) - 1;
        database.read(rows -> {
            JournalStore.between(rows, first, last, (id, arrived, data) -> {
                if (!(Entry.decode(data) instanceof Entry.Arrivals arrivals)) return;
                for (int i = 0; i < arrivals.size(); i++) {
                    long at = arrivals.instants()[i];
                    if (arrivals.numbers()[i] == numbers[index] && first <= at && at <= last)
                        each.reading(at, arrivals.values()[i]);
                }
            });
            return sensor;
        });
    }

    private static Admission same(double kept, double value) {
        return Double.compare(kept, value) == 0 ? Admission.DUPLICATE : Admission.CONFLICT;
    }

    private Optional<Double> inJournal(Rows rows, int sensor, long at) {
        var found = new ArrayList<Double>(1);
        for (long id : JournalStore.holding(rows, at)) {
            var value = decoded(rows, id).get(new Place(sensor, at));
            if (value != null) found.add(value);
        }
        return found.stream().findFirst();
    }

    private Map<Place, Double> decoded(Rows rows, long id) {
        var known = decoded.get(id);
        if (known != null) return known;
        var places = new HashMap<Place, Double>();
        var data = JournalStore.data(rows, id);
        if (Entry.decode(data) instanceof Entry.Arrivals arrivals)
            for (int i = 0; i < arrivals.size(); i++)
                places.putIfAbsent(
                        new Place(index(arrivals.numbers()[i]), arrivals.instants()[i]), arrivals.values()[i]);
        if (decoded.size() >= CACHED_ROWS)
            decoded.remove(decoded.keySet().iterator().next());
        decoded.put(id, places);
        return places;
    }

    private void showAll() {
        unshown.forEach(Runnable::run);
        unshown.clear();
    }

    private void show(int sensor, long at, double value, long arrived) {
        hours[sensor].take(at, value);
        var before = latest.get(sensor);
        if (before == null || Micros.of(before.at()) < at)
            latest.set(sensor, new Latest(Micros.toInstant(at), value, Micros.toInstant(arrived)));
    }

    private void give(Entry entry, Inputs inputs) {
        switch (entry) {
            case Entry.Arrivals arrivals -> {
                for (int i = 0; i < arrivals.size(); i++) {
                    int sensor = index(arrivals.numbers()[i]);
                    if (sensor >= 0) inputs.reading(sensor, arrivals.instants()[i], arrivals.values()[i]);
                }
            }
            case Entry.Tick(long at) -> inputs.tick(at);
            case Entry.Resume(long at) -> inputs.resume(at);
        }
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
    }

    private byte[] written() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(recent.length);
            for (int i = 0; i < recent.length; i++) {
                out.writeUTF(catalogue.sensor(i).id().text());
                recent[i].write(out);
                hours[i].write(out);
                var shown = latest.get(i);
                out.writeBoolean(shown != null);
                if (shown == null) continue;
                out.writeLong(Micros.of(shown.at()));
                out.writeDouble(shown.value());
                out.writeLong(Micros.of(shown.arrived()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private void read(byte[] data) {
        try (var in = new DataInputStream(new ByteArrayInputStream(data))) {
            for (int n = in.readInt(); n > 0; n--) {
                int sensor = catalogue.index(in.readUTF());
                var kept = Recent.read(in);
                var hour = new Minutes();
                hour.read(in);
                var shown = in.readBoolean()
                        ? new Latest(Micros.toInstant(in.readLong()), in.readDouble(), Micros.toInstant(in.readLong()))
                        : null;
                if (sensor < 0) continue;
                recent[sensor] = kept;
                hours[sensor] = hour;
                latest.set(sensor, shown);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the history's snapshot is damaged", e);
        }
    }
}
