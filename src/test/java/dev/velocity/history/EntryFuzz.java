package dev.velocity.history;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Whatever the bytes of a journal row, they are an entry or are refused; and what is read is what was written.
public final class EntryFuzz {
    private EntryFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        boolean seal = data.consumeBoolean();
        var bytes = data.consumeRemainingAsBytes();
        Entry entry;
        try {
            entry = Entry.decode(seal ? sealed(bytes) : bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        var again = Entry.decode(entry.encode());
        if (!same(entry, again)) throw new AssertionError(entry + " is read again as " + again);
    }

    /// Chance does not find checksums, and what is behind them should be tried too.
    private static byte[] sealed(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return ByteBuffer.allocate(bytes.length + 4)
                .put(bytes)
                .putInt((int) crc.getValue())
                .array();
    }

    static boolean same(Entry a, Entry b) {
        if (!(a instanceof Entry.Arrivals one) || !(b instanceof Entry.Arrivals other)) return a.equals(b);
        return Arrays.equals(one.numbers(), other.numbers())
                && Arrays.equals(one.instants(), other.instants())
                && Arrays.equals(bits(one.values()), bits(other.values()))
                && Arrays.equals(one.late(), other.late())
                && Arrays.equals(one.sequences(), other.sequences());
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
