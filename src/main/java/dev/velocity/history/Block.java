package dev.velocity.history;

/// Readings of one sensor in a row, packed. The bytes are documented here, in [Times], [Values], [Column] and [Sealed],
/// and nowhere else.
///
/// `version(1) count instants values late`, sealed. Plain numbers are LEB128 varints, signed ones zigzag.
/// - `count`: how many readings, 1 to [#MOST].
/// - `instants`: [Times], growing.
/// - `values`: [Values].
/// - `late`: how many readings came too late to be judged, then for each the places since the one before, the first
///   counted from 0.
final class Block {
    /// Most readings of one block.
    static final int MOST = 1 << 16;

    private static final byte VERSION = 1;

    private Block() {}

    /// The readings from place `from` up to but not including `to`, of which there must be 1 to [#MOST].
    static byte[] encode(Run run, int from, int to) {
        int count = to - from;
        if (count < 1 || count > MOST) throw new IllegalArgumentException("a block of " + count + " cannot be");
        var out = new Varints(64 + 4 * count);
        out.raw(VERSION);
        out.unsigned(count);
        var instants = new long[count];
        var values = new double[count];
        int late = 0;
        for (int i = 0; i < count; i++) {
            instants[i] = run.at(from + i);
            values[i] = run.value(from + i);
            if (run.late(from + i)) late++;
        }
        Times.write(out, instants, count);
        Values.write(out, values, count);
        out.unsigned(late);
        int last = 0;
        for (int i = 0; late > 0 && i < count; i++)
            if (run.late(from + i)) {
                out.unsigned(i - last);
                last = i;
            }
        return Sealed.close(out);
    }

    /// @throws IllegalArgumentException when the bytes are not a block, whatever they are
    static Run decode(byte[] bytes) {
        var in = Sealed.open(bytes, VERSION);
        int n = count(in);
        var run = new Run(n);
        decode(in, n, run, new long[n]);
        return run;
    }

    /// Adds what the block holds to `into`, of which all must be older.
    ///
    /// @param scratch overwritten
    /// @throws IllegalArgumentException when the bytes are not a block, or one too long for `scratch`; then `into`
    ///     is of no use any more
    static void decode(byte[] bytes, Run into, long[] scratch) {
        var in = Sealed.open(bytes, VERSION);
        int n = count(in);
        if (n > scratch.length)
            throw new IllegalArgumentException("a block of " + n + " readings where " + scratch.length + " were known");
        decode(in, n, into, scratch);
    }

    private static int count(Varints in) {
        long count = in.unsigned();
        // What so many readings take at the very least: a larger count is a lie that must not become an array.
        if (count < 1 || count > MOST || Column.least((int) count) * 2 > in.left())
            throw new IllegalArgumentException("a count of " + count + " cannot be");
        return (int) count;
    }

    private static void decode(Varints in, int n, Run into, long[] scratch) {
        int from = into.extend(n);
        var instants = into.instants();
        Times.read(in, instants, from, n);
        for (int i = from + 1; i < from + n; i++)
            if (instants[i] <= instants[i - 1]) throw new IllegalArgumentException("the instants of a block must grow");
        Values.read(in, into.values(), from, scratch, n);
        long lates = in.unsigned();
        if (lates < 0 || lates > n) throw new IllegalArgumentException(lates + " late readings of " + n + " cannot be");
        int place = 0;
        for (long i = 0; i < lates; i++) {
            long step = in.unsigned();
            if (step < 0 || step >= n - place || (i > 0 && step == 0))
                throw new IllegalArgumentException("a late reading lies beyond the block");
            place += (int) step;
            into.late(from + place, true);
        }
        Sealed.end(in);
    }
}
