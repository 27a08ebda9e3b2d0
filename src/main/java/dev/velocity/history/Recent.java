package dev.velocity.history;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/// The newest instants of one sensor, sorted, so that most retries are known without asking the disk. The writer's
/// thread only.
///
/// Everything newer than `floor` is here; at or before it, only the journal knows.
final class Recent {
    private static final int KEPT = 64;
    /// Twice as many as are kept, so that they move to the front once in so many readings, and not for each.
    private final long[] instants = new long[2 * KEPT];
    private final double[] values = new double[2 * KEPT];
    private int from;
    private int to;
    private long floor = Long.MIN_VALUE;

    /// Knows nothing at or before `floor`.
    static Recent since(long floor) {
        var recent = new Recent();
        recent.floor = floor;
        return recent;
    }

    /// Whether only the journal can tell if `at` is known.
    boolean forgot(long at) {
        return at <= floor;
    }

    /// The place of `at`, or -1 when it is not here.
    int find(long at) {
        if (from == to || at > instants[to - 1]) return -1;
        int place = Arrays.binarySearch(instants, from, to, at);
        return place < 0 ? -1 : place;
    }

    double value(int place) {
        return values[place];
    }

    /// Keeps a reading that is not here and not forgotten.
    void add(long at, double value) {
        if (to - from == KEPT) {
            if (at < instants[from]) {
                floor = Math.max(floor, at);
                return;
            }
            floor = instants[from++];
        }
        if (to == instants.length) {
            System.arraycopy(instants, from, instants, 0, to - from);
            System.arraycopy(values, from, values, 0, to - from);
            to -= from;
            from = 0;
        }
        int place = to++;
        while (place > from && instants[place - 1] > at) {
            instants[place] = instants[place - 1];
            values[place] = values[place - 1];
            place--;
        }
        instants[place] = at;
        values[place] = value;
    }

    /// Keeps a reading unless it is here or forgotten.
    void addAgain(long at, double value) {
        if (!forgot(at) && find(at) < 0) add(at, value);
    }

    Recent copy() {
        var copy = new Recent();
        copy.floor = floor;
        copy.to = to - from;
        System.arraycopy(instants, from, copy.instants, 0, copy.to);
        System.arraycopy(values, from, copy.values, 0, copy.to);
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(floor);
        out.writeInt(to - from);
        for (int i = from; i < to; i++) {
            out.writeLong(instants[i]);
            out.writeDouble(values[i]);
        }
    }

    static Recent read(DataInput in) throws IOException {
        var recent = new Recent();
        recent.floor = in.readLong();
        recent.to = in.readInt();
        if (recent.to < 0 || recent.to > KEPT) throw new IOException("a size of " + recent.to + " cannot be");
        for (int i = 0; i < recent.to; i++) {
            recent.instants[i] = in.readLong();
            recent.values[i] = in.readDouble();
        }
        return recent;
    }
}
