package dev.velocity.history;

import java.util.function.BiFunction;

/// The block format, for benches that compare it with others.
public final class BlockBridge {
    private BlockBridge() {}

    public static byte[] encode(long[] instants, double[] values, int from, int to) {
        var run = new Run(to - from);
        for (int i = from; i < to; i++) run.add(instants[i], values[i], false);
        return Block.encode(run, 0, run.size());
    }

    public static <T> T decode(byte[] block, BiFunction<long[], double[], T> made) {
        var run = Block.decode(block);
        return made.apply(run.instants(), run.values());
    }
}
