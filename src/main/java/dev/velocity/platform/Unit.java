package dev.velocity.platform;

/// A change of durable state, all or nothing. Its answer reaches the caller only when it is on disk.
@FunctionalInterface
public interface Unit<T> {
    T run(Tx tx);
}
