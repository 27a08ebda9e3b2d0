package dev.velocity.api;

import dev.velocity.history.Readings;
import dev.velocity.history.Run;
import dev.velocity.platform.Micros;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Sensor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// What sensors said: their readings, or as many points as a chart can draw.
///
/// Answers are written as they are made, and carry an ETag that changes with what they tell.
@RestController
@RequestMapping("/api/v1")
final class HistoryRoutes {
    private static final Duration USUAL = Duration.ofHours(1);
    private static final int MOST_SENSORS = 50;

    private final Catalogue catalogue;
    private final Readings readings;
    private final InstantSource clock;

    HistoryRoutes(Catalogue catalogue, Readings readings, InstantSource clock) {
        this.catalogue = catalogue;
        this.readings = readings;
        this.clock = clock;
    }

    /// What is asked.
    private record Question(List<Sensor> sensors, Instant from, Instant to, OptionalInt points) {}

    /// Several sensors over one span: readings, or at most `points` points each.
    @GetMapping("/history")
    void history(
            @RequestParam(name = "sensor") List<String> ids,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<Integer> points,
            @RequestParam Optional<String> format,
            ServletWebRequest request,
            HttpServletResponse response)
            throws IOException {
        if (ids.size() > MOST_SENSORS)
            throw new IllegalArgumentException("ask for at most " + MOST_SENSORS + " sensors, not " + ids.size());
        var unknown = ids.stream().filter(id -> catalogue.index(id) < 0).findFirst();
        if (unknown.isPresent()) {
            unknown(response, unknown.get());
            return;
        }
        var sensors =
                ids.stream().map(id -> catalogue.sensor(catalogue.index(id))).toList();
        var question = question(sensors, from, to, points);
        var form = Words.one(HistoryWriter.Form.class, format.orElse("json")).orElseThrow();
        if (unchanged(question, form.name(), request, response)) return;
        response.setContentType(form.type());
        if (form == HistoryWriter.Form.CSV)
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"history.csv\"");
        try (var out = new Output(response.getOutputStream())) {
            var writer = form.on(out, sensors.size());
            writer.begin();
            for (var sensor : sensors) {
                if (question.points.isPresent())
                    writer.write(
                            sensor,
                            readings.series(sensor.id(), question.from, question.to, question.points.getAsInt()));
                else writer.write(all(question, sensor));
            }
            writer.end();
        }
    }

    /// Readings of one sensor, oldest first, one object each; with `points`, buckets instead.
    @GetMapping("/sensors/{id}/readings")
    void readings(
            @PathVariable String id,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<Integer> points,
            ServletWebRequest request,
            HttpServletResponse response)
            throws IOException {
        int index = catalogue.index(id);
        if (index < 0) {
            unknown(response, id);
            return;
        }
        var sensor = catalogue.sensor(index);
        var question = question(List.of(sensor), from, to, points);
        if (unchanged(question, "list", request, response)) return;
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        try (var out = new Output(response.getOutputStream())) {
            if (question.points.isPresent()) buckets(out, sensor, question, question.points.getAsInt());
            else list(out, sensor, question);
        }
    }

    private void list(Output out, Sensor sensor, Question question) throws IOException {
        var all = all(question, sensor);
        head(out, sensor, question.from, question.to, all.truncated(), "readings");
        for (int i = 0; i < all.run().size(); i++) {
            out.text(i == 0 ? "{\"at\":\"" : ",{\"at\":\"")
                    .instant(all.run().at(i))
                    .text("\",\"value\":")
                    .number(all.run().value(i))
                    .text(all.run().late(i) ? ",\"late\":true}" : ",\"late\":false}");
        }
        out.text("]}");
    }

    private void buckets(Output out, Sensor sensor, Question question, int points) throws IOException {
        var series = readings.series(sensor.id(), question.from, question.to, points);
        head(out, sensor, series.from(), series.to(), false, "buckets");
        boolean first = true;
        for (var bucket : series.buckets()) {
            out.text(first ? "{\"at\":\"" : ",{\"at\":\"").instant(Micros.of(bucket.at()));
            first = false;
            out.text("\",\"count\":")
                    .number((long) bucket.count())
                    .text(",\"late\":")
                    .number((long) bucket.late());
            out.text(",\"least\":").number(bucket.least()).text(",\"mean\":").number(bucket.mean());
            out.text(",\"most\":").number(bucket.most()).text(",\"last\":").number(bucket.last());
            out.text(",\"quality\":\"").text(bucket.quality().text());
            out.text(bucket.gap() ? "\",\"gap\":true}" : "\",\"gap\":false}");
        }
        out.text("],\"width\":").number(series.width().toNanos() / 1e9).symbol('}');
    }

    private static void head(Output out, Sensor sensor, Instant from, Instant to, boolean truncated, String list)
            throws IOException {
        out.text("{\"sensor\":\"").text(sensor.id().text());
        out.text("\",\"unit\":\"").text(sensor.quantity().unit());
        out.text("\",\"from\":\"").instant(Micros.of(from)).text("\",\"to\":\"").instant(Micros.of(to));
        out.text(truncated ? "\",\"truncated\":true,\"" : "\",\"truncated\":false,\"")
                .text(list)
                .text("\":[");
    }

    private HistoryWriter.Readings all(Question question, Sensor sensor) {
        Run run = readings.run(sensor.id(), question.from, question.to, Readings.MOST_POINTS);
        return HistoryWriter.Readings.of(sensor, question.from, question.to, run, run.size() == Readings.MOST_POINTS);
    }

    private Question question(
            List<Sensor> sensors, Optional<String> from, Optional<String> to, Optional<Integer> points) {
        var last = to.map(Words::instant).orElseGet(clock::instant);
        var first = from.map(Words::instant).orElse(last.minus(USUAL));
        if (!first.isBefore(last)) throw new IllegalArgumentException("from must be before to");
        points.filter(count -> count < 2 || count > Readings.MOST_BUCKETS).ifPresent(count -> {
            throw new IllegalArgumentException("ask for 2 to " + Readings.MOST_BUCKETS + " points, not " + count);
        });
        return new Question(sensors, first, last, points.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    /// Answers that nothing has changed when the one who asks has what there is.
    private boolean unchanged(Question question, String form, ServletWebRequest request, HttpServletResponse response) {
        long mark = 0;
        for (var sensor : question.sensors) mark = 31 * mark + readings.mark(sensor.id(), question.from, question.to);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        var tag = "%x-%x-%x"
                .formatted(
                        mark,
                        question.points.orElse(0),
                        form.hashCode() ^ question.from.hashCode() ^ question.to.hashCode());
        return request.checkNotModified(tag);
    }

    private static void unknown(HttpServletResponse response, String id) throws IOException {
        Problem.write(response, HttpStatus.NOT_FOUND, "unknown", "there is no sensor " + id);
    }
}
