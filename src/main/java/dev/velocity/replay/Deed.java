package dev.velocity.replay;

import java.time.Instant;

/// What somebody does to a replay.
public sealed interface Deed {
    record Play() implements Deed {}

    record Pause() implements Deed {}

    /// To another moment; one outside the window is its nearer end.
    record Seek(Instant to) implements Deed {}

    /// To the next reading, change of an alert, or ten minutes, or back to the last one; it pauses there.
    record Step(By by, boolean back) implements Deed {}

    record Go(Pace pace) implements Deed {}

    /// Whether stretches in which nothing happened to an alert are passed over.
    record Skip(boolean idle) implements Deed {}

    /// Shows what lies between two moments again and again.
    record Loop(Stretch between) implements Deed {}

    record EndLoop() implements Deed {}

    /// Keeps the moment that is shown, with a note.
    record Mark(String note) implements Deed {}

    record Unmark(int number) implements Deed {}

    /// What a step goes by.
    enum By {
        READING,
        ALERT,
        TEN_MINUTES
    }
}
