package dev.velocity.rule;

import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.Step;
import dev.velocity.sensor.TimeBase;
import dev.velocity.sensor.Zone;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Finds the gentlest damping that would have kept a limit from chattering, by judging recorded readings
/// again with the very [Detector] and each candidate.
///
/// A step chatters when it calls three times within ten periods of its sensor, or within a minute if that is
/// longer. Each step is judged by itself, the mildest that chatters is advised on. Of all candidates that
/// chatter nowhere in the history and miss no call longer than the time to respond ([Course#misses]), the
/// one is advised that, in this order,
/// 1. adds least on-delay, because that makes every true call late and also those of the future;
/// 2. would have called for the shortest time in all, so that it says "over" as early as it can;
/// 3. changes fewest settings, then has the smallest deadband, then the shortest off-delay.
///
/// Candidates are round numbers not below today's: deadbands 1, 2, 5, 10… up to where the value would be
/// normal again, delays up to a quarter of an hour on and half an hour off. Pure; memory does not grow with
/// the history but with how often it calls, and a candidate that chatters is followed no further.
public final class Tuning {
    private static final Duration SHORTEST_SPAN = Duration.ofMinutes(1);
    private static final int PERIODS = 10;
    /// Keeps every course, however often it calls.
    private static final long ANY = -1;

    private static final List<Duration> ON_DELAYS = delays(5, 15, 30, 60, 120, 300, 600, 900);
    private static final List<Duration> OFF_DELAYS = delays(5, 15, 30, 60, 120, 300, 600, 900, 1_800);
    private static final double LARGEST_SHARE = 0.25;
    private static final int FINEST = 3;

    private Tuning() {}

    /// Recorded readings of one sensor, in the order they came; told from the first on as often as it is asked.
    @FunctionalInterface
    public interface History {
        void tell(Reader reader);
    }

    /// Takes one reading; instants are epoch microseconds.
    @FunctionalInterface
    public interface Reader {
        void reading(long at, double value);
    }

    /// What history says about one limit of a sensor.
    ///
    /// @param respond how long there is to respond to a call of a severity
    public static Advice advise(Sensor sensor, Limit limit, Function<Severity, Duration> respond, History history) {
        var span = span(sensor);
        var steps = limit.steps();
        var now = courses(sensor, steps.stream().map(step -> only(limit, step)).toList(), history);
        for (int i = 0; i < steps.size(); i++)
            if (now.get(i).bursts(span) > 0)
                return advise(
                        sensor,
                        limit,
                        steps.get(i),
                        now.get(i),
                        respond.apply(steps.get(i).severity()),
                        history);
        return new Advice.Quiet();
    }

    /// How a limit's step of that severity would have called with another damping.
    public static Course course(Sensor sensor, Limit limit, Severity severity, Damping damping, History history) {
        var step = Damping.step(limit, severity)
                .orElseThrow(() -> new IllegalArgumentException(
                        sensor.id() + "/" + limit.name() + " has no step " + severity.text()));
        return courses(sensor, List.of(only(limit, damping.on(step))), history).getFirst();
    }

    /// In which three calls are chatter.
    public static Duration span(Sensor sensor) {
        var periods = sensor.period().multipliedBy(PERIODS);
        return periods.compareTo(SHORTEST_SPAN) > 0 ? periods : SHORTEST_SPAN;
    }

    private static Advice advise(
            Sensor sensor, Limit limit, Step step, Course before, Duration respond, History history) {
        var span = span(sensor);
        var from = Damping.of(step);
        for (var onDelay : from(from.onDelay(), ON_DELAYS)) {
            // Later than there is time to act is never worth trying.
            if (onDelay.compareTo(respond) >= 0 && !onDelay.equals(from.onDelay())) break;
            var candidates = candidates(sensor, limit, step, onDelay);
            var logs = judge(
                    sensor,
                    candidates.stream()
                            .map(damping -> only(limit, damping.on(step)))
                            .toList(),
                    history,
                    Track.micros(span));
            var calm = new ArrayList<Advice.Calmer>();
            for (int i = 0; i < candidates.size(); i++) {
                if (logs.get(i).chatters()) continue;
                var course = logs.get(i).course();
                if (course.bursts(span) > 0 || !course.misses(before, respond).isEmpty()) continue;
                calm.add(new Advice.Calmer(
                        step.severity(), from, candidates.get(i), Outline.of(before, span), Outline.of(course, span)));
            }
            var gentlest = calm.stream().min(GENTLEST);
            if (gentlest.isPresent()) return gentlest.get();
        }
        return new Advice.Helpless(step.severity(), from, Outline.of(before, span));
    }

    private static final Comparator<Advice.Calmer> GENTLEST = Comparator.comparing(
                    (Advice.Calmer advice) -> advice.after().present())
            .thenComparingInt(advice -> changes(advice.from(), advice.to()))
            .thenComparingDouble(advice -> advice.to().deadband())
            .thenComparing(advice -> advice.to().offDelay());

    private static int changes(Damping from, Damping to) {
        return (from.deadband() == to.deadband() ? 0 : 1)
                + (from.onDelay().equals(to.onDelay()) ? 0 : 1)
                + (from.offDelay().equals(to.offDelay()) ? 0 : 1);
    }

    /// Every damping tried with one on-delay.
    static List<Damping> candidates(Sensor sensor, Limit limit, Step step, Duration onDelay) {
        var all = new ArrayList<Damping>();
        for (double deadband : deadbands(sensor, limit, step))
            for (var offDelay : from(step.offDelay(), OFF_DELAYS)) all.add(new Damping(deadband, onDelay, offDelay));
        return all;
    }

