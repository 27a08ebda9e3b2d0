package dev.velocity.api;

import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.incident.Heat;
import dev.velocity.incident.Heatmap;
import dev.velocity.incident.Heatmaps;
import dev.velocity.incident.Offender;
import dev.velocity.incident.Selection;
import dev.velocity.incident.Timeline;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The past as analysts look at it: load by hour, what calls most, episodes on an axis of time; as JSON and as tables.
@RestController
@RequestMapping("/api/v1")
final class HeatmapRoutes {
    private static final int USUAL_DAYS = 14;
    private static final Duration USUAL = Duration.ofDays(1);
    private final Heatmaps heatmaps;
    private final InstantSource clock;

    HeatmapRoutes(Heatmaps heatmaps, InstantSource clock) {
        this.heatmaps = heatmaps;
        this.clock = clock;
    }

    /// @param minutes of the hour in which the server listened; 0 when nobody knows
    /// @param band by the measure that was asked for
    record Cell(
            Instant from,
            Instant to,
            int hour,
            String offset,
            int minutes,
            int calls,
            int weighted,
            double alarmMinutes,
            double floodMinutes,
            String band) {}

    record Day(LocalDate date, List<Cell> cells) {}

    /// @param value the mean of an hour in which the server listened
    record Mean(int hour, int minutes, double value, String band) {}

    record Weekday(String day, List<Mean> cells) {}

    record Map(LocalDate first, LocalDate last, String timeZone, String measure, List<Day> days, List<Weekday> week) {}

    record Worst(
            String sensor,
            String rule,
            String zone,
            String kind,
            String title,
            long alert,
            String role,
            int calls,
            double share,
            double running) {
        static Worst of(Offender one) {
            var source = one.source();
            return new Worst(
                    source.sensor().text(),
                    source.rule(),
                    source.zone(),
                    source.kind(),
                    source.title(),
                    one.alert(),
                    one.role().text(),
                    one.calls(),
                    one.share(),
                    one.running());
        }
    }

    record Bar(
            long episode,
            long alert,
            long incident,
            String sensor,
            String rule,
            String title,
            String severity,
            Instant from,
            @Nullable Instant to) {
        static Bar of(Timeline.Bar bar) {
            return new Bar(
                    bar.episode(),
                    bar.alert(),
                    bar.incident(),
                    bar.sensor(),
                    bar.rule(),
                    bar.title(),
                    bar.severity().text(),
                    bar.from(),
                    bar.to().orElse(null));
        }
    }

    record Row(String zone, String name, List<Bar> bars) {}

    record Line(Instant from, Instant to, List<Row> rows, int left) {}

    @GetMapping("/heatmap")
    Map heatmap(
            @RequestParam Optional<String> first,
            @RequestParam Optional<String> last,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam Optional<String> zone,
            @RequestParam(defaultValue = "calls") String measure,
            Session session) {
        var heat = Heat.of(measure);
        var map = map(first, last, role, zone, session);
        return new Map(
                map.first(),
                map.last(),
                map.zone().getId(),
                heat.text(),
                map.days().stream()
                        .map(day -> new Day(
                                day.date(),
                                day.cells().stream()
                                        .map(cell -> cell(cell, heat))
                                        .toList()))
                        .toList(),
                map.week().stream()
                        .map(day -> new Weekday(
                                day.day().name().toLowerCase(Locale.ROOT),
                                day.cells().stream()
                                        .map(mean -> new Mean(
                                                mean.hour(),
                                                mean.held().minutes(),
                                                mean.value(heat),
                                                mean.band(heat).text()))
                                        .toList()))
                        .toList());
    }

    private static Cell cell(Heatmap.Cell cell, Heat heat) {
        var held = cell.held();
        return new Cell(
                cell.from(),
                cell.to(),
                cell.hour(),
                cell.offset().getId(),
                held.minutes(),
                held.calls(),
                held.weighted(),
                held.alarmMinutes(),
                held.floodMinutes(),
                cell.band(heat).text());
    }

