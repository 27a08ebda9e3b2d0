package dev.velocity.history;

/// Instants as a [Column]: a unit byte (0 for whole microseconds, 1 for milliseconds, 2 for seconds), where they count
/// from (signed, epoch microseconds), and the column of units since then. They count from a step before the first, so
/// that a clock that ticks evenly takes no bits from its first tick on.
final class Times {
    private static final long[] UNITS = {1, 1_000, 1_000_000};

    private Times() {}

    static void write(Varints out, long[] instants, int count) {
        long origin = count > 1 ? 2 * instants[0] - instants[1] : count > 0 ? instants[0] : 0;
        var numbers = new long[count];
        int unit = UNITS.length - 1;
        while (!inUnits(instants, count, origin, unit, numbers)) unit--;
        out.raw((byte) unit);
        out.signed(origin);
        Column.write(out, numbers, count);
    }

    /// @throws IllegalArgumentException when the bytes are not so many instants
    static void read(Varints in, long[] instants, int count) {
        read(in, instants, 0, count);
    }

    /// The same, from place `at` of `instants` on.
    static void read(Varints in, long[] instants, int at, int count) {
        int unit = in.raw1();
        if (unit >= UNITS.length) throw new IllegalArgumentException("a unit of " + unit + " cannot be");
        long origin = in.signed();
        Column.read(in, instants, at, count);
        long length = UNITS[unit];
        for (int i = at; i < at + count; i++) instants[i] = origin + instants[i] * length;
    }

    /// Counts instants in units from the origin; false when one is no whole number of them.
    private static boolean inUnits(long[] instants, int count, long origin, int unit, long[] numbers) {
        for (int i = 0; i < count; i++) {
            long since = instants[i] - origin;
            // Division by a constant is a multiplication: this is done for every reading.
            long number = unit == 2 ? since / 1_000_000 : unit == 1 ? since / 1_000 : since;
            // Of instants ages apart the difference overflows, and so does the sum when they are read.
            if (number * UNITS[unit] != since) return false;
            numbers[i] = number;
        }
        return true;
    }
}
