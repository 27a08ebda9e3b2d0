package dev.velocity.outlook;

import dev.velocity.history.Bucket;
import dev.velocity.history.Series;
import dev.velocity.outlook.Outlook.Course;
import dev.velocity.outlook.Outlook.Target;
import dev.velocity.outlook.Outlook.Why;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Quality;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says where a sensor's readings lead. Pure.
final class Reckoning {
    /// So many times the window is looked ahead, and no further: a line of an hour says nothing of next week.
    static final int AHEAD = 24;
    /// More points make the line no better.
    static final int POINTS = 60;

    /// So much of the rate is doubted at once and again for each window that is looked ahead, and never more than
    /// [#MOST_DOUBT]: with these the range held the truth in nine of ten questions put to the simulated
    /// shelter while its people slept.
    private static final double DOUBT = 0.05;

    private static final double MOST_DOUBT = 0.3;

    private static final int FEWEST = 8;
    private static final int SILENT_PERIODS = 3;

    /// The kinds whose trend leads somewhere, and how far back to look: a few times as long as people need to see a
    /// change, and for what is used by day and not by night a whole day.
    private static final Map<String, Duration> WINDOWS = Map.of(
            "carbon-dioxide", Duration.ofHours(1),
            "oxygen", Duration.ofHours(1),
            "carbon-monoxide", Duration.ofMinutes(30),
            "air-temperature", Duration.ofHours(2),
            "overpressure", Duration.ofMinutes(30),
            "battery-charge", Duration.ofHours(1),
            "diesel", Duration.ofHours(3),
            "water-store", Duration.ofHours(24),
            "dose", Duration.ofHours(24));

    /// What is used up and filled again, and ends at zero.
    private static final List<String> STORES = List.of("battery-charge", "diesel", "water-store");

    private Reckoning() {}

    /// How far back to look; empty for sensors whose trend leads nowhere.
    static Optional<Duration> window(Sensor sensor) {
        return Optional.ofNullable(WINDOWS.get(sensor.kind()));
    }

    /// @param past of the window that ends with `now`
    static Outlook of(Sensor sensor, Series past, Instant now) {
        var window = window(sensor).orElseThrow();
        return new Outlook(sensor, now, window, course(sensor, past.buckets(), past.width(), now, window));
    }

    /// @param width of the buckets; zero when each is a reading
    private static Course course(Sensor sensor, List<Bucket> past, Duration width, Instant now, Duration window) {
        if (past.isEmpty()) return new Course.CannotTell(Why.STALE, Optional.empty());
        var last = past.getLast();
        var patience = sensor.period().multipliedBy(SILENT_PERIODS).plus(width);
        if (last.at().plus(patience).isBefore(now)) return new Course.CannotTell(Why.STALE, Optional.empty());
        if (last.quality() != Quality.GOOD) return new Course.CannotTell(Why.UNTRUSTED, Optional.empty());
        var points = STORES.contains(sensor.kind()) ? sinceFilled(past) : past;
        var longEnough = window.dividedBy(4);
        if (points.size() < FEWEST
                || Duration.between(points.getFirst().at(), now).compareTo(longEnough) < 0)
            return new Course.CannotTell(Why.TOO_FEW, Optional.of(last.last()));
        var xs = points.stream()
                .mapToDouble(point -> hours(Duration.between(now, point.at()).plus(width.dividedBy(2))))
                .toArray();
        var ys = points.stream().mapToDouble(Bucket::mean).toArray();
        var trend = Trend.of(xs, ys);
        return led(sensor, trend, Trend.newest(xs, ys, Math.max(FEWEST / 2, xs.length / 3)), window);
    }

