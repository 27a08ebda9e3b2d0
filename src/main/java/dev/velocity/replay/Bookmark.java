package dev.velocity.replay;

import java.time.Instant;

/// A moment of a replay that somebody wrote something to. It lasts as long as the replay does.
///
/// @param number 1, 2, 3... within the replay
/// @param at the recorded moment
/// @param note what they wrote: 1 to 200 characters
/// @param by their sign-in name
public record Bookmark(int number, Instant at, String note, String by) {
    static final int LONGEST = 200;

    public Bookmark {
        if (note.isBlank() || note.length() > LONGEST)
            throw new IllegalArgumentException("a bookmark has a note of 1 to " + LONGEST + " characters");
    }
}
