package dev.velocity.api;

import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.alert.AlertJson;
import dev.velocity.incident.KpiReport;
import dev.velocity.incident.Kpis;
import dev.velocity.incident.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The load on one role, and the events each figure was made of.
@RestController
@RequestMapping("/api/v1/kpis")
final class KpiRoutes {
    private final Kpis kpis;

    KpiRoutes(Kpis kpis) {
        this.kpis = kpis;
    }

    record Figure(
            String measure,
            String title,
            String unit,
            @Nullable Double value,
            double target,
            @Nullable Double most,
            String verdict,
            int rows) {
        static Figure of(KpiReport.Figure figure) {
            var measure = figure.measure();
            return new Figure(
                    measure.text(),
                    measure.title(),
                    word(measure.unit()),
                    Double.isNaN(figure.value()) ? null : figure.value(),
                    measure.target(),
                    measure.most().orElse(null),
                    word(figure.verdict()),
                    figure.rows().size());
        }
    }

    record Answer(
            String severity,
            int calls,
            @Nullable Long acknowledgedMedianSeconds,
            @Nullable Long acknowledgedSlowSeconds,
            @Nullable Long overMedianSeconds,
            @Nullable Long overSlowSeconds) {
        static Answer of(KpiReport.Answer answer) {
            return new Answer(
                    answer.severity().text(),
                    answer.calls(),
                    seconds(answer.median()),
                    seconds(answer.slow()),
                    seconds(answer.over()),
                    seconds(answer.slowOver()));
        }

        private static @Nullable Long seconds(Optional<Duration> length) {
            return length.map(Duration::toSeconds).orElse(null);
        }
    }

    record Shown(
            String role,
            Instant from,
            Instant to,
            boolean indicative,
            int calls,
            String rating,
            List<Figure> figures,
            List<Answer> answers) {}

    @GetMapping
    ResponseEntity<Object> report(
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(defaultValue = "30") int days,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String asOf,
            Session session) {
        var queue = queue(role, session);
        if (!Kpis.mayRead(session.person().role(), queue)) return forbidden();
        var report = measured(queue, days, end(to, asOf));
        return ResponseEntity.ok(new Shown(
                report.role().text(),
                report.period().from(),
                report.period().to(),
                report.period().indicative(),
                report.calls(),
                word(report.rating()),
                report.figures().stream().map(Figure::of).toList(),
                report.answers().stream().map(Answer::of).toList()));
    }

    @GetMapping("/rows")
    ResponseEntity<Object> rows(
            @RequestParam String measure,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(defaultValue = "30") int days,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String asOf,
            Session session) {
        var queue = queue(role, session);
        if (!Kpis.mayRead(session.person().role(), queue)) return forbidden();
        var rows =
                measured(queue, days, end(to, asOf)).figure(Measure.of(measure)).rows();
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(AlertRoutes.json(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("events");
            for (var row : rows) AlertJson.write(out, row);
            out.writeEndArray();
            out.writeEndObject();
        }));
    }

    private static Role queue(@Nullable String role, Session session) {
        return Words.one(Role.class, role)
                .orElseGet(() -> Kpis.own(session.person().role()));
    }

    private KpiReport measured(Role queue, int days, @Nullable String to) {
        return kpis.report(queue, kpis.lately(days, Optional.ofNullable(to).map(Words::instant)));
    }

    /// A period that ends with an instant is measured by what had happened by then, so both say the same.
    private static @Nullable String end(@Nullable String to, @Nullable String asOf) {
        if (to != null && asOf != null) throw new IllegalArgumentException("say to or asOf, not both");
        return to == null ? asOf : to;
    }

    private static ResponseEntity<Object> forbidden() {
        return Problem.of(
                HttpStatus.FORBIDDEN, "forbidden", "these are the figures of a queue whose alerts you do not see");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
