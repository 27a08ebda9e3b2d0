package dev.velocity.history;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Readings of one sensor in a row, packed. The bytes are documented here, in [Column] and in [Values], and nowhere
/// else.
///
/// `version(1) count unit(1) first instants values late crc32c(4)`; the checksum, big-endian, covers all before it.
/// Plain
/// numbers are LEB128 varints, signed ones zigzag.
/// - `count`: how many readings, 1 to [#MOST].
/// - `unit`: 0 when instants are whole microseconds, 1 milliseconds, 2 seconds, counted from `first` (signed, epoch
///   microseconds).
/// - `instants`: a [Column] of units since `first`, growing.
/// - `values`: [Values].
/// - `late`: how many readings came too late to be judged, then for each the places since the one before, the first
///   counted from 0.
final class Block {
    /// Most readings of one block.
    static final int MOST = 1 << 16;

    private static final byte VERSION = 1;
    private static final int CHECKSUM = 4;
    private static final long[] UNITS = {1, 1_000, 1_000_000};

    private Block() {}

    /// The readings from place `from` up to but not including `to`, of which there must be 1 to [#MOST].
    static byte[] encode(Run run, int from, int to) {
        int count = to - from;
        if (count < 1 || count > MOST) throw new IllegalArgumentException("a block of " + count + " cannot be");
        var out = new Varints(64 + 4 * count);
        out.raw(VERSION);
        out.unsigned(count);
        long first = run.at(from);
        int unit = unit(run, from, to);
        out.raw((byte) unit);
        out.signed(first);
        var numbers = new long[count];
        var values = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (run.at(from + i) - first) / UNITS[unit];
            values[i] = run.value(from + i);
        }
        Column.write(out, numbers, count);
        Values.write(out, values, count);
        int late = 0;
        for (int i = from; i < to; i++) if (run.late(i)) late++;
        out.unsigned(late);
        int last = 0;
        for (int i = 0; late > 0 && i < count; i++)
            if (run.late(from + i)) {
                out.unsigned(i - last);
                last = i;
            }
        var crc = new CRC32C();
        crc.update(out.bytes(), 0, out.length());
        out.raw4((int) crc.getValue());
        return out.toBytes();
    }

    /// @throws IllegalArgumentException when the bytes are not a block, whatever they are
    static Run decode(byte[] bytes) {
        int end = bytes.length - CHECKSUM;
        if (end < 1) throw new IllegalArgumentException("a block of " + bytes.length + " bytes cannot be");
        var crc = new CRC32C();
        crc.update(bytes, 0, end);
        if ((int) crc.getValue() != ByteBuffer.wrap(bytes, end, CHECKSUM).getInt())
            throw new IllegalArgumentException("the checksum of a block does not fit");
        if (bytes[0] != VERSION) throw new IllegalArgumentException("blocks of version " + bytes[0] + " are unknown");
        var in = new Varints(Arrays.copyOf(bytes, end + Column.SLACK), 1, end);
        long count = in.unsigned();
        // What so many readings take at the very least: a larger count is a lie that must not become an array.
        if (count < 1 || count > MOST || Column.least((int) count) * 2 > in.left())
            throw new IllegalArgumentException("a count of " + count + " cannot be");
        int n = (int) count;
        int unit = in.raw1();
        if (unit >= UNITS.length) throw new IllegalArgumentException("a unit of " + unit + " cannot be");
        long first = in.signed();
        var instants = new long[n];
        Column.read(in, instants, n);
        long before = Long.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            long at = first + instants[i] * UNITS[unit];
            if (at <= before && i > 0) throw new IllegalArgumentException("the instants of a block must grow");
            instants[i] = at;
            before = at;
        }
        var values = new double[n];
        Values.read(in, values, new long[n], n);
        var late = new long[(n + 63) >>> 6];
        long place = 0;
        long lates = in.unsigned();
        if (lates < 0 || lates > n) throw new IllegalArgumentException(lates + " late readings of " + n + " cannot be");
        for (long i = 0; i < lates; i++) {
            long step = in.unsigned();
            if (step < 0 || place + step >= n || (i > 0 && step == 0))
                throw new IllegalArgumentException("a late reading lies beyond the block");
            place += step;
            late[(int) place >>> 6] |= 1L << place;
        }
        if (in.left() > 0) throw new IllegalArgumentException("a block goes on behind its end");
        return new Run(instants, values, late);
    }

    private static int unit(Run run, int from, int to) {
        for (int unit = UNITS.length - 1; unit > 0; unit--) {
            boolean whole = true;
            for (int i = from + 1; i < to && whole; i++) whole = (run.at(i) - run.at(from)) % UNITS[unit] == 0;
            if (whole) return unit;
        }
        return 0;
    }
}
