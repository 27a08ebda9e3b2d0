package dev.velocity.console;

import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.incident.Heat;
import dev.velocity.incident.Heatmap;
import dev.velocity.incident.Heatmap.Held;
import dev.velocity.incident.Heatmaps;
import dev.velocity.incident.Incidents;
import dev.velocity.incident.Kpis;
import dev.velocity.incident.LoadBand;
import dev.velocity.incident.Offender;
import dev.velocity.incident.Timeline;
import dev.velocity.replay.Stretch;
import dev.velocity.sensor.Zone;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Puts the past as analysts look at it into words, numbers and places on the page.
final class TimelineViews {
    private static final int HOURS = 24;
    private static final int TICKS = 8;
    private static final Duration LONGEST_REPLAY = Duration.ofDays(31);
    /// What a bar is drawn wide at least, in percent.
    private static final double LEAST_WIDTH = 0.15;

    private final Words words;
    private final Wording wording;
    private final AlertViews alerts;
    private final IncidentViews incidentViews;
    private final Incidents incidents;
    private final Heatmaps heatmaps;
    private final InstantSource clock;

    TimelineViews(
            Words words,
            AlertViews alerts,
            IncidentViews incidentViews,
            Incidents incidents,
            Heatmaps heatmaps,
            InstantSource clock) {
        this.words = words;
        this.wording = new Wording(words);
        this.alerts = alerts;
        this.incidentViews = incidentViews;
        this.incidents = incidents;
        this.heatmaps = heatmaps;
        this.clock = clock;
    }

    /// @throws IllegalArgumentException when the window is empty or too long
    TimelineView view(TimelineAsked asked, Person viewer) {
        var role = viewer.role();
        var zone = heatmaps.timeZone();
        var map = heatmaps.heatmap(role, asked.first(), asked.last(), asked.queue(), asked.zone());
        var selection = asked.selection(role, zone);
        var columns = columns(map, asked.week());
        var axis = heatmaps.timeline(selection);
        return new TimelineView(
                asked(asked, role),
                columns.stream().map(Column::name).toList(),
                asked.week() ? week(map, asked) : dates(map, asked, columns),
                figures(held(map, asked)),
                span(selection.from(), selection.to(), asked),
                asked.chosen(),
                axis.rows().stream().map(row -> bars(row, axis)).toList(),
                ticks(axis, zone),
                axis.left(),
                incidents.list(asked.incidents(role, zone)).stream()
                        .map(incidentViews::line)
                        .toList(),
                heatmaps.worst(selection).stream().map(this::offender).toList());
    }

    private TimelineView.Asked asked(TimelineAsked asked, Role viewer) {
        return new TimelineView.Asked(
                asked.first().toString(),
                asked.last().toString(),
                Stream.of(Heat.values())
                        .map(heat -> new TimelineView.Choice(
                                heat.text(),
                                words.one("timeline.heat", heat.text()),
                                heat == asked.heat(),
                                asked.of(heat).address()))
                        .toList(),
                List.of(layout(asked, false), layout(asked, true)),
                Heatmaps.queues(viewer).stream()
                        .map(queue -> new TimelineView.Choice(
                                queue.text(), wording.role(queue), asked.queue().equals(Optional.of(queue)), ""))
                        .toList(),
                heatmaps.zones().stream().map(zone -> choice(zone, asked)).toList(),
                asked.heat().text(),
                asked.week() ? "week" : "dates",
                asked.choosingNothing().address(),
                "/kpis?role=" + asked.queue().orElse(Kpis.own(viewer)).text(),
                "first=" + asked.first() + "&last=" + asked.last()
                        + asked.queue().map(queue -> "&role=" + queue.text()).orElse("")
                        + asked.zone().map(zone -> "&zone=" + zone).orElse(""),
                replay(asked, viewer));
    }

    private String replay(TimelineAsked asked, Role viewer) {
        if (!asked.weekdays().isEmpty() || !asked.hours().isEmpty()) return "";
        var chosen = asked.selection(viewer, heatmaps.timeZone());
        var window = new Stretch(chosen.from(), chosen.to());
        return window.length().compareTo(LONGEST_REPLAY) > 0 ? "" : ReplayView.address(window, window.from());
    }

