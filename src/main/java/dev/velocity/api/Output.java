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
    private static final int ROOM = 1 << 16;
    /// The longest thing that is written at once.
    private static final int LONGEST = 64;

    private static final int MOST_DECIMALS = 15;
    /// Up to here a decimal of so many digits is the shortest that means its double.
    private static final double MOST_MANTISSA = 1e15;

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final double[] POWERS = powers();
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final OutputStream out;
    private final byte[] bytes = new byte[ROOM];
    private int size;
    private long written;
    private int decimals = 1;
    private long minute = Long.MIN_VALUE;
    private byte[] minuteText = {};

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
        int places = fits(number, decimals) ? decimals : places(number);
        if (places < 0) return text(Double.toString(number));
        decimals = places;
        decimal(Math.round(number * POWERS[places]), places);
        return this;
    }

    /// An instant in epoch microseconds as milliseconds, with a fraction when it has one.
    Output millis(long micros) throws IOException {
        need();
        decimal(micros, 3);
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
                && Double.doubleToRawLongBits(Math.round(scaled) / POWERS[places])
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
        long power = (long) POWERS[left];
        digits(rest / power);
        bytes[size++] = '.';
        fixed(rest % power, left);
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
        int count = 1;
        for (long more = rest; more >= 10; more /= 10) count++;
        fixed(rest, count);
    }

    private void fixed(long number, int count) {
        long rest = number;
        for (int i = size + count - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += count;
    }

    private static double[] powers() {
        var powers = new double[MOST_DECIMALS + 1];
        Arrays.setAll(powers, i -> Double.parseDouble("1e" + i));
        return powers;
    }
}
