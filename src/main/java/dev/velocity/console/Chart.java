package dev.velocity.console;

import dev.velocity.history.Point;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// The readings around an alert as a line in a field of 600 by 160, with the limit it passed and the moments its
/// condition changed. Where readings are missing the line breaks off. Pure.
///
/// @param path SVG path of the readings
/// @param bandTop where the normal band begins, from above
/// @param bandHeight how high it is there; 0 when it is out of the picture
/// @param limits the steps of the limit that are in the picture
/// @param changes where the condition came or went, from the left
/// @param span the lowest and the highest value of the picture, with unit
/// @param from time of day at the left end
/// @param to time of day at the right end
/// @param spoken the same for who does not see it
public record Chart(
        String path,
        double bandTop,
        double bandHeight,
        List<Mark> limits,
        List<Double> changes,
        String span,
        String from,
        String to,
        String spoken) {
    public static final int WIDTH = 600;
    public static final int HEIGHT = 160;
    private static final double EDGE = 6;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    public Chart {
        limits = List.copyOf(limits);
        changes = List.copyOf(changes);
    }

    /// A step of the limit.
    ///
    /// @param y from above
    /// @param severity what passing it means
    /// @param label the same with its value and unit, in words
    public record Mark(double y, String severity, String label) {}

    /// Empty when there are no readings to show.
    static Optional<Chart> of(
            Sensor sensor,
            Optional<Limit> limit,
            List<Point> points,
            Instant from,
            Instant to,
            List<Instant> changes,
            ZoneId zone,
            Words words) {
        if (points.isEmpty()) return Optional.empty();
        var wording = new Wording(words);
        var steps = limit.map(Chart::steps).orElse(List.of());
        double seenLeast = points.stream().mapToDouble(Point::value).min().orElseThrow();
        double seenMost = points.stream().mapToDouble(Point::value).max().orElseThrow();
        // The limits nearest to what was seen come into the picture, so that one sees how far it was from each.
        double span = Math.max(seenMost - seenLeast, Math.abs(seenMost) / 10 + 1e-6);
        double least = near(steps, seenLeast, seenMost, span).min().orElse(seenLeast);
        double most = near(steps, seenLeast, seenMost, span).max().orElse(seenMost);
        double bottom = Math.min(least, seenLeast) - span / 20;
        double top = Math.max(most, seenMost) + span / 20;
        var scale = new Scale(from, to, bottom, top);
        double bandTop = Math.clamp(scale.y(sensor.normalMost()), 0, HEIGHT);
        double bandEnd = Math.clamp(scale.y(sensor.normalLeast()), 0, HEIGHT);
        var marks = steps.stream()
                .filter(step -> step.at() >= bottom && step.at() <= top)
                .map(step -> new Mark(
                        scale.y(step.at()),
                        step.severity().text(),
                        words.of(
                                "alert.chart.limit",
                                wording.severity(step.severity()),
                                wording.bound(sensor.quantity(), step.at()))))
                .toList();
        return Optional.of(new Chart(
                path(sensor, points, scale),
                bandTop,
                Math.max(0, bandEnd - bandTop),
                marks,
                changes.stream()
                        .filter(at -> !at.isBefore(from) && !at.isAfter(to))
                        .map(scale::x)
                        .distinct()
                        .toList(),
                words.of("alert.chart.span", wording.value(sensor, seenLeast), wording.value(sensor, seenMost)),
                TIME.format(from.atZone(zone)),
                TIME.format(to.atZone(zone)),
                words.of(
                        "alert.chart.spoken",
                        TIME.format(from.atZone(zone)),
                        TIME.format(to.atZone(zone)),
                        points.size(),
                        wording.value(sensor, seenLeast),
                        wording.value(sensor, seenMost))));
    }

    private static DoubleStream near(List<Step> steps, double least, double most, double span) {
        return steps.stream().mapToDouble(Step::at).filter(at -> at > least - span && at < most + span);
    }

    private static List<Step> steps(Limit limit) {
        return switch (limit) {
            case Limit.High high -> high.steps();
            case Limit.Low low -> low.steps();
            case Limit.Rising _,
                    Limit.Falling _,
                    Limit.AboveBackground _,
                    Limit.Open _,
                    Limit.Stale _,
                    Limit.Flat _,
                    Limit.OutOfRange _,
                    Limit.Late _ -> List.of();
        };
    }

    private static String path(Sensor sensor, List<Point> points, Scale scale) {
        var path = new StringBuilder();
        boolean holds = sensor.period().isZero();
        var gap = sensor.period().multipliedBy(3);
        var before = Optional.<Point>empty();
        for (var point : points) {
            double x = scale.x(point.at());
            boolean joined = before.filter(one ->
                            holds || Duration.between(one.at(), point.at()).compareTo(gap) <= 0)
                    .isPresent();
            if (holds && joined) path.append(String.format(Locale.ROOT, "H%.1f", x));
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", joined ? "L" : "M", x, scale.y(point.value())));
            // A reading alone is a point.
            if (!joined) path.append("h.01");
            before = Optional.of(point);
        }
        if (holds) path.append("H").append(WIDTH);
        return path.toString();
    }

    private record Scale(Instant from, Instant to, double bottom, double top) {
        double x(Instant at) {
            double share = (double) Duration.between(from, at).toMillis()
                    / Math.max(1, Duration.between(from, to).toMillis());
            return round(share * WIDTH);
        }

        double y(double value) {
            return round(HEIGHT - EDGE - (value - bottom) / (top - bottom) * (HEIGHT - 2 * EDGE));
        }

        private static double round(double number) {
            return Math.round(number * 10) / 10.0;
        }
    }
}
