package dev.velocity.sensor;

import java.time.Duration;
import java.util.List;

/// A condition of one sensor worth attention, as a person writes it in the site file; the `rule` room judges readings
/// by it.
///
/// [#name()] is unique within a sensor and is half of an alert's identity, so it must not change while an alert is
/// open.
public sealed interface Limit {
    /// `high`, `low`, `rising`...: which condition of the sensor this is.
    String name();

    /// Whether an alert of this limit stays until a person resets it, even after the condition is gone.
    default boolean latched() {
        return false;
    }

    /// Its steps, mild to severe; none for what speaks of the instrument.
    default List<Step> steps() {
        return this instanceof AboveBackground(var step, var _, var _) ? List.of(step) : List.of();
    }

    /// The same limit with other steps; instruments' limits have none.
    default Limit with(List<Step> others) {
        return switch (this) {
            case High(var _, var mean, var latched) -> new High(others, mean, latched);
            case Low(var _, var mean, var latched) -> new Low(others, mean, latched);
            case Rising(var _, var window) -> new Rising(others, window);
            case Falling(var _, var window) -> new Falling(others, window);
            case AboveBackground(var _, var floor, var window) -> new AboveBackground(others.getFirst(), floor, window);
            case Open(var _, var latched) -> new Open(others, latched);
            case Stale _, Flat _, OutOfRange _, Late _ -> this;
        };
    }

    /// The severities its alerts can have, mild to severe.
    default List<Severity> severities() {
        return switch (this) {
            case High _, Low _, Rising _, Falling _, AboveBackground _, Open _ ->
                steps().stream().map(Step::severity).toList();
            case Stale(var _, var severity) -> List.of(severity);
            case Flat(var _, var severity) -> List.of(severity);
            case OutOfRange(var severity) -> List.of(severity);
            case Late(var severity) -> List.of(severity);
        };
    }

    /// Too high: each step holds while the value (or its mean over `mean`, when that is not zero) is above the step.
    record High(List<Step> steps, Duration mean, boolean latched) implements Limit {
        public High {
            steps = List.copyOf(steps);
            requireSteps(steps, true);
        }

        @Override
        public String name() {
            return "high";
        }
    }

    /// Too low: each step holds while the value (or its mean over `mean`, when that is not zero) is below the step.
    record Low(List<Step> steps, Duration mean, boolean latched) implements Limit {
        public Low {
            steps = List.copyOf(steps);
            requireSteps(steps, false);
        }

        @Override
        public String name() {
            return "low";
        }
    }

    /// Climbing faster than each step's `at` (units per hour), measured over `window`.
    record Rising(List<Step> steps, Duration window) implements Limit {
        public Rising {
            steps = List.copyOf(steps);
            requireSteps(steps, true);
            requirePositive(window);
        }

        @Override
        public String name() {
            return "rising";
        }
    }

    /// Falling faster than each step's `at` (units per hour, a positive number), measured over `window`.
    record Falling(List<Step> steps, Duration window) implements Limit {
        public Falling {
            steps = List.copyOf(steps);
            requireSteps(steps, true);
            requirePositive(window);
        }

        @Override
        public String name() {
            return "falling";
        }
    }

    /// Above the sensor's own background: more than `step.at` times the median of the hourly means of the last
    /// `window`, and above `floor` (in the sensor's unit), so that a low background does not cry wolf. Silent until
    /// a day of background is known.
    record AboveBackground(Step step, double floor, Duration window) implements Limit {
        public AboveBackground {
            requirePositive(window);
        }

        @Override
        public String name() {
            return "background";
        }
    }

    /// A contact that stays open (value 1) for longer than the on-delay of a step; more severe steps have longer
    /// delays.
    record Open(List<Step> steps, boolean latched) implements Limit {
        /// `at` of every step of this limit in a site file: between closed (0) and open (1).
        public static final double HALF_OPEN = 0.5;

        public Open {
            steps = List.copyOf(steps);
        }

        @Override
        public String name() {
            return "open";
        }
    }

    /// No reading for more than `periods` of the sensor's period: an instrument fault, for operations.
    record Stale(int periods, Severity severity) implements Limit {
        public Stale {
            if (periods < 1) throw new IllegalArgumentException("stale needs one period or more, not " + periods);
        }

        @Override
        public String name() {
            return "stale";
        }
    }

    /// Exactly the same value for longer than `after`: an instrument fault, for operations.
    record Flat(Duration after, Severity severity) implements Limit {
        public Flat {
            requirePositive(after);
        }

        @Override
        public String name() {
            return "flat";
        }
    }

    /// A reading outside what the instrument can measure (the sensor's span): an instrument fault, for operations.
    record OutOfRange(Severity severity) implements Limit {
        @Override
        public String name() {
            return "range";
        }
    }

    /// Readings too far behind the newest to be judged in order: the device's clock or path is at fault, for
    /// operations.
    record Late(Severity severity) implements Limit {
        @Override
        public String name() {
            return "late";
        }
    }

    /// Whether this limit speaks of the instrument and not of what it measures; such alerts go to operations.
    default boolean instrument() {
        return switch (this) {
            case Stale _, Flat _, OutOfRange _, Late _ -> true;
            case High _, Low _, Rising _, Falling _, AboveBackground _, Open _ -> false;
        };
    }

    private static void requireSteps(List<Step> steps, boolean upward) {
        if (steps.isEmpty()) throw new IllegalArgumentException("a limit needs at least one step");
        for (int i = 1; i < steps.size(); i++) {
            var milder = steps.get(i - 1);
            var worse = steps.get(i);
            if (worse.severity().compareTo(milder.severity()) <= 0)
                throw new IllegalArgumentException("steps must go from mild to severe, each severity once");
            if (upward ? worse.at() < milder.at() : worse.at() > milder.at())
                throw new IllegalArgumentException(worse.severity().text() + " at " + worse.at() + " is milder than "
                        + milder.severity().text() + " at " + milder.at());
        }
    }

    private static void requirePositive(Duration length) {
        if (!length.isPositive())
            throw new IllegalArgumentException("a window must be longer than zero, not " + length);
    }
}
