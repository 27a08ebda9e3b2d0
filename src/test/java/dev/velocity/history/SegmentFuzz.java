package dev.velocity.history;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/// Whatever the bytes of a segment, or of a rollup, they are one or are refused; and what is read is what was written.
public final class SegmentFuzz {
    private SegmentFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        boolean seal = data.consumeBoolean();
        boolean rollup = data.consumeBoolean();
        var bytes = data.consumeRemainingAsBytes();
        if (rollup) rollup(seal ? sealed(bytes) : bytes);
        else segment(seal ? sealed(bytes) : bytes);
    }

    private static void segment(byte[] bytes) {
        List<Segment.Row> rows;
        try {
            rows = Segment.decode(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!same(rows, Segment.decode(Segment.encode(rows))))
            throw new AssertionError("other rows came back than were packed");
    }

    private static void rollup(byte[] bytes) {
        Rollup rollup;
        try {
            rollup = Rollup.decode(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (rollup.size() > Block.MOST) throw new AssertionError("a rollup of " + rollup.size());
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

    static boolean same(List<Segment.Row> some, List<Segment.Row> others) {
        if (some.size() != others.size()) return false;
        for (int i = 0; i < some.size(); i++) {
            var one = some.get(i);
            var other = others.get(i);
            if (one.id() != other.id()
                    || one.arrived() != other.arrived()
                    || !EntryFuzz.same(one.entry(), other.entry())) return false;
        }
        return true;
    }
}
