package dev.velocity.alert;

import dev.velocity.platform.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// More calls than anybody can answer one by one.
///
/// @param since when the first of its calls came
/// @param firstOut the alert that called first, which often names the cause
/// @param calls how many came in the last ten minutes
public record Flood(Instant since, long firstOut, int calls) {
    private static final long NOT_ON = Long.MAX_VALUE;

    /// A flood that is over, or that the end of a period cut.
    public record Span(Instant from, Instant to) {
        public Duration length() {
            return Duration.between(from, to);
        }

        public boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /// The floods that these calls were, by the same rule as the one that is on: from the call that made them more than
    /// 10 in 10 minutes to the moment they are fewer than 5.
    ///
    /// @param calls in the order of time
    /// @param end where to stop looking
    public static List<Span> spans(List<Instant> calls, Instant end) {
        var spans = new ArrayList<Span>();
        var at = calls.stream().mapToLong(Micros::of).toArray();
        long span = Load.SPAN.toNanos() / 1_000;
        long last = Micros.of(end);
        long since = NOT_ON;
        // The recent ones are those from `first` up to before `i`.
        int first = 0;
        for (int i = 0; i <= at.length; i++) {
            long now = i < at.length ? at[i] : last;
            for (; first < i && at[first] + span <= now; first++)
                if (i - first - 1 < Load.ENDS_BELOW && since != NOT_ON) {
                    spans.add(new Span(Micros.toInstant(since), Micros.toInstant(at[first] + span)));
                    since = NOT_ON;
                }
            if (i < at.length && i + 1 - first > Load.BEGINS_ABOVE && since == NOT_ON) since = now;
        }
        if (since != NOT_ON) spans.add(new Span(Micros.toInstant(since), end));
        return spans;
    }

    /// How long it was a flood, call by call, by the rule of [#spans]; keeps the last ten minutes. One thread.
    public static final class Gauge {
        private final Deque<Long> recent = new ArrayDeque<>();
        private long since = NOT_ON;
        private long micros;

        /// Takes a call; in the order of time.
        public void call(Instant at) {
            long now = Micros.of(at);
            forget(now);
            recent.addLast(now);
            if (recent.size() > Load.BEGINS_ABOVE && since == NOT_ON) since = now;
        }

        /// The whole length of floods up to `end`.
        public Duration length(Instant end) {
            forget(Micros.of(end));
            long open = since == NOT_ON ? 0 : Math.max(0, Micros.of(end) - since);
            return Duration.ofNanos((micros + open) * 1_000);
        }

        private void forget(long now) {
            long span = Load.SPAN.toNanos() / 1_000;
            while (!recent.isEmpty() && recent.getFirst() + span <= now) {
                long first = recent.removeFirst();
                if (recent.size() >= Load.ENDS_BELOW || since == NOT_ON) continue;
                micros += first + span - since;
                since = NOT_ON;
            }
        }
    }
}