    private TimelineView.Choice layout(TimelineAsked asked, boolean week) {
        return new TimelineView.Choice(
                week ? "week" : "dates",
                words.of(week ? "timeline.by-weekday" : "timeline.by-date"),
                asked.week() == week,
                asked.byWeek(week).address());
    }

    private static TimelineView.Choice choice(Zone zone, TimelineAsked asked) {
        return new TimelineView.Choice(zone.id(), zone.name(), asked.zone().equals(Optional.of(zone.id())), "");
    }

    /// @param second whether it is the hour's second turn, on a day whose clocks are put back
    private record Column(int hour, boolean second) implements Comparable<Column> {
        String name() {
            return hour + (second ? "*" : "");
        }

        @Override
        public int compareTo(Column other) {
            return hour != other.hour ? Integer.compare(hour, other.hour) : Boolean.compare(second, other.second);
        }
    }

    private static List<Column> columns(Heatmap map, boolean week) {
        var columns = new TreeSet<Column>();
        IntStream.range(0, HOURS).forEach(hour -> columns.add(new Column(hour, false)));
        if (!week) for (var day : map.days()) columns.addAll(cells(day).keySet());
        return List.copyOf(columns);
    }

    private static Map<Column, Heatmap.Cell> cells(Heatmap.Day day) {
        var cells = new HashMap<Column, Heatmap.Cell>();
        for (var cell : day.cells()) {
            var column = new Column(cell.hour(), false);
            cells.put(cells.containsKey(column) ? new Column(cell.hour(), true) : column, cell);
        }
        return cells;
    }

    private List<TimelineView.Row> dates(Heatmap map, TimelineAsked asked, List<Column> columns) {
        var format = DateTimeFormatter.ofPattern("EEE d MMM", words.language().locale());
        var rows = new ArrayList<TimelineView.Row>();
        for (var day : map.days().reversed()) {
            var name = format.format(day.date());
            var cells = cells(day);
            var shown = new ArrayList<TimelineView.Cell>();
            for (var column : columns) {
                var cell = Optional.ofNullable(cells.get(column));
                shown.add(cell.map(one -> new TimelineView.Cell(
                                number(one.value(asked.heat()), one.band(asked.heat())),
                                one.band(asked.heat()).text(),
                                said(
                                        name,
                                        column.name(),
                                        one.value(asked.heat()),
                                        one.band(asked.heat()),
                                        asked.heat()),
                                one.from().toString(),
                                one.to().toString(),
                                asked.choosing(one).address(),
                                asked.holds(one, day.date().getDayOfWeek()),
                                true))
                        .orElse(TimelineView.Cell.MISSING));
            }
            rows.add(new TimelineView.Row(name, shown));
        }
        return rows;
    }

    private List<TimelineView.Row> week(Heatmap map, TimelineAsked asked) {
        var rows = new ArrayList<TimelineView.Row>();
        for (var day : map.week()) {
            var name = name(day.day());
            rows.add(new TimelineView.Row(
                    name,
                    day.cells().stream()
                            .map(cell -> new TimelineView.Cell(
                                    number(cell.value(asked.heat()), cell.band(asked.heat())),
                                    cell.band(asked.heat()).text(),
                                    said(
                                            name,
                                            cell.hour() + "",
                                            cell.value(asked.heat()),
                                            cell.band(asked.heat()),
                                            asked.heat()),
                                    TimelineAsked.word(day.day()),
                                    cell.hour() + "",
                                    asked.choosing(cell).address(),
                                    asked.holds(cell),
                                    true))
                            .toList()));
        }
        return rows;
    }

