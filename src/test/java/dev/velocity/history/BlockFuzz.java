package dev.velocity.history;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Whatever the bytes of a block, they are readings or are refused; and what is read is what was written.
public final class BlockFuzz {
    private BlockFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        boolean seal = data.consumeBoolean();
        boolean write = data.consumeBoolean();
        var run = write ? written(data) : read(data, seal);
        if (run.size() == 0) return;
        var again = Block.decode(Block.encode(run, 0, run.size()));
        if (!same(run, again)) throw new AssertionError("other readings came back than were packed");
    }

    private static Run written(FuzzedDataProvider data) {
        var run = new Run(0);
        long at = data.consumeLong();
        while (data.remainingBytes() > 0 && run.size() < Block.MOST) {
            double value = switch (data.consumeInt(0, 3)) {
                case 0 -> data.consumeInt(-100_000, 100_000) / 100.0;
                case 1 -> data.consumeDouble();
                case 2 -> data.consumeFloat();
                default -> Double.longBitsToDouble(data.consumeLong());
            };
            run.put(at, value, data.consumeBoolean());
            at += data.consumeBoolean() ? 1_000_000L * data.consumeByte() : data.consumeLong();
        }
        return run;
    }

    private static Run read(FuzzedDataProvider data, boolean seal) {
        var bytes = data.consumeRemainingAsBytes();
        try {
            return Block.decode(seal ? sealed(bytes) : bytes);
        } catch (IllegalArgumentException refused) {
            return Run.EMPTY;
        }
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

    static boolean same(Run one, Run other) {
        if (one.size() != other.size()) return false;
        for (int i = 0; i < one.size(); i++)
            if (one.at(i) != other.at(i)
                    || Double.doubleToRawLongBits(one.value(i)) != Double.doubleToRawLongBits(other.value(i))
                    || one.late(i) != other.late(i)) return false;
        return true;
    }
}
