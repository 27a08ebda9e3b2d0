package dev.velocity.incident;

import dev.velocity.alert.Alerts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every episode and call of the last 400 days, in memory: at the first question read from the alerts' events, and
/// before each later one brought up to date with what was committed since. So that a heatmap of 90 days costs
/// milliseconds and no query. Any thread.
final class Chronicle {
    static final Duration KEPT = Duration.ofDays(400);
    private static final int AT_ONCE = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);

    private final Alerts alerts;
    private final InstantSource clock;
    private final Folding folding = new Folding();
    private long seq = -1;
    private State state = new State(0, List.of(), List.of());

    Chronicle(Alerts alerts, InstantSource clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    /// What there was at one moment.
    ///
    /// @param seq number of the newest event in it
    record State(long seq, List<Episode> episodes, List<Call> calls) {}

    /// Begins to read in the background, so that the first who asks after a start does not wait for a year of
    /// alerts.
    Chronicle warm() {
        Thread.ofVirtual().name("chronicle").start(() -> {
            try {
                now();
            } catch (RuntimeException e) {
                // The server stops, or whoever asks next will hear why it cannot be read.
                LOG.debug("the past of alerts was not read ahead", e);
            }
        });
        return this;
    }

    /// All that is committed.
    synchronized State now() {
        long before = seq;
        if (seq < 0) seq = alerts.eventBefore(clock.instant().minus(KEPT));
        while (true) {
            var events = alerts.eventsAfter(seq, AT_ONCE);
            for (var event : events) folding.take(event);
            if (!events.isEmpty()) seq = events.getLast().seq();
            if (events.size() < AT_ONCE) break;
        }
        if (seq != before) state = new State(seq, folding.episodes(), folding.calls());
        return state;
    }
}
