package dev.velocity.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.sensor.Kinds;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What would calm a limit, on recordings of real sensors and on made ones. Expected sides are plain loops
/// that use nothing of the product's judging.
class TuningTest {
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    /// Where the office's carbon dioxide wavers most.
    private static final double STUFFY = 800;

    private static final Damping NONE = new Damping(0, Duration.ZERO, Duration.ZERO);

    private record Point(long at, double value) {}

    private record Span(long from, long to) {}

    private static final List<Point> OFFICE = office();

    @Test
    void theOfficesAirCallsAsOftenAsAPlainLoopSays() {
        var sensor = sensor("carbon-dioxide", high(STUFFY, NONE));
        for (var damping : List.of(
                NONE,
                new Damping(50, Duration.ZERO, Duration.ZERO),
                new Damping(50, Duration.ofMinutes(2), Duration.ofMinutes(5))))
            assertThat(course(sensor, damping, OFFICE).calls().stream().map(call -> new Span(call.from(), call.to())))
                    .as(damping.text())
                    .isEqualTo(loop(OFFICE, STUFFY, damping));
        assertThat(loop(OFFICE, STUFFY, NONE)).hasSize(17);
        assertThat(loop(OFFICE, STUFFY, new Damping(50, Duration.ZERO, Duration.ZERO)))
                .hasSize(6);
        assertThat(loop(OFFICE, STUFFY, new Damping(50, Duration.ofMinutes(2), Duration.ofMinutes(5))))
                .hasSize(5);
    }

    @Test
    void theDoseRateOfAYearCallsLessThanHalfAsOftenWithADeadbandAndAnHoursPatience() throws IOException {
        var points = radnet();
        var values = points.stream().mapToDouble(Point::value).sorted().toArray();
        double limit = 1.5 * values[values.length / 2];
        var sensor = sensor("dose-rate", high(limit, NONE));
        assertThat(course(sensor, NONE, points).calls()).hasSize(13);
        assertThat(course(sensor, new Damping(limit / 10, Duration.ofHours(1), Duration.ZERO), points)
                        .calls())
                .hasSize(6);
    }

    @Test
    void theOfficesAirIsCalmedByTheGentlestDampingThereIs() {
        var limit = high(STUFFY, NONE);
        var sensor = sensor("carbon-dioxide", limit);
        var advice = Tuning.advise(sensor, limit, _ -> HALF_HOUR, history(OFFICE));
        if (!(advice instanceof Advice.Calmer(var severity, var from, var to, var before, var after)))
            throw new AssertionError(advice.toString());
        assertThat(severity).isEqualTo(Severity.MEDIUM);
        assertThat(from).isEqualTo(NONE);
        assertThat(before.calls()).isEqualTo(17);
        assertThat(before.bursts()).isPositive();
        assertThat(after.bursts()).isZero();
        assertThat(after.calls()).isEqualTo(12);
        assertThat(to.onDelay()).as("nothing is told later").isZero();

        // Every other candidate chatters, misses a call, or goes on calling for longer.
        int calm = 0;
        for (var other : Tuning.candidates(sensor, limit, limit.steps().getFirst(), Duration.ZERO)) {
            var spans = loop(OFFICE, STUFFY, other);
            if (bursts(spans, Tuning.span(sensor)) > 0 || missed(loop(OFFICE, STUFFY, NONE), spans, HALF_HOUR))
                continue;
            calm++;
            assertThat(total(spans)).as(other.text()).isGreaterThanOrEqualTo(total(loop(OFFICE, STUFFY, to)));
        }
        assertThat(calm).isPositive();
    }

    @Test
    void whatIsQuietNeedsNothing() {
        var limit = high(STUFFY, new Damping(50, Duration.ofMinutes(2), Duration.ofMinutes(5)));
        assertThat(Tuning.advise(sensor("carbon-dioxide", limit), limit, _ -> HALF_HOUR, history(OFFICE)))
                .isEqualTo(new Advice.Quiet());
        assertThat(Tuning.advise(sensor("carbon-dioxide", limit), limit, _ -> HALF_HOUR, history(List.of())))
                .isEqualTo(new Advice.Quiet());
    }

    @Test
    void whatReallyComesAndGoesIsNotHidden() {
        // Two minutes far above, two minutes far below, for hours; each call lasts longer than there is time.
        var points = new ArrayList<Point>();
        for (int i = 0; i < 600; i++) points.add(new Point(i * 60_000_000L, i / 2 % 2 == 0 ? 30_000 : 500));
        var limit = high(1_500, NONE);
        var advice =
                Tuning.advise(sensor("carbon-dioxide", limit), limit, _ -> Duration.ofSeconds(90), history(points));
        assertThat(advice).isInstanceOf(Advice.Helpless.class);
    }

