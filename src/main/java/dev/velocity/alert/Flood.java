package dev.velocity.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// More calls than anybody can answer one by one.
///
/// @param since when the first of its calls came
/// @param firstOut the alert that called first, which often names the cause
/// @param calls how many came in the last ten minutes
public record Flood(Instant since, long firstOut, int calls) {
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
        var recent = new ArrayDeque<Instant>();
        var since = end;
        for (int i = 0; i <= calls.size(); i++) {
            var now = i < calls.size() ? calls.get(i) : end;
            while (!recent.isEmpty() && !recent.getFirst().plus(Load.SPAN).isAfter(now)) {
                var left = recent.removeFirst().plus(Load.SPAN);
                if (recent.size() < Load.ENDS_BELOW && since.isBefore(end)) {
                    spans.add(new Span(since, left));
                    since = end;
                }
            }
            recent.addLast(now);
            if (i < calls.size() && recent.size() > Load.BEGINS_ABOVE && !since.isBefore(end)) since = now;
        }
        if (since.isBefore(end)) spans.add(new Span(since, end));
        return spans;
    }
}
