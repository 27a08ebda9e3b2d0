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
        long count = in.unsigned();
        // What so many readings take at the very least: a larger count is a lie that must not become an array.
        if (count < 1 || count > MOST || Column.least((int) count) * 2 > in.left())
            throw new IllegalArgumentException("a count of " + count + " cannot be");
        int n = (int) count;
        var instants = new long[n];
        Times.read(in, instants, n);
        for (int i = 1; i < n; i++)
            if (instants[i] <= instants[i - 1]) throw new IllegalArgumentException("the instants of a block must grow");
        var values = new double[n];
        Values.read(in, values, new long[n], n);
        var late = new long[(n + 63) >>> 6];
        long lates = in.unsigned();
        if (lates < 0 || lates > n) throw new IllegalArgumentException(lates + " late readings of " + n + " cannot be");
        int place = 0;
        for (long i = 0; i < lates; i++) {
            long step = in.unsigned();
            if (step < 0 || step >= n - place || (i > 0 && step == 0))
                throw new IllegalArgumentException("a late reading lies beyond the block");
            place += (int) step;
            late[place >>> 6] |= 1L << place;
        }
        Sealed.end(in);
        return new Run(instants, values, late);
    }
}
