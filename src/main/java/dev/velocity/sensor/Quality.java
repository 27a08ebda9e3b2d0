package dev.velocity.sensor;

import java.util.Locale;
import java.util.Optional;

/// Whether a sensor's newest value can be believed. Only [#GOOD] may ever be shown as normal.
public enum Quality {
    GOOD,
    /// Nothing was heard for too long.
    STALE,
    /// The very same value for too long.
    FLAT,
    /// Beyond what the instrument can measure.
    OUT_OF_RANGE,
    /// Its readings come too late to be judged in order.
    LATE,
    /// It was never heard of.
    NO_DATA;

    /// The name programs read: `out-of-range`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What it means for the quality when the limit of this name is passed; empty for limits that speak of what is
    /// measured and not of the instrument.
    public static Optional<Quality> when(String limit) {
        return switch (limit) {
            case "stale" -> Optional.of(STALE);
            case "flat" -> Optional.of(FLAT);
            case "range" -> Optional.of(OUT_OF_RANGE);
            case "late" -> Optional.of(LATE);
            default -> Optional.empty();
        };
    }
}
