package dev.velocity.replay;

import dev.velocity.alert.AlertChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What came of a what-if.
///
/// @param from the first moment that counts
/// @param to the last
/// @param readings how many were judged, those before the window that rules had to remember too
/// @param was what happened, by the rules of today
/// @param wouldBe what would have happened by the changed ones
/// @param slots the same window in parts of equal length, in order; the last may be shorter
/// @param differences the first [#MOST_LISTED] in order of time
/// @param differing how many there are
/// @param moot the first [#MOST_LISTED] things people did that would not have applied
/// @param mooted how many there are
/// @param record whether the rules of today tell what was recorded
/// @param hash SHA-256 of all moves of both tellings: equal for two runs of the same
public record Comparison(
        Instant from,
        Instant to,
        long readings,
        Tally was,
        Tally wouldBe,
        List<Slot> slots,
        List<Difference> differences,
        long differing,
        List<Moot> moot,
        long mooted,
        Fidelity record,
        String hash) {
    /// Most differences, and most deeds, that are listed; all are counted.
    public static final int MOST_LISTED = 5_000;

    public Comparison {
        slots = List.copyOf(slots);
        differences = List.copyOf(differences);
        moot = List.copyOf(moot);
    }

    /// A part of the window, side by side.
    ///
    /// @param to exclusive
    /// @param fired how often a condition came
    /// @param wouldFire how often one would have come
    /// @param calls how often somebody was called
    /// @param wouldCall how often somebody would have been called
    public record Slot(Instant from, Instant to, long fired, long wouldFire, long calls, long wouldCall) {
        /// Whether it would have gone otherwise.
        public boolean differs() {
            return fired != wouldFire || calls != wouldCall;
        }

        /// Whether anything was or would have been.
        public boolean any() {
            return fired + wouldFire + calls + wouldCall > 0;
        }

        public Duration length() {
            return Duration.between(from, to);
        }
    }

    /// Whether nothing would have gone otherwise.
    public boolean same() {
        return differing == 0 && mooted == 0;
    }

    /// How the rules of today tell what was recorded.
    ///
    /// @param events how many recorded events they told again, each to the last part
    /// @param recorded the first event they told otherwise; empty when there is none
    /// @param told what they told instead; empty when nothing
    public record Fidelity(long events, Optional<AlertChanged> recorded, Optional<AlertChanged> told) {
        /// Whether all of the record was told again, and nothing else.
        public boolean exact() {
            return recorded.isEmpty() && told.isEmpty();
        }
    }
}
