package dev.velocity.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes with variable-length numbers in them, written from the front or read from a part. Reading past the end is an
/// [IllegalArgumentException]: the bytes are not what they claim to be.
final class Varints {
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int at;
    private final int end;

    /// To write, with room for about `expected` bytes.
    Varints(int expected) {
        bytes = new byte[expected];
        end = Integer.MAX_VALUE;
    }

    /// To read `bytes[from..end)`.
    Varints(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    void raw(byte one) {
        need(1);
        bytes[at++] = one;
    }

    void raw(long eight) {
        need(8);
        BIG.set(bytes, at, eight);
        at += 8;
    }

    /// The first `count` of these.
    void raw(byte[] some, int count) {
        need(count);
        System.arraycopy(some, 0, bytes, at, count);
        at += count;
    }

    void raw4(int four) {
        need(4);
        for (int shift = 24; shift >= 0; shift -= 8) bytes[at++] = (byte) (four >>> shift);
    }

    void unsigned(long number) {
        need(10);
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
    }

    void signed(long number) {
        unsigned((number << 1) ^ (number >> 63));
    }

    /// `width` bits of each of the first `count` numbers, the least significant first, filled up to a whole byte.
    void bits(long[] numbers, int count, int width) {
        need((count * width + 7) / 8);
        long open = 0;
        int filled = 0;
        for (int i = 0; i < count; i++) {
            long number = numbers[i];
            open |= number << filled;
            filled += width;
            if (filled < 64) continue;
            LITTLE.set(bytes, at, open);
            at += 8;
            filled -= 64;
            open = filled == 0 ? 0 : number >>> (width - filled);
        }
        for (; filled > 0; filled -= 8, open >>>= 8) bytes[at++] = (byte) open;
    }

    /// Passes over `count` bytes; the place where they begin in [#bytes].
    int skip(int count) {
        if (end - at < count) throw cutShort();
        at += count;
        return at - count;
    }

    int raw1() {
        if (at >= end) throw cutShort();
        return bytes[at++] & 0xff;
    }

    long raw8() {
        if (end - at < 8) throw cutShort();
        at += 8;
        return (long) BIG.get(bytes, at - 8);
    }

    long unsigned() {
        if (at < end && bytes[at] >= 0) return bytes[at++];
        long number = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int one = raw1();
            number |= (long) (one & 0x7f) << shift;
            if (one < 0x80) return number;
        }
        throw new IllegalArgumentException("a number longer than ten bytes cannot be");
    }

    long signed() {
        long coded = unsigned();
        return (coded >>> 1) ^ -(coded & 1);
    }

    /// Where the next byte is read.
    int place() {
        return at;
    }

    /// Another reader of the same bytes that begins at `place`.
    Varints from(int place) {
        return new Varints(bytes, place, end);
    }

    int left() {
        return end - at;
    }

    int length() {
        return at;
    }

    byte[] bytes() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, at);
    }

    private void need(int more) {
        if (bytes.length - at < more) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
    }

    private static IllegalArgumentException cutShort() {
        return new IllegalArgumentException("the bytes end too soon");
    }
}
