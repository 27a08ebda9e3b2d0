package dev.velocity.access;

/// What became of a change to people, sessions, devices or limits.
public sealed interface Outcome<T> {
    /// It is on disk, and so is its line in the trail.
    record Done<T>(T value) implements Outcome<T> {}

    /// It was understood and not done; nothing was changed.
    ///
    /// @param code stable and for programs, as `name-taken`; `busy` asks to come back in a few seconds
    /// @param because one sentence for people that says what to do instead
    record Refused<T>(String code, String because) implements Outcome<T> {}

    /// There is no such person, session, device or limit.
    record Unknown<T>() implements Outcome<T> {}
}
