package dev.velocity.history;

/// What a reading is to those already kept.
public enum Admission {
    /// None of this sensor at this instant.
    NEW,
    /// The same sensor, instant and value: a retry.
    DUPLICATE,
    /// The same sensor and instant with another value: one of the two is wrong, and the first is kept.
    CONFLICT
}
