package dev.velocity.history;

import java.util.Arrays;

/// The exact sum of doubles. Addition of doubles depends on its order, so that a mean made of rollups would differ from
/// the one made of readings; here nothing is rounded before [#value] is asked for, once, and every way to the same
/// numbers gives the same bits.
///
/// Chunks of 32 bits are kept in 64, so that 2,047 numbers fit before a carry must travel on (R. M. Neal, *Fast exact
/// summation using small and large superaccumulators*, 2015). NaN and the infinities are no readings and are refused.
/// One thread.
final class Sum {
    private static final int CHUNKS = 67;
    private static final int MOST_PENDING = 2_047;
    private static final long MANTISSA = (1L << 52) - 1;
    private static final long LOW = 0xffff_ffffL;
    /// A mantissa as a whole number is `2^1075` too large for exponent field 0.
    private static final int BIAS = 1_075;

    private final long[] chunks = new long[CHUNKS];
    private int pending;
    private int least = CHUNKS;
    private int most = -1;

    void clear() {
        if (least <= most) Arrays.fill(chunks, least, most + 1, 0);
        least = CHUNKS;
        most = -1;
        pending = 0;
    }

    void add(double number) {
        long bits = Double.doubleToRawLongBits(number);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        long mantissa = bits & MANTISSA;
        if (exponent == 0x7ff) throw new IllegalArgumentException(number + " cannot be summed");
        if (exponent == 0) exponent = 1;
        else mantissa |= 1L << 52;
        int chunk = exponent >>> 5;
        int shift = exponent & 31;
        long low = (mantissa << shift) & LOW;
        long high = mantissa >>> (32 - shift);
        if (bits < 0) {
            chunks[chunk] -= low;
            chunks[chunk + 1] -= high;
        } else {
            chunks[chunk] += low;
            chunks[chunk + 1] += high;
        }
        if (chunk < least) least = chunk;
        if (chunk >= most) most = chunk + 1;
        if (++pending == MOST_PENDING) carry();
    }

    /// The sum, rounded once to the nearest double, ties to even.
    double value() {
        carry();
        int top = top();
        if (top < 0) return 0;
        if (chunks[top] > 0) return rounded(top);
        negate();
        carry();
        double value = -rounded(top());
        negate();
        return value;
    }

    /// Doubles whose exact sum is this sum, largest first; two in nearly all cases, none for zero. The sum is zero
    /// afterwards.
    double[] take() {
        var parts = new double[CHUNKS];
        int count = 0;
        for (double part = value(); part != 0; part = value()) {
            parts[count++] = part;
            add(-part);
        }
        clear();
        return Arrays.copyOf(parts, count);
    }

    /// Leaves 0 to 2^32 - 1 in every chunk but the highest, which keeps the sign.
    private void carry() {
        pending = 0;
        for (int i = least; i <= most; i++) {
            long over = chunks[i] >> 32;
            if (i == most && (over == 0 || over == -1)) return;
            chunks[i] &= LOW;
            chunks[i + 1] += over;
            if (i == most) most++;
        }
    }

    private void negate() {
        for (int i = least; i <= most; i++) chunks[i] = -chunks[i];
    }

    /// The highest chunk that holds anything, or -1.
    private int top() {
        for (int i = most; i >= least; i--) if (chunks[i] != 0) return i;
        return -1;
    }

    /// Of a positive sum in carried chunks.
    private double rounded(int top) {
        long high = (chunks[top] << 32) | (top > 0 ? chunks[top - 1] : 0);
        long low = top > 1 ? chunks[top - 2] : 0;
        boolean more = false;
        for (int i = top - 3; i >= least && !more; i--) more = chunks[i] != 0;
        int zeros = Long.numberOfLeadingZeros(high);
        if (zeros > 0) {
            high = (high << zeros) | (low >>> (32 - zeros));
            low = (low << zeros) & LOW;
        }
        long mantissa = high >>> 11;
        long rest = high & 0x7ff;
        boolean beyond = low != 0 || more || (mantissa & 1) == 1;
        if (rest > 0x400 || (rest == 0x400 && beyond)) mantissa++;
        return Math.scalb((double) mantissa, 32 * (top - 1) - BIAS - zeros + 11);
    }
}