    /// Today's, and the longer ones of `delays`.
    private static List<Duration> from(Duration today, List<Duration> delays) {
        var all = new ArrayList<Duration>();
        all.add(today);
        for (var delay : delays) if (delay.compareTo(today) > 0) all.add(delay);
        return all;
    }

    private static List<Double> deadbands(Sensor sensor, Limit limit, Step step) {
        var all = new ArrayList<Double>();
        all.add(step.deadband());
        double most = widest(sensor, limit, step);
        double size = Math.abs(step.at());
        if (limit instanceof Limit.Open || size == 0) return all;
        var unit = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(size)) - FINEST);
        for (; unit.doubleValue() <= most; unit = unit.scaleByPowerOfTen(1))
            for (int times : new int[] {1, 2, 5}) {
                double deadband = unit.multiply(BigDecimal.valueOf(times)).doubleValue();
                if (deadband > step.deadband() && deadband <= most) all.add(deadband);
            }
        return all;
    }

    /// Not so far back that the value would have to be better than normal, or than the instrument can measure.
    private static double widest(Sensor sensor, Limit limit, Step step) {
        double share = Math.abs(step.at()) * LARGEST_SHARE;
        return switch (limit) {
            case Limit.High _ -> least(share, step.at() - sensor.normalMost(), step.at() - sensor.spanLeast());
            case Limit.Low _ -> least(share, sensor.normalLeast() - step.at(), sensor.spanMost() - step.at());
            case Limit.AboveBackground _ -> Math.min(share, step.at() - 1);
            case Limit.Rising _, Limit.Falling _ -> share;
            case Limit.Open _, Limit.Stale _, Limit.Flat _, Limit.OutOfRange _, Limit.Late _ -> 0;
        };
    }

    private static double least(double share, double toNormal, double toEnd) {
        return Math.min(toNormal > 0 ? Math.min(share, toNormal) : share, toEnd);
    }

    private static List<Duration> delays(long... seconds) {
        var all = new ArrayList<Duration>();
        for (long one : seconds) all.add(Duration.ofSeconds(one));
        return List.copyOf(all);
    }

    private static Limit only(Limit limit, Step step) {
        return limit.with(List.of(step));
    }

    private static List<Course> courses(Sensor sensor, List<Limit> limits, History history) {
        return judge(sensor, limits, history, ANY).stream().map(Log::course).toList();
    }

    /// How each of `limits`, each of one step, would have called over the history. A site of recorded data
    /// has as many sensors as there are limits, and every reading is one of each.
    ///
    /// @param within a limit that calls three times within so many microseconds is followed no further;
    ///     [#ANY] to
    ///     follow all
    private static List<Log> judge(Sensor sensor, List<Limit> limits, History history, long within) {
        var sensors = new ArrayList<Sensor>();
        for (int i = 0; i < limits.size(); i++) sensors.add(sensor.like(new SensorId("c" + i), List.of(limits.get(i))));
        var zone = new Zone("zone", "Zone", sensors);
        var catalogue =
                new Catalogue(List.of(new Site("tuning", "Tuning", TimeBase.RECORDED, ZoneOffset.UTC, List.of(zone))));
        var detector = new Detector(catalogue);
        var logs = new ArrayList<Log>();
        for (int i = 0; i < limits.size(); i++) logs.add(new Log(within, Track.micros(sensor.reorder())));
        history.tell((at, value) -> {
            for (int i = 0; i < logs.size(); i++) {
                var log = logs.get(i);
                if (log.chatters()) continue;
                log.newest = Math.max(log.newest, at);
                detector.feed(
                        i,
                        at,
                        value,
                        finding -> logs.get(catalogue.index(finding.sensor().text()))
                                .take(finding));
            }
        });
        return logs;
    }

    /// The verdicts of one candidate, as they stand after whatever was taken back.
    private static final class Log {
        private final long within;
        private final long reorder;
        private final List<Course.Call> over = new ArrayList<>();
        private final List<Long> changes = new ArrayList<>();
        private final List<Boolean> present = new ArrayList<>();
        private long newest = Long.MIN_VALUE;
        private boolean chatters;

        Log(long within, long reorder) {
            this.within = within;
            this.reorder = reorder;
        }

        boolean chatters() {
            return chatters;
        }

        void take(Finding finding) {
            for (int i = 0; i < finding.takesBack() && !changes.isEmpty(); i++) {
                changes.removeLast();
                present.removeLast();
            }
            if (finding instanceof Finding.Withdrawn) return;
            changes.add(Track.micros(Duration.between(Instant.EPOCH, finding.at())));
            present.add(finding.verdict().isPresent());
            settle();
        }

        /// Makes calls of what nothing can take back any more, and looks whether they chatter.
        private void settle() {
            while (changes.size() >= 2 && changes.get(1) < newest - reorder && present.get(0) && !present.get(1)) {
                over.add(new Course.Call(changes.get(0), changes.get(1)));
                changes.subList(0, 2).clear();
                present.subList(0, 2).clear();
                int last = over.size() - 1;
                int first = last - Course.CHATTER + 1;
                chatters |=
                        first >= 0 && over.get(last).from() - over.get(first).from() <= within;
            }
        }

        Course course() {
            var calls = new ArrayList<>(over);
            long since = Long.MIN_VALUE;
            for (int i = 0; i < changes.size(); i++) {
                if (present.get(i) && since == Long.MIN_VALUE) since = changes.get(i);
                if (present.get(i) || since == Long.MIN_VALUE) continue;
                calls.add(new Course.Call(since, changes.get(i)));
                since = Long.MIN_VALUE;
            }
            if (since != Long.MIN_VALUE) calls.add(new Course.Call(since, Math.max(since, newest)));
            return new Course(calls);
        }
    }
}
