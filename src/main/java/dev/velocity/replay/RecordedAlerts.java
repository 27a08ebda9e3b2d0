package dev.velocity.replay;

import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Rehearsal;
import dev.velocity.sensor.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The recorded events of alerts in their order, read on a little ahead of the one that is next. One thread.
final class RecordedAlerts {
    /// Time is looked at a few times a second; a demo's clock may run some hundred times as fast.
    static final Duration LONGEST_TICK = Duration.ofMinutes(10);

    private static final int AT_ONCE = 500;

    private final Alerts alerts;
    private final Instant until;
    private final Deque<AlertChanged> ahead = new ArrayDeque<>();
    private final Map<Cause, Alert> standing = new HashMap<>();
    private long read;
    private boolean over;

    /// @param after the number of the last event that had been
    /// @param open the alerts that were open with it
    /// @param until events recorded later are left out
    RecordedAlerts(Alerts alerts, long after, Collection<Alert> open, Instant until) {
        this.alerts = alerts;
        this.until = until;
        read = after;
        for (var alert : open) standing.put(condition(alert), alert);
    }

    /// The next event, if it was recorded before `instant`.
    Optional<AlertChanged> before(Instant instant) {
        fill(instant);
        var next = ahead.peekFirst();
        return next == null || !next.recorded().isBefore(instant) ? Optional.empty() : Optional.of(next);
    }

    /// Takes the next event; how its alert stood before it.
    Optional<Alert> take() {
        var next = ahead.removeFirst();
        var condition = condition(next.alert());
        var before = Optional.ofNullable(standing.get(condition))
                .filter(one -> one.id() == next.alert().id());
        if (next.alert().open()) standing.put(condition, next.alert());
        else if (before.isPresent()) standing.remove(condition);
        boolean came = next.alert().version() == 1;
        return before.isPresent() || came ? before : over(next);
    }

    /// Whether the record has an alert of that condition that is due at `due` and has not moved yet: then time was not
    /// looked at before it does.
    boolean isDue(Alert alert, Instant due) {
        return Optional.ofNullable(standing.get(condition(alert)))
                .flatMap(Alert::due)
                .filter(due::equals)
                .isPresent();
    }

    /// Whether the silence began or ended to hide something at `due` or a little later.
    boolean turns(long silence, Instant due) {
        var latest = due.plus(LONGEST_TICK);
        fill(latest);
        for (var event : ahead) {
            if (event.recorded().isAfter(latest)) return false;
            var by = Rehearsal.bySilence(event);
            if (!event.recorded().isBefore(due) && by.isPresent() && by.getAsLong() == silence) return true;
        }
        return false;
    }

    /// One that was over before, so that it is not among the standing.
    private Optional<Alert> over(AlertChanged event) {
        return alerts.history(event.alert().id()).stream()
                .filter(earlier -> earlier.seq() < event.seq())
                .reduce((_, later) -> later)
                .map(AlertChanged::alert);
    }

    private void fill(Instant to) {
        while (!over && (ahead.isEmpty() || !ahead.getLast().recorded().isAfter(to))) {
            var more = alerts.eventsAfter(read, AT_ONCE);
            for (var event : more) {
                read = event.seq();
                over = event.recorded().isAfter(until);
                if (over) return;
                ahead.addLast(event);
            }
            over = more.isEmpty();
        }
    }

    private static Cause condition(Alert alert) {
        return new Cause(alert.sensor(), alert.rule());
    }
}
