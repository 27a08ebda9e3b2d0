package dev.velocity.history;

import java.util.Arrays;

/// What a sensor said per stretch of one width, as columns: how many readings, how many of them late, least, most,
/// newest, and their exact sum. Stretches without readings are left out. One thread.
///
/// Packed as `version(1) width count starts counts late least most last sums`, [Sealed]; see [Block] for how numbers
/// are written, [Column] and [Values] for columns. `width` is in microseconds, `starts` a column of widths since the
/// epoch, `counts` a column, `late` as in [Block] but with how many late readings behind each place. `sums`: the sum
/// of each stretch rounded to a double; then what is left of it, as `0`, an exponent (signed) and a column of whole
/// numbers of `2^exponent`, or as `1` and values; then how many stretches need more than these two doubles, and for
/// each the places since the one before, how many more, and the doubles.
final class Rollup {
    private static final byte VERSION = 1;
    private static final int MANTISSA_BITS = 52;
    /// Whole numbers up to here fit a column with room for steps.
    private static final int MOST_SCALE = 60;

    private static final double[] NOTHING = {};

    private final long width;
    private long[] starts = {};
    private int[] counts = {};
    private int[] late = {};
    private double[] least = {};
    private double[] most = {};
    private double[] last = {};
    private double[][] sums = {};
    private int size;

    private Rollup(long width) {
        this.width = width;
    }

    /// Of the readings from place `from` up to but not including `to`.
    static Rollup of(Run run, int from, int to, long width) {
        var rollup = new Rollup(width);
        var sum = new Sum();
        for (int i = from; i < to; ) {
            long start = Math.floorDiv(run.at(i), width);
            long end = (start + 1) * width;
            double lowest = Double.POSITIVE_INFINITY;
            double highest = Double.NEGATIVE_INFINITY;
            int tardy = 0;
            int begin = i;
            for (; i < to && run.at(i) < end; i++) {
                double value = run.value(i);
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
                sum.add(value);
                if (run.late(i)) tardy++;
            }
            rollup.add(start * width, i - begin, tardy, lowest, highest, run.value(i - 1), sum.take());
        }
        return rollup;
    }

    /// The same in wider stretches.
    ///
    /// @param wider a multiple of this one's width
    Rollup in(long wider) {
        var rollup = new Rollup(wider);
        var sum = new Sum();
        for (int i = 0; i < size; ) {
            long start = Math.floorDiv(starts[i], wider) * wider;
            double lowest = least[i];
            double highest = most[i];
            int count = 0;
            int tardy = 0;
            for (; i < size && starts[i] < start + wider; i++) {
                lowest = Math.min(lowest, least[i]);
                highest = Math.max(highest, most[i]);
                count += counts[i];
                tardy += late[i];
                for (double part : sums[i]) sum.add(part);
            }
            rollup.add(start, count, tardy, lowest, highest, last[i - 1], sum.take());
        }
        return rollup;
    }

    int size() {
        return size;
    }

    /// Where the stretch at place `i` begins, epoch microseconds.
    long start(int i) {
        return starts[i];
    }

    int count(int i) {
        return counts[i];
    }

    int late(int i) {
        return late[i];
    }

    double least(int i) {
        return least[i];
    }

    double most(int i) {
        return most[i];
    }

    double last(int i) {
        return last[i];
    }

    /// Adds the sum of the stretch at place `i` to another sum.
    void addTo(Sum sum, int i) {
        for (double part : sums[i]) sum.add(part);
    }

    byte[] encode() {
        var out = new Varints(64 + 40 * size);
        out.raw(VERSION);
        out.unsigned(width);
        out.unsigned(size);
        var numbers = new long[size];
        for (int i = 0; i < size; i++) numbers[i] = Math.floorDiv(starts[i], width);
        Column.write(out, numbers, size);
        for (int i = 0; i < size; i++) numbers[i] = counts[i];
        Column.write(out, numbers, size);
        int tardy = 0;
        for (int i = 0; i < size; i++) if (late[i] > 0) tardy++;
        out.unsigned(tardy);
        int before = 0;
        for (int i = 0; i < size; i++)
            if (late[i] > 0) {
                out.unsigned(i - before);
                out.unsigned(late[i]);
                before = i;
            }
        Values.write(out, least, size);
        Values.write(out, most, size);
        Values.write(out, last, size);
        var column = new double[size];
        for (int i = 0; i < size; i++) column[i] = sums[i].length > 0 ? sums[i][0] : 0;
        Values.write(out, column, size);
        for (int i = 0; i < size; i++) column[i] = sums[i].length > 1 ? sums[i][1] : 0;
        writeRests(out, column, size);
        int more = 0;
        for (int i = 0; i < size; i++) if (sums[i].length > 2) more++;
        out.unsigned(more);
        before = 0;
        for (int i = 0; i < size; i++)
            if (sums[i].length > 2) {
                out.unsigned(i - before);
                out.unsigned(sums[i].length - 2);
                for (int part = 2; part < sums[i].length; part++) out.raw(Double.doubleToRawLongBits(sums[i][part]));
                before = i;
            }
        return Sealed.close(out);
    }

