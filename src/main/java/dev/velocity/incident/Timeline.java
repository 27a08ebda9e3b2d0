package dev.velocity.incident;

import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Episodes on an axis of time, a row for each zone.
///
/// @param rows every zone of the site in its order, also those without an episode, and behind them those it no longer
///     has
/// @param left how many episodes are left out because there are too many: the mildest, of those the oldest
public record Timeline(Instant from, Instant to, List<Row> rows, int left) {
    public Timeline {
        rows = List.copyOf(rows);
    }

    /// @param zone its id
    /// @param name what people call it; its id when the site no longer has it
    /// @param bars by the time they were raised
    public record Row(String zone, String name, List<Bar> bars) {
        public Row {
            bars = List.copyOf(bars);
        }
    }

    /// One episode.
    ///
    /// @param incident number of the incident it is in
    public record Bar(
            long episode,
            long alert,
            long incident,
            String sensor,
            String rule,
            String title,
            Severity severity,
            Instant from,
            Optional<Instant> to) {}
}
