package dev.velocity.history;

/// Takes the recorded inputs of the rules again, in the order they first came. Instants are epoch microseconds.
public interface Inputs {
    /// What follows came at this instant, in one unit of work.
    default void arrived(long at) {}

    /// A reading that was kept; `sensor` is its index in today's catalogue, and readings of sensors it no longer has
    /// are left out.
    void reading(int sensor, long at, double value);

    void tick(long at);

    void resume(long at);
}
