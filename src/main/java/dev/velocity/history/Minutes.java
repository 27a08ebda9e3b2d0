package dev.velocity.history;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Least and greatest value of each of the last sixty minutes of one sensor. Any thread; the minutes are of event time.
final class Minutes {
    private static final int KEPT = 60;
    private static final long MICROS_PER_MINUTE = 60_000_000L;
    private final long[] minutes = new long[KEPT];
    private final double[] least = new double[KEPT];
    private final double[] most = new double[KEPT];

    Minutes() {
        Arrays.fill(minutes, Long.MIN_VALUE);
    }

    synchronized void take(long at, double value) {
        long minute = Math.floorDiv(at, MICROS_PER_MINUTE);
        int place = Math.floorMod(minute, KEPT);
        if (minutes[place] > minute) return;
        if (minutes[place] < minute) {
            minutes[place] = minute;
            least[place] = value;
            most[place] = value;
        } else {
            least[place] = Math.min(least[place], value);
            most[place] = Math.max(most[place], value);
        }
    }

    /// The minutes of the hour that ends with `until`, oldest first; minutes without a reading are left out, not filled
    /// in.
    synchronized List<Minute> hour(long until) {
        long last = Math.floorDiv(until, MICROS_PER_MINUTE);
        var found = new ArrayList<Minute>();
        for (long minute = last - KEPT + 1; minute <= last; minute++) {
            int place = Math.floorMod(minute, KEPT);
            if (minutes[place] == minute)
                found.add(new Minute((int) (minute - last + KEPT - 1), least[place], most[place]));
        }
        return found;
    }

    synchronized void write(DataOutput out) throws IOException {
        for (int i = 0; i < KEPT; i++) {
            out.writeLong(minutes[i]);
            out.writeDouble(least[i]);
            out.writeDouble(most[i]);
        }
    }

    synchronized void read(DataInput in) throws IOException {
        for (int i = 0; i < KEPT; i++) {
            minutes[i] = in.readLong();
            least[i] = in.readDouble();
            most[i] = in.readDouble();
        }
    }
}
