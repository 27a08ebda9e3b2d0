package dev.velocity.incident;

import java.util.Locale;

/// How much an hour asks of one operator, by the loads ISA-18.2 / IEC 62682 call acceptable (6 an hour), manageable
/// (12) and too much (30).
public enum LoadBand {
    /// The server was not listening: nobody knows.
    NO_DATA,
    /// 0.
    NONE,
    /// More than 0, up to 6.
    ACCEPTABLE,
    /// Up to 12.
    MANAGEABLE,
    /// Up to 30.
    HEAVY,
    /// More.
    OVERLOAD;

    static LoadBand of(double perHour) {
        if (perHour <= 0) return NONE;
        if (perHour <= 6) return ACCEPTABLE;
        if (perHour <= 12) return MANAGEABLE;
        return perHour <= 30 ? HEAVY : OVERLOAD;
    }

    /// `no-data`, `none`, `acceptable`...
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
