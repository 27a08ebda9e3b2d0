package dev.velocity.live;

/// What a screen finds when it asks for the next event.
public sealed interface Next<E> {
    record Event<E>(E event) implements Next<E> {}

    /// Nothing happened for as long as the screen was willing to wait.
    record Quiet<E>() implements Next<E> {}

    /// Too much happened: events are missing here, so the screen must be cut off and resume from the store.
    record Behind<E>() implements Next<E> {}
}
