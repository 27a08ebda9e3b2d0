package dev.velocity.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// A stretch of time, and how the wall clocks of a place cut it into equal parts.
///
/// @param from inclusive
/// @param to exclusive
/// @param zone whose full hours and tens of minutes the parts begin at, by its offset at `from`
public record Period(Instant from, Instant to, ZoneId zone) {
    /// Below this the figures are only indicative.
    public static final Duration ENOUGH = Duration.ofDays(30);

    public Period {
        if (!from.isBefore(to)) throw new IllegalArgumentException("the period must end after it begins");
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean indicative() {
        return length().compareTo(ENOUGH) < 0;
    }

    boolean holds(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    /// Number of the part of that length an instant lies in; the first part of the period is 0.
    int part(Instant at, Duration length) {
        return Math.toIntExact(
                Math.floorDiv(local(at), length.toSeconds()) - Math.floorDiv(local(from), length.toSeconds()));
    }

    /// How many parts the period touches, the empty ones and the cut ones at its ends too.
    int parts(Duration length) {
        return part(to.minusNanos(1), length) + 1;
    }

    private long local(Instant at) {
        return at.getEpochSecond() + zone.getRules().getOffset(from).getTotalSeconds();
    }
}
