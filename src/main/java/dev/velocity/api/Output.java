package dev.velocity.api;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Writes numbers and instants as text, or as they are, many millions a second, without an object for any of them. One
/// thread.
final class Output implements AutoCloseable {
    private static final int ROOM = 1 << 15;
    /// The longest thing that is written at once.
    private static final int LONGEST = 64;

    /// Stands for decimals where there are none.
    static final int DOUBLES_FOLLOW = 255;

    private static final int MOST_DECIMALS = 15;
    /// Up to here a decimal of so many digits is the shortest that means its double.
    private static final double MOST_MANTISSA = 1e15;

    /// Instants of so many microseconds share what their text begins with.
    private static final long SPAN = 1_000_000_000;

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final double[] POWERS = powers();
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle PAIRS_INTO =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    /// Two digits each, the first in the lower byte.
    private static final short[] PAIRS = pairs();

    private static final int MOST_DIGITS = 19;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final OutputStream out;
    private final byte[] bytes = new byte[ROOM];
    private int size;
    private long written;
    private int decimals = 1;
    private long minute = Long.MIN_VALUE;
    private byte[] minuteText = {};
    private long span = Long.MIN_VALUE;
    private byte[] spanText = {};

    Output(OutputStream out) {
        this.out = out;
    }

    Output text(String ascii) throws IOException {
        for (int i = 0; i < ascii.length(); i++) {
            if (size == ROOM) flush();
            bytes[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /// Any text, in UTF-8.
    Output words(String text) throws IOException {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        for (byte one : utf8) {
            if (size == ROOM) flush();
            bytes[size++] = one;
        }
        return this;
    }

    Output symbol(char ascii) throws IOException {
        if (size == ROOM) flush();
        bytes[size++] = (byte) ascii;
        return this;
    }

    Output number(long number) throws IOException {
        need();
        digits(number);
        return this;
    }

    /// The shortest decimal that means this double, as JSON has it.
    Output number(double number) throws IOException {
        need();
        // Most values have as many places as the one before.
        if (!fits(number, decimals)) {
            int places = places(number);
            if (places < 0) return text(Double.toString(number));
            decimals = places;
        }
        decimal((long) Math.rint(number * POWERS[decimals]), decimals);
        return this;
    }

    /// An instant in epoch microseconds as milliseconds, with a fraction when it has one.
    Output millis(long micros) throws IOException {
        need();
        long whole = Math.floorDiv(micros, SPAN);
        if (micros < SPAN) {
            decimal(micros, 3);
            return this;
        }
        if (whole != span) {
            span = whole;
            spanText = Long.toString(whole).getBytes(StandardCharsets.US_ASCII);
        }
        System.arraycopy(spanText, 0, bytes, size, spanText.length);
        size += spanText.length;
        int rest = (int) (micros - whole * SPAN);
        fixed(rest / 1_000, 6);
        int fraction = rest % 1_000;
        if (fraction == 0) return this;
        bytes[size++] = '.';
        fixed(fraction, 3);
        while (bytes[size - 1] == '0') size--;
        return this;
    }

    /// An instant in epoch microseconds, as [Instant#toString] writes it.
    Output instant(long micros) throws IOException {
        need();
        long whole = Math.floorDiv(micros, MINUTE);
        if (whole != minute) {
            minute = whole;
            var text = Instant.ofEpochSecond(whole * 60).toString();
            minuteText = text.substring(0, text.length() - 3).getBytes(StandardCharsets.US_ASCII);
        }
        System.arraycopy(minuteText, 0, bytes, size, minuteText.length);
        size += minuteText.length;
        int rest = (int) (micros - whole * MINUTE);
        int seconds = rest / (int) SECOND;
        int fraction = rest % (int) SECOND;
        fixed(seconds, 2);
        if (fraction != 0) {
            bytes[size++] = '.';
            if (fraction % 1_000 == 0) fixed(fraction / 1_000, 3);
            else fixed(fraction, 6);
        }
        bytes[size++] = 'Z';
        return this;
    }

    /// Eight bytes, little-endian.
    Output raw(double number) throws IOException {
        need();
        DOUBLES.set(bytes, size, number);
        size += 8;
        return this;
    }

    /// A column of the first `n` numbers: how many decimals they have, filled up to eight bytes, and then each as a
    /// whole number of them in four bytes; or [#DOUBLES_FOLLOW] and eight bytes for each, when they are no such
    /// decimals.
    Output column(double[] numbers, int n) throws IOException {
        var whole = new int[n];
        int places = 0;
        for (int i = 0; i < n && places >= 0; i++) {
            double number = numbers[i];
            double power = POWERS[places];
            long mantissa = (long) Math.rint(number * power);
            whole[i] = (int) mantissa;
            if (whole[i] == mantissa
                    && Double.doubleToRawLongBits(mantissa / power) == Double.doubleToRawLongBits(number)) continue;
            // From the first again, with more decimals: those that had enough have to fit these too.
            places = whole[i] != mantissa || places == MOST_DECIMALS ? -1 : places + 1;
            i = -1;
        }
        if (places < 0) {
            raw(DOUBLES_FOLLOW).fill();
            for (int i = 0; i < n; i++) raw(numbers[i]);
            return this;
        }
        return raw(places).fill().raw(whole, n).fill();
    }

    /// Four bytes, little-endian, for each of the first `n` numbers.
    Output raw(int[] numbers, int n) throws IOException {
        for (int i = 0; i < n; ) {
            need();
            int end = Math.min(n, i + (ROOM - size) / 4);
            for (; i < end; i++, size += 4) INTS.set(bytes, size, numbers[i]);
        }
        return this;
    }

    /// Four bytes, little-endian.
    Output raw(int number) throws IOException {
        need();
        INTS.set(bytes, size, number);
        size += 4;
        return this;
    }

    Output raw(byte one) throws IOException {
        if (size == ROOM) flush();
        bytes[size++] = one;
        return this;
    }

    /// Zeros until what is written is a multiple of eight.
    Output fill() throws IOException {
        while ((written + size & 7) != 0) raw((byte) 0);
        return this;
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    private void flush() throws IOException {
        out.write(bytes, 0, size);
        written += size;
        size = 0;
    }

    private void need() throws IOException {
        if (ROOM - size < LONGEST) flush();
    }

    private static boolean fits(double number, int places) {
        double scaled = number * POWERS[places];
        return Math.abs(scaled) <= MOST_MANTISSA
                && Double.doubleToRawLongBits((long) Math.rint(scaled) / POWERS[places])
                        == Double.doubleToRawLongBits(number);
    }

    private static int places(double number) {
        for (int places = 0; places <= MOST_DECIMALS; places++) if (fits(number, places)) return places;
        return -1;
    }

    private void decimal(long number, int places) {
        long rest = number;
        int left = places;
        while (left > 0 && rest % 10 == 0) {
            rest /= 10;
            left--;
        }
        if (left == 0) {
            digits(rest);
            return;
        }
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        // The point goes between: a division by ten to the power of `left` would cost more than all the rest.
        fixed(rest, Math.max(left + 1, count(rest)));
        for (int i = size; i > size - left; i--) bytes[i] = bytes[i - 1];
        bytes[size++ - left] = '.';
    }

    private void digits(long number) {
        if (number == Long.MIN_VALUE) {
            for (byte one : "-9223372036854775808".getBytes(StandardCharsets.US_ASCII)) bytes[size++] = one;
            return;
        }
        long rest = number;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        fixed(rest, count(rest));
    }

    /// How many digits a number has that is not negative.
    private static int count(long number) {
        int count = 1;
        for (long power = 10; count < MOST_DIGITS && number >= power; power *= 10) count++;
        return count;
    }

    /// So many digits, zeros in front, two at a time.
    private void fixed(long number, int count) {
        long rest = number;
        int i = size + count;
        size = i;
        int left = count;
        for (; rest > Integer.MAX_VALUE; left -= 2) {
            int pair = (int) (rest % 100);
            rest /= 100;
            i -= 2;
            PAIRS_INTO.set(bytes, i, PAIRS[pair]);
        }
        int small = (int) rest;
        for (; left > 1; left -= 2) {
            int pair = small % 100;
            small /= 100;
            i -= 2;
            PAIRS_INTO.set(bytes, i, PAIRS[pair]);
        }
        if (left == 1) bytes[i - 1] = (byte) ('0' + small % 10);
    }

    private static short[] pairs() {
        var pairs = new short[100];
        for (int i = 0; i < 100; i++) pairs[i] = (short) ('0' + i / 10 | ('0' + i % 10) << 8);
        return pairs;
    }

    private static double[] powers() {
        var powers = new double[MOST_DECIMALS + 1];
        Arrays.setAll(powers, i -> Double.parseDouble("1e" + i));
        return powers;
    }
}