    /// Every hour with every measure.
    @GetMapping("/heatmap.csv")
    ResponseEntity<String> heatmapTable(
            @RequestParam Optional<String> first,
            @RequestParam Optional<String> last,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam Optional<String> zone,
            Session session) {
        var map = map(first, last, role, zone, session);
        var csv = new Csv(
                "date",
                "hour",
                "offset",
                "from",
                "to",
                "listened_minutes",
                "calls",
                "weighted",
                "alarm_minutes",
                "flood_minutes");
        for (var day : map.days())
            for (var cell : day.cells()) {
                var held = cell.held();
                // An empty field and not a zero where nobody knows.
                if (held.known())
                    csv.row(
                            day.date(),
                            cell.hour(),
                            cell.offset(),
                            cell.from(),
                            cell.to(),
                            held.minutes(),
                            held.calls(),
                            held.weighted(),
                            minutes(held.alarmMinutes()),
                            minutes(held.floodMinutes()));
                else csv.row(day.date(), cell.hour(), cell.offset(), cell.from(), cell.to(), 0, null, null, null, null);
            }
        return csv.answer("heatmap-" + map.first() + "-" + map.last() + ".csv");
    }

    /// The ten conditions that called most in a selection.
    @GetMapping("/offenders")
    List<Worst> offenders(
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> weekdays,
            @RequestParam Optional<String> hours,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam Optional<String> zone,
            Session session) {
        return heatmaps.worst(selection(from, to, weekdays, hours, role, zone, session)).stream()
                .map(Worst::of)
                .toList();
    }

    @GetMapping("/timeline")
    Line timeline(
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> weekdays,
            @RequestParam Optional<String> hours,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam Optional<String> zone,
            Session session) {
        var line = heatmaps.timeline(selection(from, to, weekdays, hours, role, zone, session));
        return new Line(
                line.from(),
                line.to(),
                line.rows().stream()
                        .map(row -> new Row(
                                row.zone(),
                                row.name(),
                                row.bars().stream().map(Bar::of).toList()))
                        .toList(),
                line.left());
    }

    @GetMapping("/timeline.csv")
    ResponseEntity<String> timelineTable(
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> weekdays,
            @RequestParam Optional<String> hours,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam Optional<String> zone,
            Session session) {
        var line = heatmaps.timeline(selection(from, to, weekdays, hours, role, zone, session));
        var csv =
                new Csv("zone", "zone_name", "incident", "alert", "sensor", "rule", "title", "severity", "from", "to");
        for (var row : line.rows())
            for (var bar : row.bars())
                csv.row(
                        row.zone(),
                        row.name(),
                        bar.incident(),
                        bar.alert(),
                        bar.sensor(),
                        bar.rule(),
                        bar.title(),
                        bar.severity().text(),
                        bar.from(),
                        bar.to().orElse(null));
        return csv.answer("timeline.csv");
    }

    private Heatmap map(
            Optional<String> first,
            Optional<String> last,
            @Nullable String role,
            Optional<String> zone,
            Session session) {
        var end = last.map(HeatmapRoutes::date).orElseGet(heatmaps::today);
        return heatmaps.heatmap(
                session.person().role(),
                first.map(HeatmapRoutes::date).orElse(end.minusDays(USUAL_DAYS - 1)),
                end,
                Words.one(Role.class, role),
                zone);
    }

    private Selection selection(
            Optional<String> from,
            Optional<String> to,
            Optional<String> weekdays,
            Optional<String> hours,
            @Nullable String role,
            Optional<String> zone,
            Session session) {
        var last = to.map(Words::instant).orElseGet(clock::instant);
        return new Selection(
                session.person().role(),
                from.map(Words::instant).orElse(last.minus(USUAL)),
                last,
                weekdays.map(text -> Words.all(DayOfWeek.class, List.of(text))).orElse(Set.of()),
                hours.map(HeatmapRoutes::hours).orElse(Set.of()),
                Words.one(Role.class, role),
                zone);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no date such as 2026-03-01", e);
        }
    }

    private static Set<Integer> hours(String text) {
        if (!text.matches("\\d{1,2}(,\\d{1,2}){0,23}"))
            throw new IllegalArgumentException(
                    "hours are numbers from 0 to 23 with commas between, not '" + text + "'");
        return List.of(text.split(",", -1)).stream().map(Integer::valueOf).collect(Collectors.toSet());
    }

    private static String minutes(double minutes) {
        return String.format(Locale.ROOT, "%.1f", minutes);
    }
}
