package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.incident.KpiReport;
import dev.velocity.incident.Kpis;
import dev.velocity.incident.Measure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The load on one role, in words.
///
/// @param chosen the role whose queue it is
/// @param role the same as people say it
/// @param roles that handle alerts, and whose figures whoever looks may read
/// @param days how far back
/// @param query of an address that asks for the same
/// @param span from when to when
/// @param rating EEMUA 191's class and what it means
public record KpiView(
        String chosen,
        String role,
        List<Queue> roles,
        int days,
        String query,
        String span,
        boolean indicative,
        int calls,
        String rating,
        List<Line> lines,
        List<Answer> answers) {
    /// A role whose queue can be asked for, and what people call it.
    public record Queue(String role, String name) {}

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

    static KpiView of(KpiReport report, Role viewer, int days, String query, String span, Words words) {
        var wording = new Wording(words);
        return new KpiView(
                report.role().text(),
                wording.role(report.role()),
                HANDLERS.stream()
                        .filter(queue -> Kpis.mayRead(viewer, queue))
                        .map(role -> new Queue(role.text(), wording.role(role)))
                        .toList(),
                days,
                query,
                span,
                report.period().indicative(),
                report.calls(),
                words.one("kpis.rating", report.rating().name().toLowerCase(Locale.ROOT)),
                report.figures().stream().map(figure -> line(figure, words)).toList(),
                report.answers().stream()
                        .map(answer -> new Answer(
                                answer.severity().text(),
                                wording.mark(answer.severity()),
                                answer.calls(),
                                length(answer.median(), wording),
                                length(answer.slow(), wording),
                                length(answer.over(), wording)))
                        .toList());
    }

    private static Line line(KpiReport.Figure figure, Words words) {
        var measure = figure.measure();
        var target = text(measure, measure.target(), words);
        return new Line(
                measure.text(),
                title(measure, words),
                Double.isNaN(figure.value()) ? "–" : text(measure, figure.value(), words),
                words.of(measure.most().isPresent() ? "kpis.at-most" : "kpis.about", target),
                measure.most().map(most -> text(measure, most, words)).orElse("–"),
                figure.verdict().name().toLowerCase(Locale.ROOT),
                words.one("kpis.verdict", figure.verdict().name().toLowerCase(Locale.ROOT)),
                figure.rows().size());
    }

    static String title(Measure measure, Words words) {
        return words.one("kpis.measure", measure.text());
    }

    private static String text(Measure measure, double value, Words words) {
        var wording = new Wording(words);
        return switch (measure.unit()) {
            case SHARE -> wording.digits(value * 100) + "\u00a0%";
            case COUNT -> wording.digits(value);
        };
    }

    private static String length(Optional<Duration> length, Wording wording) {
        return length.map(one -> wording.length(one)).orElse("–");
    }
}
