package dev.velocity.replay;

/// What a replay answers.
public sealed interface Answer {
    record Done(Replay replay) implements Answer {}

    /// @param because a sentence's end, for programs
    record Refused(Obstacle obstacle, String because) implements Answer {}

    /// There is no such replay, or it has ended.
    record Unknown() implements Answer {}

    /// What stands against it.
    enum Obstacle {
        /// Too many replays are open on the server.
        FULL,
        /// Too much happened to alerts in the window to hold in memory.
        TOO_MUCH,
        /// There is nothing further that way.
        NOTHING_THERE,
        /// A loop outside the window.
        OUTSIDE,
        /// Too many bookmarks.
        TOO_MANY_MARKS,
        /// No bookmark with that number.
        NO_MARK
    }
}
