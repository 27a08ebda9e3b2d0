package dev.velocity.alert;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;

/// A stretch of time, once or again and again. Pure.
///
/// @param start when the first begins
/// @param end when the first ends
/// @param recurrence how it comes again, an RRULE of RFC 5545 such as `FREQ=WEEKLY;BYDAY=MO`; empty for once
/// @param zone whose wall clocks the recurrence follows
public record Window(Instant start, Instant end, Optional<String> recurrence, ZoneId zone) {
    public Window {
        if (!start.isBefore(end)) throw new Refusal.Unacceptable(Obstacle.WINDOW_BACKWARDS);
        recurrence.ifPresent(Window::rule);
    }

    public Duration length() {
        return Duration.between(start, end);
    }

    /// How it is at an instant.
    ///
    /// @param open whether the instant is inside
    /// @param next when that changes; empty when it never does again
    record State(boolean open, Optional<Instant> next) {}

    State at(Instant now) {
        if (recurrence.isEmpty()) {
            if (now.isBefore(start)) return new State(false, Optional.of(start));
            return now.isBefore(end) ? new State(true, Optional.of(end)) : new State(false, Optional.empty());
        }
        var length = length();
        var times = rule(recurrence.get()).iterator(new DateTime(TimeZone.getTimeZone(zone), start.toEpochMilli()));
        // One that began more than its length ago is over.
        times.fastForward(now.minus(length).toEpochMilli());
        while (times.hasNext()) {
            var begins = Instant.ofEpochMilli(times.nextMillis());
            if (now.isBefore(begins)) return new State(false, Optional.of(begins));
            var ends = begins.plus(length);
            if (now.isBefore(ends)) return new State(true, Optional.of(ends));
        }
        return new State(false, Optional.empty());
    }

    private static RecurrenceRule rule(String text) {
        try {
            return new RecurrenceRule(text);
        } catch (InvalidRecurrenceRuleException | DateTimeException e) {
            var refused = new Refusal.Unacceptable(Obstacle.NO_RECURRENCE, text);
            refused.initCause(e);
            throw refused;
        }
    }
}
