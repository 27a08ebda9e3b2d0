package dev.velocity.incident;

import dev.velocity.access.Role;
import dev.velocity.alert.AlertChanged;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The load on one role in a period. Calls alone are counted, not returns or acknowledgements; what was shelved,
/// silenced, suppressed or out of service did not call and is not counted.
///
/// @param calls how many there were
/// @param figures one for each [Measure], in its order
/// @param rating EEMUA 191's class, by the worst of mean, peak and share of busy periods
/// @param answers how fast somebody had what called, and how fast it was over, worst severity first
public record KpiReport(
        Role role, Period period, int calls, List<Figure> figures, Rating rating, List<Answer> answers) {
    public KpiReport {
        figures = List.copyOf(figures);
        answers = List.copyOf(answers);
    }

    /// How a figure stands against its target.
    public enum Verdict {
        MET,
        /// Above the target, still bearable.
        WATCH,
        /// Above what is bearable.
        BEYOND,
        /// The measure has no bound, or there is nothing to measure.
        NONE
    }

    /// One number, and the events it was made of.
    public record Figure(Measure measure, double value, List<AlertChanged> rows) {
        public Figure {
            rows = List.copyOf(rows);
        }

        public Verdict verdict() {
            if (measure.most().isEmpty() || Double.isNaN(value)) return Verdict.NONE;
            if (value <= measure.target()) return Verdict.MET;
            return value <= measure.most().get() ? Verdict.WATCH : Verdict.BEYOND;
        }
    }

    /// EEMUA 191's classes of how well a system of alarms works, best first.
    public enum Rating {
        PREDICTIVE,
        ROBUST,
        STABLE,
        REACTIVE,
        OVERLOADED
    }

    /// @param calls how many of that severity called
    /// @param median from the call until somebody acknowledged; empty when nobody ever did
    /// @param slow the 95th percentile of it
    /// @param over median from the call until it was over; empty when none is
    /// @param slowOver the 95th percentile of that
    public record Answer(
            Severity severity,
            int calls,
            Optional<Duration> median,
            Optional<Duration> slow,
            Optional<Duration> over,
            Optional<Duration> slowOver) {}

    public Figure figure(Measure measure) {
        return figures.stream()
                .filter(figure -> figure.measure() == measure)
                .findFirst()
                .orElseThrow();
    }
}
