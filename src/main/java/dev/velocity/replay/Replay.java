package dev.velocity.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a replay stands at one moment, the same for everybody who shares it.
///
/// @param id what its address ends with
/// @param opener sign-in name of whoever began it
/// @param window what it can show
/// @param cursor the recorded moment that is shown
/// @param skipping whether stretches in which nothing happened to an alert are passed over
/// @param loop what is shown again and again
/// @param bookmarks by their moments
/// @param turn counted up by everything somebody does to it
/// @param viewers how many screens look at it
public record Replay(
        String id,
        String opener,
        Stretch window,
        Instant cursor,
        Pace pace,
        boolean playing,
        boolean skipping,
        Optional<Stretch> loop,
        List<Bookmark> bookmarks,
        long turn,
        int viewers) {
    public Replay {
        bookmarks = List.copyOf(bookmarks);
    }
}
