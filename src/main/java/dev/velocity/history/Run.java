package dev.velocity.history;

import java.util.Arrays;

/// Readings of one sensor in order of time, each instant once, as columns: no object is made for any of them. Instants
/// are epoch microseconds. What is handed out does not change any more.
public final class Run {
    static final Run EMPTY = new Run(0);

    private long[] instants;
    private double[] values;
    /// One bit for each reading, 64 in a word.
    private long[] late;

    private int size;

    /// @param expected how many readings will come; more are taken too
    Run(int expected) {
        instants = new long[expected];
        values = new double[expected];
        late = new long[(expected + 63) >>> 6];
    }

    public int size() {
        return size;
    }

    /// When the reading at place `i` was taken.
    public long at(int i) {
        return instants[i];
    }

    public double value(int i) {
        return values[i];
    }

    /// Whether it came too late to be judged by the rules.
    public boolean late(int i) {
        return (late[i >>> 6] & (1L << i)) != 0;
    }

    /// All instants, and perhaps more behind them that mean nothing; to be changed only behind [#extend].
    public long[] instants() {
        return instants;
    }

    /// All values, and perhaps more behind them that mean nothing; to be changed only behind [#extend].
    public double[] values() {
        return values;
    }

    /// The place of the first reading at or after `at`; the size when there is none.
    int find(long at) {
        int place = Arrays.binarySearch(instants, 0, size, at);
        return place < 0 ? -place - 1 : place;
    }

    /// The place of the reading at `at`, or -1.
    int exactly(long at) {
        int place = Arrays.binarySearch(instants, 0, size, at);
        return place < 0 ? -1 : place;
    }

    /// Adds a reading behind all others.
    void add(long at, double value, boolean wasLate) {
        if (size == instants.length) grow(size + 1);
        instants[size] = at;
        values[size] = value;
        if (wasLate) late[size >>> 6] |= 1L << size;
        size++;
    }

    /// Adds a reading at its place; one that is there at that instant stays as it is.
    void put(long at, double value, boolean wasLate) {
        if (size == 0 || instants[size - 1] < at) {
            add(at, value, wasLate);
            return;
        }
        int place = find(at);
        if (instants[place] == at) return;
        if (size == instants.length) grow(size + 1);
        System.arraycopy(instants, place, instants, place + 1, size - place);
        System.arraycopy(values, place, values, place + 1, size - place);
        for (int i = size; i > place; i--) late(i, late(i - 1));
        instants[place] = at;
        values[place] = value;
        late(place, wasLate);
        size++;
    }

    /// Makes room for more readings behind all others; the place of the first of them. They count at once, and their
    /// columns are still to be written.
    int extend(int more) {
        if (size + more > instants.length) grow(size + more);
        size += more;
        return size - more;
    }

    /// Forgets the readings at and after `end`.
    void cut(long end) {
        int kept = find(end);
        for (int i = kept; i < size; i++) late(i, false);
        size = kept;
    }

    /// Adds readings of another run that come behind all of this one's.
    void append(Run other, int from, int to) {
        int more = to - from;
        if (size + more > instants.length) grow(size + more);
        System.arraycopy(other.instants, from, instants, size, more);
        System.arraycopy(other.values, from, values, size, more);
        if (other.anyLate())
            for (int i = 0; i < more; i++) if (other.late(from + i)) late[(size + i) >>> 6] |= 1L << (size + i);
        size += more;
    }

    /// The readings from place `from` up to but not including `to`.
    Run part(int from, int to) {
        var part = new Run(to - from);
        part.append(this, from, to);
        return part;
    }

    /// All readings of both; where both have one at an instant, this one's.
    Run with(Run other) {
        if (other.size == 0) return this;
        if (size == 0) return other;
        var both = new Run(size + other.size);
        int j = 0;
        for (int i = 0; i < size; i++) {
            for (; j < other.size && other.instants[j] < instants[i]; j++) both.add(other, j);
            if (j < other.size && other.instants[j] == instants[i]) j++;
            both.add(this, i);
        }
        for (; j < other.size; j++) both.add(other, j);
        return both;
    }

    private void add(Run from, int i) {
        add(from.instants[i], from.values[i], from.late(i));
    }

    private boolean anyLate() {
        for (long some : late) if (some != 0) return true;
        return false;
    }

    void late(int i, boolean is) {
        if (is) late[i >>> 6] |= 1L << i;
        else late[i >>> 6] &= ~(1L << i);
    }

    private void grow(int least) {
        int room = Math.max(least, 2 * instants.length + 16);
        instants = Arrays.copyOf(instants, room);
        values = Arrays.copyOf(values, room);
        late = Arrays.copyOf(late, (room + 63) >>> 6);
    }
}
