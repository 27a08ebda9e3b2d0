package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.history.Bucket;
import dev.velocity.history.Readings;
import dev.velocity.history.Series;
import dev.velocity.incident.Heatmaps;
import dev.velocity.incident.Selection;
import dev.velocity.incident.Timeline;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Puts a sensor's past into a chart's numbers and words. Any thread.
final class SeriesViews {
    private final Words words;
    private final Wording wording;
    private final Readings readings;
    private final Heatmaps heatmaps;
    private final AlertViews alerts;

    SeriesViews(Words words, Readings readings, Heatmaps heatmaps, AlertViews alerts) {
        this.words = words;
        this.wording = new Wording(words);
        this.readings = readings;
        this.heatmaps = heatmaps;
        this.alerts = alerts;
    }

    /// @param points at most so many
    /// @throws IllegalArgumentException when the window or the number of points cannot be answered
    SeriesView view(Sensor sensor, Instant from, Instant to, int points, Role viewer) {
        var series = readings.series(sensor.id(), from, to, points);
        var quantity = sensor.quantity();
        var bars = bars(sensor, from, to, viewer);
        return new SeriesView(
                sensor.id().text(),
                sensor.name(),
                Wording.unit(quantity),
                Wording.decimals(quantity, Math.abs(sensor.normalMost())),
                from.toEpochMilli(),
                to.toEpochMilli(),
                series.width().toMillis(),
                sensor.period().isZero(),
                states(sensor),
                series.buckets().stream().map(SeriesViews::point).toList(),
                normal(sensor),
                sensor.limits().stream().flatMap(limit -> limits(sensor, limit)).toList(),
                bars.stream().map(bar -> episode(sensor, bar, to)).toList(),
                comments(bars, from, to, viewer),
                summary(sensor, series, from, to));
    }

    private static double[] point(Bucket bucket) {
        return new double[] {
            bucket.at().toEpochMilli(), bucket.least(), bucket.mean(), bucket.most(), bucket.gap() ? 1 : 0
        };
    }

    private Map<Integer, String> states(Sensor sensor) {
        var states = new TreeMap<Integer, String>();
        if (Wording.isState(sensor.quantity()))
            for (int value = (int) sensor.spanLeast(); value <= sensor.spanMost() && value < 16; value++)
                states.put(value, wording.number(sensor, value));
        return states;
    }

    private static List<Double> normal(Sensor sensor) {
        boolean all = sensor.normalLeast() <= sensor.spanLeast() && sensor.normalMost() >= sensor.spanMost();
        return all || Wording.isState(sensor.quantity())
                ? List.of()
                : List.of(sensor.normalLeast(), sensor.normalMost());
    }

    private Stream<SeriesView.Limit> limits(Sensor sensor, Limit limit) {
        return switch (limit) {
            case Limit.High high -> high.steps().stream().map(step -> limit(sensor, step));
            case Limit.Low low -> low.steps().stream().map(step -> limit(sensor, step));
            case Limit.Rising _,
                    Limit.Falling _,
                    Limit.AboveBackground _,
                    Limit.Open _,
                    Limit.Stale _,
                    Limit.Flat _,
                    Limit.OutOfRange _,
                    Limit.Late _ -> Stream.empty();
        };
    }

    private SeriesView.Limit limit(Sensor sensor, Step step) {
        return new SeriesView.Limit(
                step.at(),
                step.severity().text(),
                words.of("chart.limit", wording.mark(step.severity()), wording.bound(sensor.quantity(), step.at())));
    }

    private List<SeriesView.Comment> comments(List<Timeline.Bar> bars, Instant from, Instant to, Role viewer) {
        var ids = bars.stream().map(Timeline.Bar::alert).distinct().toList();
        return alerts.comments(ids, viewer).stream()
                .filter(change -> !change.at().isBefore(from) && change.at().isBefore(to))
                .map(change -> new SeriesView.Comment(
                        change.at().toEpochMilli(),
                        words.of("chart.comment", alerts.display(change.actor().name()), change.words())))
                .toList();
    }

    private List<Timeline.Bar> bars(Sensor sensor, Instant from, Instant to, Role viewer) {
        var selection =
                new Selection(viewer, from, to, Set.of(), Set.of(), Optional.empty(), Optional.of(sensor.zone()));
        return heatmaps.timeline(selection).rows().stream()
                .flatMap(row -> row.bars().stream())
                .filter(bar -> bar.sensor().equals(sensor.id().text()))
                .toList();
    }

    private SeriesView.Episode episode(Sensor sensor, Timeline.Bar bar, Instant end) {
        Severity severity = bar.severity();
        return new SeriesView.Episode(
                bar.from().toEpochMilli(),
                bar.to().orElse(end).toEpochMilli(),
                severity.text(),
                words.of("chart.episode", wording.mark(severity), wording.rule(sensor, bar.rule())),
                "/alerts/" + bar.alert());
    }

    private String summary(Sensor sensor, Series series, Instant from, Instant to) {
        var begin = alerts.moment(sensor.site(), from).local();
        var end = alerts.moment(sensor.site(), to).local();
        var buckets = series.buckets();
        if (buckets.isEmpty()) return words.of("chart.nothing", sensor.name(), begin, end);
        double least = buckets.stream().mapToDouble(Bucket::least).min().orElseThrow();
        double most = buckets.stream().mapToDouble(Bucket::most).max().orElseThrow();
        return words.of(
                "chart.summary",
                sensor.name(),
                begin,
                end,
                wording.value(sensor, least),
                wording.value(sensor, most),
                wording.value(sensor, buckets.getLast().last()));
    }
}
