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
    private final long[] instants = new long[KEPT];
    private final double[] values = new double[KEPT];
    private int size;
    private long floor = Long.MIN_VALUE;

    /// Whether only the journal can tell if `at` is known.
    boolean forgot(long at) {
        return at <= floor;
    }

    /// The place of `at`, or -1 when it is not here.
    int find(long at) {
        if (size == 0 || at > instants[size - 1]) return -1;
        int place = Arrays.binarySearch(instants, 0, size, at);
        return place < 0 ? -1 : place;
    }

    double value(int place) {
        return values[place];
    }

    /// Keeps a reading that is not here and not forgotten.
    void add(long at, double value) {
        if (size == KEPT) {
            if (at < instants[0]) {
                floor = Math.max(floor, at);
                return;
            }
            floor = instants[0];
            size--;
            System.arraycopy(instants, 1, instants, 0, size);
            System.arraycopy(values, 1, values, 0, size);
        }
        int place = size;
        while (place > 0 && instants[place - 1] > at) {
            instants[place] = instants[place - 1];
            values[place] = values[place - 1];
            place--;
        }
        instants[place] = at;
        values[place] = value;
        size++;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(floor);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(instants[i]);
            out.writeDouble(values[i]);
        }
    }

    static Recent read(DataInput in) throws IOException {
        var recent = new Recent();
        recent.floor = in.readLong();
        recent.size = in.readInt();
        if (recent.size < 0 || recent.size > KEPT) throw new IOException("a size of " + recent.size + " cannot be");
        for (int i = 0; i < recent.size; i++) {
            recent.instants[i] = in.readLong();
            recent.values[i] = in.readDouble();
        }
        return recent;
    }
}
