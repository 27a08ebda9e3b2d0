package dev.velocity.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Whole numbers in as few bits as their neighbours allow, exact and quick to read.
///
/// Groups of 128 numbers, the last one shorter. Each says `width + 65 * order` in a varint, its base as a signed
/// varint, and then `width` bits for each number, the least significant first, filled up to a whole byte. Of order 0
/// the number is `base + bits`; of order 1 it is the one before plus `base + bits`; of order 2 the step from the one
/// before is the step before it plus `base + bits`. Before the first number stand 0 and a step of 0, and these go on
/// from group to group. Arithmetic wraps round, so every `long` can be held.
final class Column {
    /// How far behind a group the last of its numbers are read with.
    private static final int SLACK = 8;

    private static final int GROUP = 128;
    private static final int WIDTHS = 65;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Column() {}

    static void write(Varints out, long[] numbers, int count) {
        long before = 0;
        long step = 0;
        var bits = new long[GROUP];
        for (int start = 0; start < count; start += GROUP) {
            int n = Math.min(GROUP, count - start);
            int order = best(numbers, start, n, before, step);
            long base = Long.MAX_VALUE;
            for (int i = 0; i < n; i++) {
                long number = numbers[start + i];
                long now = number - before;
                bits[i] = order == 0 ? number : order == 1 ? now : now - step;
                base = Math.min(base, bits[i]);
                before = number;
                step = now;
            }
            long all = 0;
            for (int i = 0; i < n; i++) {
                bits[i] -= base;
                all |= bits[i];
            }
            int width = 64 - Long.numberOfLeadingZeros(all);
            out.unsigned(width + WIDTHS * order);
            out.signed(base);
            out.bits(bits, n, width);
        }
    }

    /// The fewest bytes a column of `count` numbers can have.
    static int least(int count) {
        return 2 * ((count + GROUP - 1) / GROUP);
    }

    /// Reads `count` numbers.
    ///
    /// @throws IllegalArgumentException when the bytes are no column of so many numbers
    static void read(Varints in, long[] numbers, int count) {
        read(in, numbers, 0, count);
    }

    /// The same, from place `at` of `numbers` on.
    static void read(Varints in, long[] numbers, int at, int count) {
        long before = 0;
        long step = 0;
        for (int start = at; start < at + count; start += GROUP) {
            int n = Math.min(GROUP, at + count - start);
            long head = in.unsigned();
            if (head < 0 || head >= 3 * WIDTHS)
                throw new IllegalArgumentException("a group of kind " + head + " cannot be");
            int order = (int) head / WIDTHS;
            int width = (int) head % WIDTHS;
            long base = in.signed();
            int size = (n * width + 7) >>> 3;
            int from = in.skip(size);
            if (from + size + SLACK <= in.bytes().length) unpack(in.bytes(), from, numbers, start, n, width, base);
            else unpack(Arrays.copyOfRange(in.bytes(), from, from + size + SLACK), 0, numbers, start, n, width, base);
            int end = start + n;
            long last = before;
            if (order == 1) {
                for (int i = start; i < end; i++) numbers[i] = before += numbers[i];
            } else if (order == 2) {
                for (int i = start; i < end; i++) {
                    step += numbers[i];
                    numbers[i] = before += step;
                }
            }
            step = numbers[end - 1] - (n > 1 ? numbers[end - 2] : last);
            before = numbers[end - 1];
        }
    }

    private static void unpack(byte[] bytes, int from, long[] into, int start, int n, int width, long base) {
        if (width == 0) {
            for (int i = 0; i < n; i++) into[start + i] = base;
            return;
        }
        long mask = -1L >>> (64 - width);
        if (width <= 56) {
            for (int i = 0, bit = 0; i < n; i++, bit += width)
                into[start + i] = base + (((long) LONGS.get(bytes, from + (bit >>> 3)) >>> (bit & 7)) & mask);
            return;
        }
        for (int i = 0, bit = 0; i < n; i++, bit += width) {
            int place = from + (bit >>> 3);
            int shift = bit & 7;
            long low = (long) LONGS.get(bytes, place) >>> shift;
            long high = shift == 0 ? 0 : (long) bytes[place + 8] << (64 - shift);
            into[start + i] = base + ((low | high) & mask);
        }
    }

    /// The order that takes the fewest bits.
    private static int best(long[] numbers, int start, int n, long before, long step) {
        long least0 = Long.MAX_VALUE;
        long least1 = Long.MAX_VALUE;
        long least2 = Long.MAX_VALUE;
        long most0 = Long.MIN_VALUE;
        long most1 = Long.MIN_VALUE;
        long most2 = Long.MIN_VALUE;
        for (int i = start; i < start + n; i++) {
            long number = numbers[i];
            long now = number - before;
            long turn = now - step;
            least0 = Math.min(least0, number);
            most0 = Math.max(most0, number);
            least1 = Math.min(least1, now);
            most1 = Math.max(most1, now);
            least2 = Math.min(least2, turn);
            most2 = Math.max(most2, turn);
            before = number;
            step = now;
        }
        // As unsigned widths: a range wider than half of all numbers is 64 bits.
        int zeros0 = Long.numberOfLeadingZeros(most0 - least0);
        int zeros1 = Long.numberOfLeadingZeros(most1 - least1);
        int zeros2 = Long.numberOfLeadingZeros(most2 - least2);
        if (zeros0 >= zeros1 && zeros0 >= zeros2) return 0;
        return zeros1 >= zeros2 ? 1 : 2;
    }
}
