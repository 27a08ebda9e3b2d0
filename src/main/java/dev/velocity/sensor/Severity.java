package dev.velocity.sensor;

import java.util.Locale;

/// How much a condition matters, by consequence and time available; the order is the ranking, lowest first.
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /// The name people write: `critical`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The worse of the two.
    public Severity or(Severity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