    @Test
    void theMildestStepThatChattersIsAdvisedOnAndItsNumbersAreItsOwn() {
        var limit = new Limit.High(
                List.of(step(Severity.LOW, 600, NONE), step(Severity.HIGH, 1_500, NONE)), Duration.ZERO, false);
        var points = new ArrayList<Point>();
        for (int i = 0; i < 200; i++) points.add(new Point(i * 60_000_000L, i % 2 == 0 ? 1_510 : 1_490));
        var advice = Tuning.advise(sensor("carbon-dioxide", limit), limit, _ -> HALF_HOUR, history(points));
        if (!(advice instanceof Advice.Calmer(var severity, var _, var to, var before, var after)))
            throw new AssertionError(advice.toString());
        assertThat(severity).isEqualTo(Severity.HIGH);
        assertThat(before.calls()).isEqualTo(100);
        assertThat(after.calls()).isEqualTo(1);
        assertThat(to)
                .as(
                        "waits out the minute it is back; a deadband of 20 would do the same, and be one more number to know")
                .isEqualTo(new Damping(0, Duration.ZERO, Duration.ofMinutes(1)));
        assertThat(to.on(limit, Severity.HIGH).steps().getFirst())
                .isEqualTo(limit.steps().getFirst());
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    /// A value that wavers about the limit, with quiet and loud hours; whatever is advised, nobody misses
    /// anything that lasts longer than there is time to respond, and nothing chatters any more.
    @ParameterizedTest
    @MethodSource("seeds")
    void noCallLongerThanTheTimeToRespondIsEverMissed(long seed) {
        var random = new Random(seed);
        var points = waver(random, 2_000);
        var respond = Duration.ofMinutes(List.of(2, 5, 10, 30, 240).get(random.nextInt(5)));
        var limit = high(1_500, random.nextBoolean() ? NONE : new Damping(5, Duration.ofSeconds(15), Duration.ZERO));
        var from = Damping.of(limit.steps().getFirst());
        var sensor = sensor("carbon-dioxide", limit);
        var before = loop(points, 1_500, from);
        switch (Tuning.advise(sensor, limit, _ -> respond, history(points))) {
            case Advice.Quiet() ->
                assertThat(bursts(before, Tuning.span(sensor))).isZero();
            case Advice.Helpless(var _, var _, var outline) ->
                assertThat(outline.bursts()).isPositive();
            case Advice.Calmer(var _, var was, var to, var outline, var calmer) -> {
                var after = loop(points, 1_500, to);
                assertThat(was).isEqualTo(from);
                assertThat(outline.calls()).isEqualTo(before.size());
                assertThat(calmer.calls()).isEqualTo(after.size());
                assertThat(bursts(before, Tuning.span(sensor))).isPositive();
                assertThat(bursts(after, Tuning.span(sensor))).isZero();
                assertThat(missed(before, after, respond))
                        .as("seed %d: %s", seed, to.text())
                        .isFalse();
            }
        }
    }

    @Test
    void theSeedsAboveReallyChatterAndSomeAreQuiet() {
        var kinds = seeds().mapToObj(seed -> {
            var random = new Random(seed);
            var points = waver(random, 2_000);
            var respond = Duration.ofMinutes(List.of(2, 5, 10, 30, 240).get(random.nextInt(5)));
            var limit = high(1_500, NONE);
            return Tuning.advise(sensor("carbon-dioxide", limit), limit, _ -> respond, history(points))
                    .getClass()
                    .getSimpleName();
        });
        assertThat(kinds).contains("Calmer", "Quiet");
    }

    @Test
    void theOrderOfArrivalChangesNothing() {
        var limit = high(1_500, NONE);
        var sensor = sensor("carbon-dioxide", limit);
        var shuffled = new ArrayList<>(OFFICE);
        // A minute apart each; the reorder bound of 30 s allows the half-minute ones between them to come late.
        var half = new ArrayList<Point>();
        for (var point : OFFICE) {
            half.add(new Point(point.at() + 20_000_000, point.value()));
            half.add(point);
        }
        shuffled.addAll(half.stream().filter(point -> !OFFICE.contains(point)).toList());
        shuffled.sort(java.util.Comparator.comparingLong(Point::at));
        assertThat(Tuning.advise(sensor, limit, _ -> HALF_HOUR, history(half)))
                .isEqualTo(Tuning.advise(sensor, limit, _ -> HALF_HOUR, history(shuffled)));
    }

    private static Course course(Sensor sensor, Damping damping, List<Point> points) {
        return Tuning.course(sensor, sensor.limit("high").orElseThrow(), Severity.MEDIUM, damping, history(points));
    }

    private static Tuning.History history(List<Point> points) {
        return reader -> points.forEach(point -> reader.reading(point.at(), point.value()));
    }

    private static Limit.High high(double at, Damping damping) {
        return new Limit.High(List.of(step(Severity.MEDIUM, at, damping)), Duration.ZERO, false);
    }

    private static Step step(Severity severity, double at, Damping damping) {
        return new Step(severity, at, damping.deadband(), damping.onDelay(), damping.offDelay(), "test");
    }

    private static Sensor sensor(String kind, Limit limit) {
        return Kinds.standard()
                .named(kind)
                .orElseThrow()
                .sensor(new SensorId("s"), "site", "zone")
                .with(List.of(limit));
    }

    private static List<Point> waver(Random random, int count) {
        var points = new ArrayList<Point>();
        double value = 1_400;
        double noise = 0;
        for (int i = 0; i < count; i++) {
            if (random.nextInt(100) == 0) noise = random.nextInt(4) * random.nextDouble() * 40;
            if (random.nextInt(300) == 0) value = 1_300 + random.nextInt(400);
            value += random.nextGaussian() * 3;
            points.add(new Point(i * 60_000_000L, value + random.nextGaussian() * noise));
        }
        return points;
    }

    /// When a step calls and lets go, by its rules written out: past `limit` for the on-delay, back by the
    /// deadband for the off-delay.
    private static List<Span> loop(List<Point> points, double limit, Damping damping) {
        var spans = new ArrayList<Span>();
        long on = damping.onDelay().toNanos() / 1_000;
        long off = damping.offDelay().toNanos() / 1_000;
        long since = -1;
        long called = -1;
        for (var point : points) {
            boolean held = called >= 0;
            long wait = held ? off : on;
            // The wait may end between two readings; a reading at its very end has the last word.
            if (since >= 0 && since + wait < point.at()) {
                if (held) spans.add(new Span(called, since + wait));
                called = held ? -1 : since + wait;
                since = -1;
                held = !held;
                wait = held ? off : on;
            }
            boolean turning = held ? point.value() <= limit - damping.deadband() : point.value() > limit;
            if (!turning) since = -1;
            else if (since < 0) since = point.at();
            if (turning && since + wait == point.at()) {
                if (held) spans.add(new Span(called, point.at()));
                called = held ? -1 : point.at();
                since = -1;
            }
        }
        if (called >= 0) spans.add(new Span(called, points.getLast().at()));
        return spans;
    }

    private static int bursts(List<Span> spans, Duration within) {
        int bursts = 0;
        for (int i = 2; i < spans.size(); i++)
            if (spans.get(i).from() - spans.get(i - 2).from() <= within.toNanos() / 1_000) bursts++;
        return bursts;
    }

    private static long total(List<Span> spans) {
        return spans.stream().mapToLong(span -> span.to() - span.from()).sum();
    }

    /// Whether something that lasted longer than there is time would not have been told within that time, or
    /// only as the rest of a call from before a quiet longer than that.
    private static boolean missed(List<Span> before, List<Span> after, Duration respond) {
        long time = respond.toNanos() / 1_000;
        for (int i = 0; i < before.size(); i++) {
            var call = before.get(i);
            if (call.to() - call.from() <= time) continue;
            long quiet = Long.MIN_VALUE;
            for (int j = 1; j <= i; j++)
                if (before.get(j).from() - before.get(j - 1).to() > time)
                    quiet = before.get(j - 1).to();
            long since = quiet;
            if (after.stream()
                    .noneMatch(span -> span.from() <= call.from() + time
                            && span.to() > call.from()
                            && (since == Long.MIN_VALUE || span.from() > since))) return true;
        }
        return false;
    }

    private static List<Point> office() {
        return rows("occupancy/datatraining.txt").stream()
                .map(row ->
                        new Point(micros(LocalDateTime.parse(row[1].replace(' ', 'T'))), Double.parseDouble(row[5])))
                .toList();
    }

    private static List<Point> radnet() throws IOException {
        var format = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss");
        // One row stands twice in the file.
        return rows("radnet/LA_BATON_ROUGE_2020.csv").stream()
                .map(row -> new Point(micros(LocalDateTime.parse(row[1], format)), Double.parseDouble(row[2]) / 1_000))
                .distinct()
                .toList();
    }

    private static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }

    /// Recordings that lie beside the project and are no part of it.
    private static List<String[]> rows(String name) {
        var file = Path.of("..", "shared", "data").resolve(name);
        assertThat(file)
                .as("sample data: put the project beside a directory shared/data that has " + name)
                .isRegularFile();
        try {
            return Files.readAllLines(file).stream()
                    .skip(1)
                    .map(line -> line.replace("\"", "").split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
