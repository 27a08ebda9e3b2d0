package dev.velocity.incident;

import java.util.Locale;
import java.util.Optional;

/// What is measured of the load on one role, with the target and the most that is bearable. The numbers are those of
/// ISA-18.2 / IEC 62682 and EEMUA 191 as public sources repeat them, for one operator position and a month or more.
public enum Measure {
    PER_DAY("Calls per day", Unit.COUNT, 150, 300),
    PER_HOUR("Calls per hour", Unit.COUNT, 6, 12),
    PER_TEN_MINUTES("Calls per 10 minutes", Unit.COUNT, 1, 2),
    BUSY_HOURS("Hours with more than 30 calls", Unit.SHARE, 0.01, 0.01),
    BUSY_TEN_MINUTES("Periods of 10 minutes with more than 10 calls", Unit.SHARE, 0.01, 0.01),
    PEAK("Most calls in any 10 minutes", Unit.COUNT, 10, 10),
    FLOOD("Time in flood", Unit.SHARE, 0.01, 0.01),
    TOP_TEN("The ten conditions that called most, of all calls", Unit.SHARE, 0.05, 0.05),
    CHATTERING("Conditions that chattered", Unit.COUNT, 0, 0),
    FLEETING("Calls that were gone within 10 seconds", Unit.COUNT, 0, 0),
    STALE("Present for more than 24 hours, most on any day", Unit.COUNT, 4, 4),
    LOW("Low, of all calls", Unit.SHARE, 0.80),
    MEDIUM("Medium, of all calls", Unit.SHARE, 0.15),
    HIGH("High, of all calls", Unit.SHARE, 0.05),
    CRITICAL("Critical, of all calls", Unit.SHARE, 0.01, 0.01),
    UNAUTHORISED("Calls hidden by somebody who may not", Unit.COUNT, 0, 0);

    /// What a value is.
    public enum Unit {
        COUNT,
        /// 0 to 1.
        SHARE
    }

    private final String title;
    private final Unit unit;
    private final double target;
    private final Optional<Double> most;

    Measure(String title, Unit unit, double target, double most) {
        this.title = title;
        this.unit = unit;
        this.target = target;
        this.most = Optional.of(most);
    }

    /// One without a bound: the target is what is usual.
    Measure(String title, Unit unit, double target) {
        this.title = title;
        this.unit = unit;
        this.target = target;
        this.most = Optional.empty();
    }

    public String title() {
        return title;
    }

    public Unit unit() {
        return unit;
    }

    /// At most so much is good; without [#most] about so much is usual.
    public double target() {
        return target;
    }

    /// More than so much is not bearable; empty where the measure has no bound.
    public Optional<Double> most() {
        return most;
    }

    /// As addresses say it: `per-day`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException naming what there is
    public static Measure of(String text) {
        for (var measure : values()) if (measure.text().equals(text)) return measure;
        throw new IllegalArgumentException("'" + text + "' is no measure: use one that /api/v1/kpis names");
    }
}