    private static Course led(Sensor sensor, Trend trend, double newest, Duration window) {
        double value = trend.atZero();
        var stands = Optional.of(value);
        boolean up = trend.slope() > 0;
        // Everything from here on is as if the value rose: `sign` turns it round.
        int sign = up ? 1 : -1;
        double fastest = up ? trend.most() : -trend.least();
        double slowest = up ? trend.least() : -trend.most();
        double farthest = hours(window) * AHEAD;
        var target = targets(sensor, up).stream()
                .filter(one -> sign * (one.at() - value) > 0)
                .min(Comparator.comparingDouble(one -> sign * one.at()));
        // Past a limit nothing is calm, whatever the trend.
        boolean beyond = beyond(sensor, value);
        var steady = new Course.CannotTell(beyond ? Why.BEYOND : Why.STEADY, stands);
        if (trend.slope() == 0) return steady;
        if (target.isEmpty()) return new Course.CannotTell(beyond ? Why.BEYOND : Why.AWAY, stands);
        double way = sign * (target.get().at() - value);
        if (way / fastest > farthest) return steady;
        if (sign * newest <= 0) return new Course.CannotTell(Why.TURNING, stands);
        double hours = way / (sign * trend.slope());
        if (slowest <= 0 && way / fastest * 3 < hours) return new Course.CannotTell(Why.NOISY, stands);
        if (hours > farthest) return steady;
        // No rate lasts: the farther ahead, the less is it the one that was seen.
        double doubt = Math.min(MOST_DOUBT, DOUBT * (1 + hours / hours(window)));
        fastest *= 1 + doubt;
        slowest *= 1 - doubt;
        return new Course.Reaches(
                target.get(),
                value,
                trend.slope(),
                duration(hours),
                duration(way / fastest),
                slowest > 0 && way / slowest <= farthest ? Optional.of(duration(way / slowest)) : Optional.empty());
    }

    /// Where a rising or a falling value can come to. A step of severity low is no news to plan by where there are
    /// worse ones.
    private static List<Target> targets(Sensor sensor, boolean up) {
        var targets = new ArrayList<Target>();
        for (var step : steps(sensor, up)) targets.add(new Target(step.at(), Optional.of(step.severity())));
        if (!up && STORES.contains(sensor.kind())) targets.add(new Target(0, Optional.empty()));
        return targets;
    }

    private static List<Step> steps(Sensor sensor, boolean up) {
        var all = sensor.limits().stream()
                .filter(limit -> up ? limit instanceof Limit.High : limit instanceof Limit.Low)
                .flatMap(limit -> limit.steps().stream())
                .toList();
        var worse = all.stream().filter(step -> step.severity() != Severity.LOW).toList();
        return worse.isEmpty() ? all : worse;
    }

    private static boolean beyond(Sensor sensor, double value) {
        return steps(sensor, true).stream().anyMatch(step -> value > step.at())
                || steps(sensor, false).stream().anyMatch(step -> value < step.at());
    }

    /// What came since the store was last filled: a line through a filling says nothing of the use.
    private static List<Bucket> sinceFilled(List<Bucket> past) {
        double noise = noise(past);
        double highest = past.getLast().mean();
        for (int i = past.size() - 2; i >= 0; i--) {
            double value = past.get(i).mean();
            if (value < highest - 6 * noise) {
                // The filling itself goes too: from the top of it on.
                int top = i + 1;
                for (int j = i + 1; j < past.size(); j++)
                    if (past.get(j).mean() > past.get(top).mean()) top = j;
                return past.subList(top, past.size());
            }
            highest = Math.max(highest, value);
        }
        return past;
    }

    /// What a value jumps by from one point to the next, as a rule: the median of it.
    private static double noise(List<Bucket> past) {
        if (past.size() < 2) return 0;
        var steps = new double[past.size() - 1];
        for (int i = 0; i < steps.length; i++)
            steps[i] = Math.abs(past.get(i + 1).mean() - past.get(i).mean());
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    private static double hours(Duration length) {
        return length.toNanos() / 3.6e12;
    }

    private static Duration duration(double hours) {
        return Duration.ofSeconds(Math.round(hours * 3_600));
    }
}
