package dev.velocity.rule;

import java.time.Duration;
import java.util.Arrays;

/// What a limit looks at: the value itself, or something made of it and the readings before. Its memory is cells of the
/// sensor's state.
abstract sealed class Signal {
    /// The value as it is.
    static final Signal VALUE = new Value();

    static Signal mean(Duration over) {
        return over.isZero() ? VALUE : new Mean(over);
    }

    abstract int width();

    /// The signal after the reading; NaN while too little is known.
    abstract double take(long[] cells, int base, long at, double value);

    private static final class Value extends Signal {
        @Override
        int width() {
            return 0;
        }

        @Override
        double take(long[] cells, int base, long at, double value) {
            return value;
        }
    }

    /// The mean of the readings of the last `over`, kept as sums of 30 slices of it. Slices align with the epoch.
    private static final class Mean extends Signal {
        private static final int SLICES = 30;
        private static final int NEWEST = 0;
        private static final int SUMS = 1;
        private static final int COUNTS = SUMS + SLICES;
        private final long slice;

        Mean(Duration over) {
            slice = Math.max(1, Track.micros(over) / SLICES);
        }

        @Override
        int width() {
            return COUNTS + SLICES;
        }

        @Override
        double take(long[] cells, int base, long at, double value) {
            long now = Math.floorDiv(at, slice);
            long newest = cells[base + NEWEST];
            for (long old = Math.max(newest + 1, now - SLICES + 1); old <= now; old++) {
                int place = Math.floorMod(old, SLICES);
                cells[base + SUMS + place] = 0;
                cells[base + COUNTS + place] = 0;
            }
            cells[base + NEWEST] = now;
            int place = Math.floorMod(now, SLICES);
            cells[base + SUMS + place] = bits(number(cells[base + SUMS + place]) + value);
            cells[base + COUNTS + place]++;
            double sum = 0;
            long count = 0;
            for (int i = 0; i < SLICES; i++) {
                sum += number(cells[base + SUMS + i]);
                count += cells[base + COUNTS + i];
            }
            return sum / count;
        }
    }

    /// Change per hour over the last `window`, times `sign`; known once the readings span half of it. Keeps at most
    /// one reading per 1/32 of the window, so a change shorter than that is seen late but never missed.
    static final class Slope extends Signal {
        private static final int KEPT = 34;
        private static final int COUNT = 0;
        private static final int TIMES = 1;
        private static final int VALUES = TIMES + KEPT;
        private static final double MICROS_PER_HOUR = 3.6e9;
        private final long window;
        private final int sign;

        Slope(Duration window, int sign) {
            this.window = Track.micros(window);
            this.sign = sign;
        }

        @Override
        int width() {
            return VALUES + KEPT;
        }

        @Override
        double take(long[] cells, int base, long at, double value) {
            int count = (int) cells[base + COUNT];
            int old = 0;
            while (old < count && cells[base + TIMES + old] < at - window) old++;
            if (old > 0) {
                count -= old;
                System.arraycopy(cells, base + TIMES + old, cells, base + TIMES, count);
                System.arraycopy(cells, base + VALUES + old, cells, base + VALUES, count);
            }
            double slope = Double.NaN;
            if (count > 0) {
                long span = at - cells[base + TIMES];
                if (span >= window / 2) slope = sign * (value - number(cells[base + VALUES])) / span * MICROS_PER_HOUR;
            }
            if (count < KEPT && (count == 0 || at - cells[base + TIMES + count - 1] >= window / 32)) {
                cells[base + TIMES + count] = at;
                cells[base + VALUES + count] = bits(value);
                count++;
            }
            cells[base + COUNT] = count;
            return slope;
        }
    }

    /// The value as a multiple of the median of the hourly means of the last `window`; 0 while it is not above
    /// `floor`, and NaN until a day of hours is known. The running hour is not part of its own background.
    static final class OverBackground extends Signal {
        private static final int HOUR = 0;
        private static final int SUM = 1;
        private static final int COUNT = 2;
        private static final int MEDIAN = 3;
        private static final int KNOWN = 4;
        private static final int MEANS = 5;
        private static final int HOURS_TO_KNOW = 24;
        private static final long MICROS_PER_HOUR = 3_600_000_000L;
        private final int hours;
        private final double floor;

        OverBackground(Duration window, double floor) {
            hours = (int) Math.max(HOURS_TO_KNOW, window.toHours());
            this.floor = floor;
        }

        @Override
        int width() {
            return MEANS + hours;
        }

        @Override
        double take(long[] cells, int base, long at, double value) {
            long hour = Math.floorDiv(at, MICROS_PER_HOUR);
            if (hour != cells[base + HOUR]) close(cells, base, hour);
            cells[base + SUM] = bits(number(cells[base + SUM]) + value);
            cells[base + COUNT]++;
            if (cells[base + KNOWN] < HOURS_TO_KNOW) return Double.NaN;
            return value > floor ? value / number(cells[base + MEDIAN]) : 0;
        }

        private void close(long[] cells, int base, long hour) {
            long before = cells[base + HOUR];
            if (cells[base + COUNT] > 0) {
                // A kept mean of exactly 0.0 would read as an empty cell, so means are stored one bit pattern up.
                cells[base + MEANS + Math.floorMod(before, hours)] =
                        bits(number(cells[base + SUM]) / cells[base + COUNT]) + 1;
            }
            for (long empty = Math.max(before + 1, hour - hours); empty < hour; empty++)
                cells[base + MEANS + Math.floorMod(empty, hours)] = 0;
            cells[base + HOUR] = hour;
            cells[base + SUM] = 0;
            cells[base + COUNT] = 0;
            var known = new double[hours];
            int count = 0;
            for (int i = 0; i < hours; i++)
                if (cells[base + MEANS + i] != 0) known[count++] = number(cells[base + MEANS + i] - 1);
            cells[base + KNOWN] = count;
            if (count == 0) return;
            Arrays.sort(known, 0, count);
            cells[base + MEDIAN] = bits((known[(count - 1) / 2] + known[count / 2]) / 2);
        }
    }

    static long bits(double number) {
        return Double.doubleToLongBits(number);
    }

    static double number(long bits) {
        return Double.longBitsToDouble(bits);
    }
}
