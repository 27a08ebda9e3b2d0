package dev.velocity.history;

import dev.velocity.platform.Micros;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Quality;
import dev.velocity.sensor.Sensor;
import java.util.ArrayList;
import java.util.List;

/// Makes the buckets of a series of the readings of one sensor, which come in order of time. One thread.
final class Buckets {
    private static final int PERIODS_SILENT = 3;

    private final Sensor sensor;
    private final long width;
    private final long silent;
    private final List<Bucket> done = new ArrayList<>();
    private final Sum sum = new Sum();
    private long start = Long.MIN_VALUE;
    private long before = Long.MIN_VALUE;
    private int count;
    private int late;
    private double least;
    private double most;
    private double last;

    /// @param width of a bucket in microseconds; 0 makes one of each reading
    Buckets(Sensor sensor, long width) {
        this.sensor = sensor;
        this.width = width;
        silent = longestSilence(sensor);
    }

    /// For how long a sensor may be silent before that is a gap, in microseconds; 0 when it may for ever.
    static long longestSilence(Sensor sensor) {
        int periods = sensor.limits().stream()
                .filter(Limit.Stale.class::isInstance)
                .map(limit -> ((Limit.Stale) limit).periods())
                .findFirst()
                .orElse(PERIODS_SILENT);
        return sensor.period().toNanos() / 1_000 * periods;
    }

    void reading(long at, double value, boolean wasLate) {
        into(width == 0 ? at : Math.floorDiv(at, width) * width);
        count++;
        if (wasLate) late++;
        least = Math.min(least, value);
        most = Math.max(most, value);
        last = value;
        sum.add(value);
    }

    /// Takes a stretch of a rollup that lies within one bucket.
    void stretch(Rollup rollup, int i) {
        into(Math.floorDiv(rollup.start(i), width) * width);
        count += rollup.count(i);
        late += rollup.late(i);
        least = Math.min(least, rollup.least(i));
        most = Math.max(most, rollup.most(i));
        last = rollup.last(i);
        rollup.addTo(sum, i);
    }

    List<Bucket> done() {
        close();
        return done;
    }

    private void into(long bucket) {
        if (bucket == start && count > 0) return;
        close();
        start = bucket;
        least = Double.POSITIVE_INFINITY;
        most = Double.NEGATIVE_INFINITY;
    }

    private void close() {
        if (count == 0) return;
        boolean first = before == Long.MIN_VALUE;
        boolean gap = !first && silent > 0 && start - before > Math.max(silent, width);
        done.add(new Bucket(
                Micros.toInstant(start), count, late, least, sum.value() / count, most, last, quality(), gap));
        before = start;
        count = 0;
        late = 0;
        sum.clear();
    }

    private Quality quality() {
        if (least < sensor.spanLeast() || most > sensor.spanMost()) return Quality.OUT_OF_RANGE;
        return late > 0 ? Quality.LATE : Quality.GOOD;
    }
}
