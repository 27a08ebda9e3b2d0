package dev.velocity.console;

import dev.velocity.history.Minute;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The last hour of a sensor as a line in a field of 120 by 24: least and most of every minute, so that a spike never
/// disappears, and nothing where there was nothing. Pure.
///
/// @param path SVG path; empty when there is nothing to draw
/// @param bandTop where the normal band begins, from above
/// @param bandHeight how high it is there; 0 when it is out of the picture
public record Sparkline(String path, double bandTop, double bandHeight) {
    public static final int WIDTH = 120;
    public static final int HEIGHT = 24;
    private static final int MINUTES = 60;
    private static final double EDGE = 2;

    /// @param latest the newest value, however old
    static Sparkline of(Sensor sensor, List<Minute> hour, Optional<Double> latest) {
        if (sensor.period().isZero())
            return new Sparkline(latest.map(now -> steps(hour, now)).orElse(""), 0, 0);
        if (hour.isEmpty()) return new Sparkline("", 0, 0);
        double least = hour.stream().mapToDouble(Minute::least).min().orElseThrow();
        double most = hour.stream().mapToDouble(Minute::most).max().orElseThrow();
        // The nearer ends of the band come into the picture when the line is near enough to be compared with them.
        double reach = Math.max(most - least, (sensor.normalMost() - sensor.normalLeast()) / 4);
        double from = Math.min(least, Math.max(sensor.normalLeast(), least - reach));
        double to = Math.max(most, Math.min(sensor.normalMost(), most + reach));
        if (to - from < 1e-9) {
            from -= 0.5;
            to += 0.5;
        }
        var scale = new Scale(from, to);
        double top = Math.clamp(scale.y(sensor.normalMost()), 0, HEIGHT);
        double bottom = Math.clamp(scale.y(sensor.normalLeast()), 0, HEIGHT);
        return new Sparkline(path(hour, scale, gap(sensor)), round(top), round(bottom - top));
    }

    /// A contact reports changes only, and holds in between: from its first change in the hour, or all of it.
    private static String steps(List<Minute> hour, double now) {
        var scale = new Scale(0, Math.max(1, now));
        var path = new StringBuilder();
        if (hour.isEmpty()) {
            move(path, 'M', x(0), scale.y(now));
        } else {
            double at = hour.getFirst().least();
            move(path, 'M', x(hour.getFirst().minute()), scale.y(at));
            for (var minute : hour) {
                move(path, 'H', x(minute.minute()));
                move(path, 'V', scale.y(minute.least()));
                move(path, 'V', scale.y(minute.most()));
                at = minute.least() == minute.most() ? minute.least() : at;
                move(path, 'V', scale.y(at));
            }
            move(path, 'V', scale.y(now));
        }
        move(path, 'H', x(MINUTES - 1));
        return path.toString();
    }

    /// Minutes between readings from which on the line breaks off.
    private static int gap(Sensor sensor) {
        int periods = sensor.limits().stream()
                .flatMap(limit -> limit instanceof Limit.Stale stale ? Stream.of(stale.periods()) : Stream.empty())
                .findFirst()
                .orElse(3);
        return (int) Math.max(1, sensor.period().multipliedBy(periods).toMinutes());
    }

    private static String path(List<Minute> hour, Scale scale, int gap) {
        var path = new StringBuilder();
        int before = Integer.MIN_VALUE;
        for (var minute : hour) {
            double x = x(minute.minute());
            double low = scale.y(minute.least());
            double high = scale.y(minute.most());
            double middle = (low + high) / 2;
            boolean joined = before != Integer.MIN_VALUE && minute.minute() - before <= gap;
            move(path, joined ? 'L' : 'M', x, middle);
            // A reading alone is a point; one a line leads to needs none.
            if (low != high) {
                move(path, 'M', x, low);
                move(path, 'V', high);
                move(path, 'M', x, middle);
            } else if (!joined) {
                path.append("h.01");
            }
            before = minute.minute();
        }
        return path.toString();
    }

    private static double x(int minute) {
        return EDGE + minute * (WIDTH - 2 * EDGE) / (MINUTES - 1);
    }

    private static void move(StringBuilder path, char command, double... numbers) {
        path.append(command);
        for (int i = 0; i < numbers.length; i++)
            path.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.1f", numbers[i]));
    }

    private static double round(double number) {
        return Math.round(number * 10) / 10.0;
    }

    private record Scale(double from, double to) {
        double y(double value) {
            return HEIGHT - EDGE - (value - from) / (to - from) * (HEIGHT - 2 * EDGE);
        }
    }
}
