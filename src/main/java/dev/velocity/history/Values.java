package dev.velocity.history;

/// Doubles as whole numbers that a [Column] packs well, bit for bit the same when they come back.
///
/// Sensors send decimals: 21.5 becomes 215 of tenths, and 215 / 10 is again the double nearest to 21.5, because both
/// are exact and division rounds once. A form byte says how: 0 to 15, so many decimals; 16, the bits of the double; 17,
/// the bits of a float that is the same number. Of form 0 to 15 a few numbers may be exceptions, written as bits: a
/// count, then for each the places since the one before and 8 bytes; the column has there what stood before.
final class Values {
    private static final int MOST_DECIMALS = 15;
    private static final int BITS = 16;
    private static final int FLOAT = 17;
    /// Every whole number up to this, and each half between, is a double: finding m loses nothing, and m / 10^k rounds
    /// but once.
    private static final long MOST_MANTISSA = 1L << 52;
    /// What an exception costs beyond its place in the column, in bits.
    private static final int EXCEPTION_BITS = 80;
    /// What one more decimal costs each number, in tenths of bits.
    private static final int TENTHS_PER_DECIMAL = 33;

    private static final double[] POWERS = powers();
    private static final int NONE = MOST_DECIMALS + 1;
    /// No whole number.
    private static final long WITHOUT = Long.MIN_VALUE;

    private Values() {}

    static void write(Varints out, double[] values, int count) {
        var numbers = new long[count];
        int decimals = decimals(values, numbers, count);
        if (decimals == NONE) {
            boolean floats = true;
            for (int i = 0; i < count && floats; i++) floats = isFloat(values[i]);
            for (int i = 0; i < count; i++)
                numbers[i] =
                        floats ? Float.floatToRawIntBits((float) values[i]) : Double.doubleToRawLongBits(values[i]);
            out.raw((byte) (floats ? FLOAT : BITS));
            Column.write(out, numbers, count);
            return;
        }
        var exceptions = new int[count];
        int excepted = 0;
        long before = 0;
        for (int i = 0; i < count; i++) {
            if (numbers[i] == WITHOUT) exceptions[excepted++] = i;
            else before = numbers[i];
            numbers[i] = before;
        }
        out.raw((byte) decimals);
        out.unsigned(excepted);
        int last = 0;
        for (int i = 0; i < excepted; i++) {
            out.unsigned(exceptions[i] - last);
            out.raw(Double.doubleToRawLongBits(values[exceptions[i]]));
            last = exceptions[i];
        }
        Column.write(out, numbers, count);
    }

    /// Reads `count` doubles; `numbers` has room for as many and is overwritten.
    ///
    /// @throws IllegalArgumentException when the bytes are not so many doubles
    static void read(Varints in, double[] values, long[] numbers, int count) {
        read(in, values, 0, numbers, count);
    }

    /// The same, from place `at` of `values` on.
    static void read(Varints in, double[] values, int at, long[] numbers, int count) {
        int form = in.raw1();
        if (form > FLOAT) throw new IllegalArgumentException("values of form " + form + " are unknown");
        if (form >= BITS) {
            Column.read(in, numbers, count);
            if (form == BITS) for (int i = 0; i < count; i++) values[at + i] = Double.longBitsToDouble(numbers[i]);
            else for (int i = 0; i < count; i++) values[at + i] = Float.intBitsToFloat((int) numbers[i]);
            return;
        }
        long excepted = in.unsigned();
        if (excepted < 0 || excepted > count)
            throw new IllegalArgumentException(excepted + " exceptions among " + count + " values cannot be");
        int exceptions = in.place();
        int place = 0;
        for (long i = 0; i < excepted; i++) {
            place = place(in, place, count);
            in.skip(8);
        }
        Column.read(in, numbers, count);
        double power = POWERS[form];
        for (int i = 0; i < count; i++) values[at + i] = numbers[i] / power;
        var again = in.from(exceptions);
        place = 0;
        for (long i = 0; i < excepted; i++) {
            place = place(again, place, count);
            values[at + place] = Double.longBitsToDouble(again.raw8());
        }
    }

    private static int place(Varints in, int before, int count) {
        long step = in.unsigned();
        if (step < 0 || before + step >= count)
            throw new IllegalArgumentException("an exception lies beyond the values");
        return (int) (before + step);
    }

    /// How many decimals cost the least in all, or [#NONE] when bits are cheaper; `numbers` gets the whole numbers of
    /// so many decimals, [#WITHOUT] where there is none.
    private static int decimals(double[] values, long[] numbers, int count) {
        var counts = new int[NONE + 1];
        int most = 0;
        // Once so many need the most decimals that it is cheaper to give them to all, nobody asks who needs fewer.
        int enough = enough(most, count);
        // Up to here they were made with fewer decimals.
        int fewer = 0;
        for (int i = 0; i < count; i++) {
            long number = mantissa(values[i], most);
            if (number == WITHOUT) {
                int needed = needed(values[i]);
                counts[needed]++;
                if (needed > most && needed != NONE) {
                    most = needed;
                    enough = enough(most, count);
                    fewer = i;
                    number = mantissa(values[i], most);
                }
            } else {
                counts[counts[most] > enough ? most : needed(number, most)]++;
            }
            numbers[i] = number;
        }
        int best = best(counts, count);
        int made = best == most ? fewer : count;
        if (best != NONE) for (int i = 0; i < made; i++) numbers[i] = mantissa(values[i], best);
        return best;
    }

    /// When more than so many need that many decimals, all get them.
    private static int enough(int decimals, int count) {
        return (int) ((long) count * TENTHS_PER_DECIMAL * decimals / (10 * EXCEPTION_BITS));
    }

    private static int best(int[] counts, int count) {
        int best = NONE;
        // A double's 64 bits, of which neighbours share some.
        long least = 10L * count * 50;
        long beyond = count;
        for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
            beyond -= counts[decimals];
            long cost = 10L * beyond * EXCEPTION_BITS + (long) count * TENTHS_PER_DECIMAL * decimals;
            if (cost < least) {
                least = cost;
                best = decimals;
            }
        }
        return best;
    }

    /// The least number of decimals that give a double again that `decimals` of them give as `number`.
    private static int needed(long number, int decimals) {
        int needed = decimals;
        for (long rest = number; needed > 0 && rest % 10 == 0; needed--) rest /= 10;
        return needed;
    }

    /// The least number of decimals that give the double again, or [#NONE].
    private static int needed(double value) {
        for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++)
            if (mantissa(value, decimals) != WITHOUT) return decimals;
        return NONE;
    }

    /// The whole number that divided by 10 to the power of `decimals` is the double, or [#WITHOUT].
    private static long mantissa(double value, int decimals) {
        double power = POWERS[decimals];
        double scaled = value * power;
        if (!(Math.abs(scaled) <= MOST_MANTISSA)) return WITHOUT;
        long number = (long) (scaled + Math.copySign(0.5, scaled));
        return Double.doubleToRawLongBits(number / power) == Double.doubleToRawLongBits(value) ? number : WITHOUT;
    }

    private static boolean isFloat(double value) {
        return Double.doubleToRawLongBits((float) value) == Double.doubleToRawLongBits(value);
    }

    private static double[] powers() {
        var powers = new double[MOST_DECIMALS + 1];
        powers[0] = 1;
        for (int i = 1; i <= MOST_DECIMALS; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
