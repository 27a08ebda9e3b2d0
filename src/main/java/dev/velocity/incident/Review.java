package dev.velocity.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// What people make of an incident when it is over. Each writing is kept; the newest counts.
///
/// @param id unique, growing over all reviews; what an editor must have seen last
/// @param incident number of the incident when this was written; it may be part of another by now
public record Review(long id, long incident, Words words, String by, Instant at) {
    /// Most characters of each part.
    public static final int MOST_CHARACTERS = 10_000;

    /// The parts of a review; each may be empty.
    ///
    /// @param happened what happened, in order
    /// @param why what brought it about
    /// @param well what went well
    /// @param actions what is to be done, by whom and until when
    public record Words(String happened, String why, String well, String actions) {
        public static final Words NONE = new Words("", "", "", "");

        public Words {
            happened = happened.strip();
            why = why.strip();
            well = well.strip();
            actions = actions.strip();
            if (Stream.of(happened, why, well, actions).anyMatch(text -> text.length() > MOST_CHARACTERS))
                throw new IllegalArgumentException(
                        "each part of a review has at most " + MOST_CHARACTERS + " characters");
        }

        boolean isEmpty() {
            return equals(NONE);
        }
    }

    /// The version an editor has seen when there was none.
    public static final long NONE_SEEN = 0;

    static long seen(Optional<Review> review) {
        return review.map(Review::id).orElse(NONE_SEEN);
    }
}
