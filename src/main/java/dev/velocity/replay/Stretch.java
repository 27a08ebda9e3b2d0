package dev.velocity.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A piece of recorded time.
///
/// @param from where it begins
/// @param to where it ends, later than `from`
public record Stretch(Instant from, Instant to) {
    public Stretch {
        if (!from.isBefore(to))
            throw new IllegalArgumentException("a stretch begins before it ends; " + from + " is not before " + to);
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    /// The instant itself when it lies within, or the nearer end.
    Instant clamp(Instant at) {
        if (at.isBefore(from)) return from;
        return at.isAfter(to) ? to : at;
    }

    boolean holds(Stretch other) {
        return !other.from.isBefore(from) && !other.to.isAfter(to);
    }

    /// What lies around moments, no more than `around` away from one of them, as stretches that do not touch.
    ///
    /// @param moments in order
    static List<Stretch> around(List<Instant> moments, Duration around) {
        var all = new ArrayList<Stretch>();
        for (var moment : moments) {
            var from = moment.minus(around);
            var to = moment.plus(around);
            if (!all.isEmpty() && !from.isAfter(all.getLast().to)) {
                var before = all.removeLast();
                all.add(new Stretch(before.from, to));
            } else {
                all.add(new Stretch(from, to));
            }
        }
        return List.copyOf(all);
    }
}
