package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.incident.KpiReport;
import dev.velocity.incident.Kpis;
import dev.velocity.incident.Measure;
import dev.velocity.measure.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The load on one role, in words.
///
/// @param chosen the role whose queue it is
/// @param roles that handle alerts, and whose figures whoever looks may read
/// @param days how far back
/// @param query of an address that asks for the same
/// @param span from when to when
/// @param rating EEMUA 191's class and what it means
public record KpiView(
        String chosen,
        List<String> roles,
        int days,
        String query,
        String span,
        boolean indicative,
        int calls,
        String rating,
        List<Line> lines,
        List<Answer> answers) {
    /// @param verdict `met`, `watch`, `beyond` or `none`, for its mark
    /// @param said the verdict in words
    /// @param measure for the address of its rows
    public record Line(
            String measure,
            String title,
            String value,
            String target,
            String most,
            String verdict,
            String said,
            int rows) {}

    public record Answer(String severity, String mark, int calls, String median, String slow, String over) {}

    /// One event a number was made of.
    public record Row(long id, String severity, String mark, AlertView alert, AlertView.Line line) {}

    private static final List<Role> HANDLERS = List.of(Role.OPERATIONS, Role.SECURITY, Role.RESIDENT);

    static KpiView of(KpiReport report, Role viewer, int days, String query, String span) {
        return new KpiView(
                report.role().text(),
                HANDLERS.stream()
                        .filter(queue -> Kpis.mayRead(viewer, queue))
                        .map(Role::text)
                        .toList(),
                days,
                query,
                span,
                report.period().indicative(),
                report.calls(),
                rating(report.rating()),
                report.figures().stream().map(KpiView::line).toList(),
                report.answers().stream()
                        .map(answer -> new Answer(
                                answer.severity().text(),
                                Wording.mark(answer.severity()),
                                answer.calls(),
                                length(answer.median()),
                                length(answer.slow()),
                                length(answer.over())))
                        .toList());
    }

    private static Line line(KpiReport.Figure figure) {
        var measure = figure.measure();
        return new Line(
                measure.text(),
                measure.title(),
                Double.isNaN(figure.value()) ? "–" : text(measure, figure.value()),
                (measure.most().isPresent() ? "at most " : "about ") + text(measure, measure.target()),
                measure.most().map(most -> text(measure, most)).orElse("–"),
                figure.verdict().name().toLowerCase(Locale.ROOT),
                switch (figure.verdict()) {
                    case MET -> "met";
                    case WATCH -> "above target";
                    case BEYOND -> "too much";
                    case NONE -> "";
                },
                figure.rows().size());
    }

    private static String text(Measure measure, double value) {
        return switch (measure.unit()) {
            case SHARE -> number(value * 100) + "\u00a0%";
            case COUNT -> number(value);
        };
    }

    /// Three digits are enough to compare by.
    private static String number(double value) {
        if (value == Math.rint(value)) return String.format(Locale.ROOT, "%.0f", value);
        return String.format(Locale.ROOT, value < 1 ? "%.3f" : value < 10 ? "%.2f" : "%.1f", value);
    }

    private static String length(Optional<Duration> length) {
        return length.map(one -> Durations.text(Duration.ofSeconds(one.toSeconds())))
                .orElse("–");
    }

    private static String rating(KpiReport.Rating rating) {
        return switch (rating) {
            case PREDICTIVE -> "Predictive: calls come one by one and leave time to look ahead";
            case ROBUST -> "Robust: the load is bearable, with short bursts";
            case STABLE -> "Stable: bearable as long as nothing happens; too much when it does";
            case REACTIVE -> "Reactive: people run after calls";
            case OVERLOADED -> "Overloaded: calls cannot be answered";
        };
    }
}
