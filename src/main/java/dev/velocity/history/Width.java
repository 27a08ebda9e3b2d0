package dev.velocity.history;

/// The widths a bucket may have: whole divisions of a day, or whole days, so that days and hours begin with a bucket.
/// In microseconds.
final class Width {
    static final long SECOND = 1_000_000;
    static final long MINUTE = 60 * SECOND;
    static final long DAY = 1_440 * MINUTE;

    private static final long[] OF_A_DAY = divisions();

    private Width() {}

    /// The least width with which `from` up to but not including `to` has at most `most` buckets.
    ///
    /// @param least no less than this
    static long of(long from, long to, int most, long least) {
        for (long width : OF_A_DAY) if (width >= least && buckets(from, to, width) <= most) return width;
        long days = Math.max(1, (to - from) / DAY / most);
        while (buckets(from, to, days * DAY) > most) days++;
        return days * DAY;
    }

    /// How many buckets cover the span.
    static long buckets(long from, long to, long width) {
        return Math.ceilDiv(to, width) - Math.floorDiv(from, width);
    }

    /// Parts of a second that people count in, then all whole seconds that divide a minute and whole minutes that
    /// divide a day.
    private static long[] divisions() {
        var widths = java.util.stream.LongStream.builder();
        for (long millis : new long[] {1, 2, 5, 10, 20, 50, 100, 200, 500}) widths.add(millis * 1_000);
        for (long seconds = 1; seconds < 60; seconds++) if (60 % seconds == 0) widths.add(seconds * SECOND);
        for (long minutes = 1; minutes < 1_440; minutes++) if (1_440 % minutes == 0) widths.add(minutes * MINUTE);
        return widths.build().toArray();
    }
}
