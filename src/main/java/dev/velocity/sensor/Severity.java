package dev.velocity.sensor;

import java.util.Locale;

/// How much a condition matters, by consequence and time available; the order is the ranking, lowest first.
public enum Severity {
    LOW(1),
    MEDIUM(2),
    HIGH(3),
    CRITICAL(4);

    private static final Severity[] BY_RANK = {LOW, MEDIUM, HIGH, CRITICAL};
    private final int rank;

    Severity(int rank) {
        this.rank = rank;
    }

    /// 1 for the mildest to 4 for the worst; stored, so it never changes.
    public int rank() {
        return rank;
    }

    /// The severity of that rank, 1 to 4.
    public static Severity ofRank(int rank) {
        return BY_RANK[rank - 1];
    }

    /// The name people write: `critical`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The worse of the two.
    public Severity or(Severity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