    private String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, words.language().locale());
    }

    private String said(String day, String hour, double value, LoadBand band, Heat heat) {
        return band == LoadBand.NO_DATA
                ? words.of("timeline.cell-unknown", day, hour)
                : words.of(
                        "timeline.cell",
                        day,
                        hour,
                        wording.digits(rounded(value)),
                        words.one("timeline.heat", heat.text()),
                        words.one("timeline.band", band.text()));
    }

    private String number(double value, LoadBand band) {
        return band == LoadBand.NO_DATA ? "" : wording.digits(rounded(value));
    }

    /// Whole numbers from ten on; one decimal tells a mean of 0.4 from none.
    private static double rounded(double value) {
        return value >= 10 ? Math.rint(value) : Math.rint(value * 10) / 10;
    }

    private static Held held(Heatmap map, TimelineAsked asked) {
        return map.days().stream()
                .flatMap(day -> day.cells().stream()
                        .filter(cell ->
                                !asked.chosen() || asked.holds(cell, day.date().getDayOfWeek()))
                        .map(Heatmap.Cell::held))
                .reduce(Held::plus)
                .orElse(Held.NOTHING);
    }

    private List<TimelineView.Figure> figures(Held held) {
        return Stream.of(Heat.values())
                .map(heat -> new TimelineView.Figure(
                        words.one("timeline.heat", heat.text()),
                        switch (heat) {
                            case CALLS, WEIGHTED -> wording.digits(held.of(heat));
                            case ALARM_MINUTES, FLOOD_MINUTES -> wording.digits(Math.rint(held.of(heat))) + "\u00a0min";
                        }))
                .toList();
    }

    private String span(Instant from, Instant to, TimelineAsked asked) {
        if (!asked.weekdays().isEmpty() || !asked.hours().isEmpty())
            return words.of(
                    "timeline.span-week",
                    asked.weekdays().isEmpty()
                            ? words.of("timeline.every-day")
                            : asked.weekdays().stream()
                                    .sorted()
                                    .map(this::name)
                                    .reduce((a, b) -> a + ", " + b)
                                    .orElse(""),
                    asked.hours().isEmpty() ? "0–23" : ranges(asked.hours()));
        var format = DateTimeFormatter.ofPattern(
                        "EEE d MMM HH:mm", words.language().locale())
                .withZone(heatmaps.timeZone());
        return words.of("timeline.span", format.format(from), format.format(to));
    }

    /// "2–4, 7": hours without repeating what lies between.
    private static String ranges(Set<Integer> chosen) {
        var hours = new TreeSet<>(chosen);
        var said = new StringBuilder();
        int first = -1;
        for (int hour : hours) {
            if (first < 0) first = hour;
            if (hours.contains(hour + 1)) continue;
            said.append(said.isEmpty() ? "" : ", ").append(first == hour ? "" + hour : first + "–" + hour);
            first = -1;
        }
        return said.toString();
    }

    private TimelineView.Bars bars(Timeline.Row row, Timeline axis) {
        return new TimelineView.Bars(
                row.name(), row.bars().stream().map(bar -> bar(bar, axis)).toList());
    }

    private TimelineView.Bar bar(Timeline.Bar bar, Timeline axis) {
        double left = place(bar.from(), axis);
        double right = place(bar.to().orElseGet(clock::instant), axis);
        return new TimelineView.Bar(
                bar.incident(),
                bar.severity().text(),
                percent(Math.min(left, 100 - LEAST_WIDTH)),
                percent(Math.max(LEAST_WIDTH, right - left)),
                bar.to().isEmpty(),
                words.of(
                        "timeline.bar",
                        bar.title(),
                        wording.severity(bar.severity()),
                        alerts.moment("", bar.from()).local(),
                        wording.age(Duration.between(bar.from(), bar.to().orElseGet(clock::instant)))));
    }

    private static List<TimelineView.Tick> ticks(Timeline axis, ZoneId zone) {
        var length = Duration.between(axis.from(), axis.to());
        var format = DateTimeFormatter.ofPattern(length.toDays() < 2 ? "HH:mm" : "d/M", Locale.ROOT)
                .withZone(zone);
        return IntStream.range(0, TICKS)
                .mapToObj(i -> {
                    var at = axis.from().plus(length.multipliedBy(i).dividedBy(TICKS));
                    return new TimelineView.Tick(percent(100.0 * i / TICKS), format.format(at));
                })
                .toList();
    }

    private static double place(Instant at, Timeline axis) {
        double all = Duration.between(axis.from(), axis.to()).toMillis();
        return Math.clamp(100 * Duration.between(axis.from(), at).toMillis() / all, 0, 100);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.3f%%", part);
    }

    private TimelineView.Offender offender(Offender offender) {
        return new TimelineView.Offender(
                offender.alert(),
                alerts.headline(offender.source()),
                alerts.place(offender.source().site(), offender.source().zone()),
                wording.role(offender.role()),
                offender.calls(),
                wording.digits(Math.rint(offender.share() * 100)),
                wording.digits(Math.rint(offender.running() * 100)));
    }
}