    /// @throws IllegalArgumentException when the bytes are not a rollup, whatever they are
    static Rollup decode(byte[] bytes) {
        var in = Sealed.open(bytes, VERSION);
        long width = in.unsigned();
        if (width < 1) throw new IllegalArgumentException("a width of " + width + " cannot be");
        long count = in.unsigned();
        // What so many stretches take at the very least: a larger count is a lie that must not become an array.
        if (count < 0 || count > Block.MOST || Column.least((int) count) * 7 > in.left())
            throw new IllegalArgumentException("a count of " + count + " cannot be");
        int n = (int) count;
        var rollup = new Rollup(width);
        rollup.size = n;
        rollup.starts = new long[n];
        Column.read(in, rollup.starts, n);
        for (int i = 0; i < n; i++) rollup.starts[i] *= width;
        var numbers = new long[n];
        Column.read(in, numbers, n);
        rollup.counts = new int[n];
        for (int i = 0; i < n; i++) rollup.counts[i] = (int) numbers[i];
        rollup.late = new int[n];
        int place = 0;
        for (long lates = few(in.unsigned(), n); lates > 0; lates--) {
            place = place(in, place, n);
            rollup.late[place] = (int) in.unsigned();
        }
        rollup.least = values(in, numbers, n);
        rollup.most = values(in, numbers, n);
        rollup.last = values(in, numbers, n);
        var high = values(in, numbers, n);
        var low = rests(in, numbers, n);
        rollup.sums = new double[n][];
        for (int i = 0; i < n; i++)
            rollup.sums[i] = low[i] != 0 ? new double[] {high[i], low[i]} : new double[] {high[i]};
        place = 0;
        for (long more = few(in.unsigned(), n); more > 0; more--) {
            place = place(in, place, n);
            long parts = in.unsigned();
            if (parts < 0 || parts > in.left() / 8)
                throw new IllegalArgumentException(parts + " parts of a sum cannot be");
            var all = Arrays.copyOf(new double[] {high[place], low[place]}, (int) parts + 2);
            for (int part = 2; part < all.length; part++) all[part] = Double.longBitsToDouble(in.raw8());
            rollup.sums[place] = all;
        }
        for (var sum : rollup.sums)
            for (double part : sum)
                if (!Double.isFinite(part)) throw new IllegalArgumentException("a sum of " + part + " cannot be");
        Sealed.end(in);
        return rollup;
    }

    private static long few(long said, int n) {
        if (said < 0 || said > n) throw new IllegalArgumentException(said + " of " + n + " cannot be");
        return said;
    }

    private static int place(Varints in, int before, int n) {
        long step = in.unsigned();
        if (step < 0 || step >= n - before) throw new IllegalArgumentException("a stretch lies beyond the rollup");
        return before + (int) step;
    }

    private static double[] values(Varints in, long[] numbers, int n) {
        var values = new double[n];
        Values.read(in, values, numbers, n);
        return values;
    }

    /// What a rounded sum leaves over has few bits: a whole number of what the least bit of any summand stands for.
    private static void writeRests(Varints out, double[] rests, int n) {
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            if (rests[i] == 0) continue;
            long bits = Double.doubleToRawLongBits(rests[i]);
            int exponent = Math.max(Math.getExponent(rests[i]), Double.MIN_EXPONENT);
            highest = Math.max(highest, exponent);
            lowest = Math.min(
                    lowest, exponent - MANTISSA_BITS + Long.numberOfTrailingZeros(bits | (1L << MANTISSA_BITS)));
        }
        if (highest >= lowest && highest - lowest >= MOST_SCALE) {
            out.raw((byte) 1);
            Values.write(out, rests, n);
            return;
        }
        int exponent = highest < lowest ? 0 : lowest;
        var numbers = new long[n];
        for (int i = 0; i < n; i++) numbers[i] = (long) scaled(rests[i], -exponent);
        out.raw((byte) 0);
        out.signed(exponent);
        Column.write(out, numbers, n);
    }

    private static double[] rests(Varints in, long[] numbers, int n) {
        int form = in.raw1();
        if (form == 1) return values(in, numbers, n);
        if (form != 0) throw new IllegalArgumentException("rests of form " + form + " are unknown");
        long exponent = in.signed();
        if (exponent < -1_100 || exponent > 1_100)
            throw new IllegalArgumentException("an exponent of " + exponent + " cannot be");
        Column.read(in, numbers, n);
        var rests = new double[n];
        for (int i = 0; i < n; i++) rests[i] = scaled((double) numbers[i], (int) exponent);
        return rests;
    }

    /// In two steps, because 2^1074 is no double.
    private static double scaled(double number, int exponent) {
        return Math.scalb(Math.scalb(number, exponent / 2), exponent - exponent / 2);
    }

    private void add(long start, int count, int tardy, double lowest, double highest, double newest, double[] sum) {
        if (size == starts.length) {
            int room = 2 * size + 16;
            starts = Arrays.copyOf(starts, room);
            counts = Arrays.copyOf(counts, room);
            late = Arrays.copyOf(late, room);
            least = Arrays.copyOf(least, room);
            most = Arrays.copyOf(most, room);
            last = Arrays.copyOf(last, room);
            sums = Arrays.copyOf(sums, room);
        }
        starts[size] = start;
        counts[size] = count;
        late[size] = tardy;
        least[size] = lowest;
        most[size] = highest;
        last[size] = newest;
        sums[size++] = sum.length == 0 ? NOTHING : sum;
    }
}
