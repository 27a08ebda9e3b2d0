package dev.velocity.history;

/// Instants as a [Column]: a unit byte (0 for whole microseconds, 1 for milliseconds, 2 for seconds), where they count
/// from (signed, epoch microseconds), and the column of units since then. They count from a step before the first, so
/// that a clock that ticks evenly takes no bits from its first tick on.
final class Times {
    private static final long[] UNITS = {1, 1_000, 1_000_000};

    private Times() {}

    static void write(Varints out, long[] instants, int count) {
        int unit = unit(instants, count);
        long origin = count > 1 ? 2 * instants[0] - instants[1] : count > 0 ? instants[0] : 0;
        var numbers = new long[count];
        for (int i = 0; i < count; i++) numbers[i] = (instants[i] - origin) / UNITS[unit];
        out.raw((byte) unit);
        out.signed(origin);
        Column.write(out, numbers, count);
    }

    /// @throws IllegalArgumentException when the bytes are not so many instants
    static void read(Varints in, long[] instants, int count) {
        int unit = in.raw1();
        if (unit >= UNITS.length) throw new IllegalArgumentException("a unit of " + unit + " cannot be");
        long origin = in.signed();
        Column.read(in, instants, count);
        long length = UNITS[unit];
        for (int i = 0; i < count; i++) instants[i] = origin + instants[i] * length;
    }

    private static int unit(long[] instants, int count) {
        // Of instants ages apart the differences overflow, and only whole microseconds come back from that.
        long span = count > 0 ? instants[count - 1] - instants[0] : 0;
        if (span < 0 || span > Long.MAX_VALUE / 4) return 0;
        for (int unit = UNITS.length - 1; unit > 0; unit--) {
            boolean whole = true;
            for (int i = 1; i < count && whole; i++) whole = (instants[i] - instants[0]) % UNITS[unit] == 0;
            if (whole) return unit;
        }
        return 0;
    }
}
