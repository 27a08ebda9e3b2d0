package dev.velocity.history;

import dev.velocity.sensor.SensorId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A sensor's past in no more points than a chart can draw, least and most kept.
///
/// Buckets are whole and lie at multiples of their width since the epoch, so that they stay where they are when a chart
/// is moved; a stretch without readings has no bucket.
///
/// @param from what it covers: the instant asked for, moved back to where its bucket begins
/// @param to up to but not including this; moved forward to where a bucket ends
/// @param width of a bucket; zero when each reading is a point of its own
/// @param buckets oldest first
public record Series(SensorId sensor, Instant from, Instant to, Duration width, List<Bucket> buckets) {
    public Series {
        buckets = List.copyOf(buckets);
    }
}
