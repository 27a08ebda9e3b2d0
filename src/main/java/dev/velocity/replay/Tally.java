package dev.velocity.replay;

import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Flood;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// What happened in a window, in numbers: what was asked of people, and what they were spared.
///
/// @param fired how often a condition came
/// @param worsened how often one became worse than anybody had seen
/// @param cleared how often one went
/// @param calls how often somebody was called; all roles together
/// @param bySeverity the calls by severity; each has a number
/// @param suppressed calls that another condition explained
/// @param shelved calls that a shelf or a sensor out of service hid
/// @param silenced calls that a silence hid
/// @param calledAgain calls because nobody ended it in time, or what hid it was over
/// @param chattering calls of conditions that came and went faster than anybody can act
/// @param flood for how long it was a flood: from more than 10 calls in ten minutes to less than 5
/// @param peak most calls in a span of ten minutes of the window
/// @param perDay calls a day
public record Tally(
        long fired,
        long worsened,
        long cleared,
        long calls,
        Map<Severity, Long> bySeverity,
        long suppressed,
        long shelved,
        long silenced,
        long calledAgain,
        long chattering,
        Duration flood,
        long peak,
        double perDay) {
    public Tally {
        bySeverity = Map.copyOf(bySeverity);
    }

    /// Counts move by move; keeps ten minutes of calls. One thread.
    static final class Counter {
        private static final long SPAN = Duration.ofMinutes(10).toMillis();

        private final Flood.Gauge gauge = new Flood.Gauge();
        private final Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
        private long fired;
        private long worsened;
        private long cleared;
        private long calls;
        private long suppressed;
        private long shelved;
        private long silenced;
        private long calledAgain;
        private long chattering;
        private long part = Long.MIN_VALUE;
        private long inPart;
        private long peak;

        Counter() {
            for (var severity : Severity.values()) bySeverity.put(severity, 0L);
        }

        void take(AlertChanged move) {
            Turn.of(move).ifPresent(turn -> {
                switch (turn) {
                    case FIRED -> fired++;
                    case WORSENED -> worsened++;
                    case CLEARED -> cleared++;
                    case CALLED_AGAIN -> calledAgain++;
                    case VARIED, SUPPRESSED, UNSUPPRESSED -> {}
                }
            });
            switch (move.hiddenBy()) {
                case "" -> {}
                case "suppressed" -> suppressed++;
                case "shelf", "service" -> shelved++;
                default -> silenced++;
            }
            if (!move.called()) return;
            calls++;
            bySeverity.merge(move.alert().severity(), 1L, Long::sum);
            if (move.alert().chattering()) chattering++;
            gauge.call(move.recorded());
            long now = Math.floorDiv(move.recorded().toEpochMilli(), SPAN);
            inPart = now == part ? inPart + 1 : 1;
            part = now;
            peak = Math.max(peak, inPart);
        }

        Tally done(Instant from, Instant to) {
            double days = Duration.between(from, to).toMillis()
                    / (double) Duration.ofDays(1).toMillis();
            return new Tally(
                    fired,
                    worsened,
                    cleared,
                    calls,
                    bySeverity,
                    suppressed,
                    shelved,
                    silenced,
                    calledAgain,
                    chattering,
                    gauge.length(to),
                    peak,
                    days > 0 ? calls / days : 0);
        }
    }
}
