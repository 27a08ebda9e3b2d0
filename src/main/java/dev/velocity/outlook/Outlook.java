package dev.velocity.outlook;

import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Where the readings of one sensor lead.
///
/// @param at of what instant this is: now, or of recorded data the newest reading's
/// @param window how far back was looked
public record Outlook(Sensor sensor, Instant at, Duration window, Course course) {
    /// What there is to say.
    public sealed interface Course {
        /// At this rate the value comes to `target` in `in`.
        ///
        /// @param value where it stands as the line through the readings says, and not the last one alone; in
        ///     the sensor's unit
        /// @param perHour how it changes, in the sensor's unit
        /// @param soonest in the worse case
        /// @param latest in the better case; empty when it then never comes there
        record Reaches(
                Target target, double value, double perHour, Duration in, Duration soonest, Optional<Duration> latest)
                implements Course {}

        /// Nothing leads to a limit, or nobody can say.
        ///
        /// @param value where it stands; empty when nobody can say even that
        record CannotTell(Why why, Optional<Double> value) implements Course {}
    }

    /// Where a value can come to.
    ///
    /// @param at in the sensor's unit
    /// @param severity of the limit's step there; empty for an empty store
    public record Target(double at, Optional<Severity> severity) {
        /// Whether it is the bottom of a store and no limit.
        public boolean empty() {
            return severity.isEmpty();
        }
    }

    /// Why nothing is said.
    public enum Why {
        /// Nothing was heard of late.
        STALE,
        /// The newest readings cannot be believed: out of range, or too late.
        UNTRUSTED,
        /// Too few readings, or of too short a time.
        TOO_FEW,
        /// The readings scatter so much that they could lead either way.
        NOISY,
        /// The last readings go another way than those before them.
        TURNING,
        /// It does not change enough to come to a limit in any time that can be looked ahead.
        STEADY,
        /// It goes away from its limits.
        AWAY,
        /// It is past a limit already, and comes to no further one.
        BEYOND;

        /// Whether it is good news, and not a lack of any.
        public boolean calm() {
            return this == STEADY || this == AWAY;
        }

        /// `too-few`.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
