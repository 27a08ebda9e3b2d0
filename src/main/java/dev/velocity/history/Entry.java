package dev.velocity.history;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// One row of the journal: an input of the detector, in the order they came. Its bytes are documented here and nowhere
/// else.
///
/// `version(1) kind(1) body crc32c(4)`; the checksum covers all before it. Numbers are LEB128 varints, signed ones
/// zigzag. Readings: `count`, then per reading `sensor number`, `instant - instant before` (signed), then all
/// values as 8 raw bytes each, then one bit per reading "late", then a byte 0 or 1 and, for 1, `sequence + 1` per
/// reading. Tick and resume: `instant`.
sealed interface Entry {
    byte VERSION = 1;

    /// Readings, with the journal's numbers for their sensors.
    @SuppressWarnings("ArrayRecordComponent") // columns; made by decode and handed to one reader
    record Arrivals(int[] numbers, long[] instants, double[] values, boolean[] late, long[] sequences)
            implements Entry {
        @Override
        public int size() {
            return numbers.length;
        }
    }

    /// Timers fired up to this instant (epoch microseconds).
    record Tick(long at) implements Entry {}

    /// Listening began again at this instant (epoch microseconds).
    record Resume(long at) implements Entry {}

    /// How many readings it brings.
    default int size() {
        return 0;
    }

    default byte[] encode() {
        return switch (this) {
            case Arrivals arrivals -> encode(arrivals);
            case Tick(long at) -> instant((byte) 2, at);
            case Resume(long at) -> instant((byte) 3, at);
        };
    }

    /// @throws IllegalArgumentException when the bytes are not an entry, whatever they are
    static Entry decode(byte[] bytes) {
        if (bytes.length < 7)
            throw new IllegalArgumentException("a journal entry of " + bytes.length + " bytes cannot be");
        int end = bytes.length - 4;
        var crc = new CRC32C();
        crc.update(bytes, 0, end);
        if ((int) crc.getValue() != ByteBuffer.wrap(bytes, end, 4).getInt())
            throw new IllegalArgumentException("the checksum of a journal entry does not fit");
        if (bytes[0] != VERSION)
            throw new IllegalArgumentException("journal entries of version " + bytes[0] + " are unknown");
        var in = new Varints(bytes, 2, end);
        return switch (bytes[1]) {
            case 1 -> arrivals(in);
            case 2 -> new Tick(in.signed());
            case 3 -> new Resume(in.signed());
            default -> throw new IllegalArgumentException("journal entries of kind " + bytes[1] + " are unknown");
        };
    }

    private static byte[] encode(Arrivals arrivals) {
        int n = arrivals.size();
        var out = new Varints(16 + 34 * n);
        out.raw(VERSION);
        out.raw((byte) 1);
        out.unsigned(n);
        long before = 0;
        boolean numbered = false;
        for (int i = 0; i < n; i++) {
            out.unsigned(arrivals.numbers[i]);
            out.signed(arrivals.instants[i] - before);
            before = arrivals.instants[i];
            numbered |= arrivals.sequences[i] != -1;
        }
        for (double value : arrivals.values) out.raw(Double.doubleToRawLongBits(value));
        int bits = 0;
        for (int i = 0; i < n; i++) {
            if (arrivals.late[i]) bits |= 1 << (i & 7);
            if ((i & 7) == 7 || i == n - 1) {
                out.raw((byte) bits);
                bits = 0;
            }
        }
        out.raw((byte) (numbered ? 1 : 0));
        if (numbered) for (long sequence : arrivals.sequences) out.unsigned(sequence + 1);
        return sealed(out);
    }

    private static Arrivals arrivals(Varints in) {
        long count = in.unsigned();
        // Ten bytes is the least a reading takes, so a larger count is a lie that must not become an array.
        if (count < 0 || count > in.left() / 10)
            throw new IllegalArgumentException("a count of " + count + " cannot be");
        int n = (int) count;
        var arrivals = new Arrivals(new int[n], new long[n], new double[n], new boolean[n], new long[n]);
        long before = 0;
        for (int i = 0; i < n; i++) {
            arrivals.numbers[i] = Math.toIntExact(Math.min(in.unsigned() & Long.MAX_VALUE, Integer.MAX_VALUE));
            before += in.signed();
            arrivals.instants[i] = before;
        }
        for (int i = 0; i < n; i++) arrivals.values[i] = Double.longBitsToDouble(in.raw8());
        int bits = 0;
        for (int i = 0; i < n; i++) {
            if ((i & 7) == 0) bits = in.raw1();
            arrivals.late[i] = (bits & 1 << (i & 7)) != 0;
        }
        boolean numbered = in.raw1() == 1;
        for (int i = 0; i < n; i++) arrivals.sequences[i] = numbered ? in.unsigned() - 1 : -1;
        return arrivals;
    }

    private static byte[] instant(byte kind, long at) {
        var out = new Varints(20);
        out.raw(VERSION);
        out.raw(kind);
        out.signed(at);
        return sealed(out);
    }

    private static byte[] sealed(Varints out) {
        var crc = new CRC32C();
        crc.update(out.bytes(), 0, out.length());
        out.raw4((int) crc.getValue());
        return out.toBytes();
    }
}
