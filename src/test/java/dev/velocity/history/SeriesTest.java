package dev.velocity.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.platform.Micros;
import dev.velocity.sensor.Quality;
import dev.velocity.sensor.SensorId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    /// Whatever a series is made of, it is what a plain loop over the plain readings gives, to the last bit.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aSeriesIsWhatAPlainLoopOverTheReadingsGives(long seed) {
        var random = new Random(seed);
        try (var past = new Past(directory, SECOND, Duration.ofSeconds(10), Duration.ZERO)) {
            for (int round = 0; round < 30; round++) {
                past.keep(samples(random, past, 400));
                if (random.nextInt(3) == 0) past.pack();
                if (random.nextInt(10) == 0) past.restart();
                for (int question = 0; question < 5; question++) ask(random, past, "seed " + seed + " round " + round);
            }
        }
    }

    /// Or a browser would go on showing what it has.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void twoAnswersAboutASpanNeverHaveTheSameMark(long seed) {
        record Told(Instant from, Instant to, long mark) {}
        var random = new Random(seed);
        var answers = new HashMap<Told, List<Point>>();
        try (var past = new Past(directory, SECOND, Duration.ofSeconds(10), Duration.ZERO)) {
            for (int round = 0; round < 200; round++) {
                past.keep(samples(random, past, 40));
                if (random.nextBoolean()) past.pack();
                if (random.nextInt(20) == 0) past.restart();
                for (int hours = 0; hours < 8; hours++) {
                    var from = Past.BEGIN.plus(Duration.ofHours(hours));
                    var to = from.plus(Duration.ofHours(1 + hours % 3));
                    var answer = past.readings().between(Past.id(0), from, to);
                    var told = new Told(from, to, past.readings().mark(Past.id(0), from, to));
                    assertThat(answers.computeIfAbsent(told, _ -> answer))
                            .as("seed %d round %d %s", seed, round, told)
                            .isEqualTo(answer);
                    assertThat(past.readings().mark(Past.id(0), from, to)).isEqualTo(told.mark());
                }
            }
        }
    }

    @Test
    void asManyReadingsAsPointsAreShownOneByOne() {
        try (var past = new Past(directory, SECOND)) {
            past.keep(List.of(at(0, 1, 400), at(0, 2, 20_000), at(0, 10, 401)));
            var series = past.readings().series(Past.id(0), Past.BEGIN, Past.BEGIN.plusSeconds(11), 3);
            assertThat(series.width()).isZero();
            assertThat(series.buckets())
                    .extracting(Bucket::mean, Bucket::quality, Bucket::gap)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(400.0, Quality.GOOD, false),
                            org.assertj.core.groups.Tuple.tuple(20_000.0, Quality.OUT_OF_RANGE, false),
                            org.assertj.core.groups.Tuple.tuple(401.0, Quality.GOOD, true));
        }
    }

    /// The newest block of such a span reaches far beyond it.
    @Test
    void aSpanThatEndsWhereABlockBeginsIsWhole() {
        try (var past = new Past(directory, SECOND)) {
            var samples = new ArrayList<Past.Sample>();
            for (int i = 0; i < Packing.MOST + 4_000; i++) samples.add(at(0, i, 400 + i % 7));
            past.keep(samples);
            past.pack();
            var from = Past.BEGIN.plusSeconds(Packing.MOST - 500);
            var to = Past.BEGIN.plusSeconds(Packing.MOST + 10);
            assertThat(past.readings().series(Past.id(0), from, to, 1_000).buckets())
                    .hasSize(510);
            assertThat(past.readings().run(Past.id(0), from, to, 505).at(0)).isEqualTo(Micros.of(from.plusSeconds(5)));
        }
    }

    @Test
    void nobodyDrawsALineOverAStretchWithoutReadings() {
        try (var past = new Past(directory, SECOND)) {
            var samples = new ArrayList<Past.Sample>();
            for (int i = 0; i < 600; i++) if (i < 200 || i >= 400) samples.add(at(0, i, 400 + i % 7));
            past.keep(samples);
            var series = past.readings().series(Past.id(0), Past.BEGIN, Past.BEGIN.plusSeconds(600), 60);
            assertThat(series.width()).isEqualTo(Duration.ofSeconds(10));
            assertThat(series.buckets()).hasSize(40);
            assertThat(series.buckets().stream().filter(Bucket::gap).map(Bucket::at))
                    .containsExactly(Past.BEGIN.plusSeconds(400));
        }
    }

    @Test
    void bucketsStayWhereTheyAreWhenTheSpanMoves() {
        try (var past = new Past(directory, SECOND)) {
            var samples = new ArrayList<Past.Sample>();
            for (int i = 0; i < 1_000; i++) samples.add(at(0, i, 400 + i % 7));
            past.keep(samples);
            var one = past.readings().series(Past.id(0), Past.BEGIN.plusSeconds(100), Past.BEGIN.plusSeconds(700), 21);
            var next = past.readings().series(Past.id(0), Past.BEGIN.plusSeconds(113), Past.BEGIN.plusSeconds(713), 21);
            assertThat(one.width()).isEqualTo(Duration.ofSeconds(30));
            assertThat(one.from()).isEqualTo(Past.BEGIN.plusSeconds(90));
            assertThat(one.to()).isEqualTo(Past.BEGIN.plusSeconds(720));
            assertThat(next.buckets()).containsExactlyElementsOf(one.buckets());
        }
    }

    @Test
    void whatCannotBeAskedIsRefusedAndWhatIsNotThereIsEmpty() {
        try (var past = new Past(directory, SECOND)) {
            var readings = past.readings();
            var later = Past.BEGIN.plusSeconds(1);
            assertThat(readings.series(Past.id(0), Past.BEGIN, later, 2).buckets())
                    .isEmpty();
            assertThat(readings.series(new SensorId("nobody"), Past.BEGIN, later, 2)
                            .buckets())
                    .isEmpty();
            assertThatThrownBy(() -> readings.series(Past.id(0), Past.BEGIN, later, 1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> readings.series(Past.id(0), later, Past.BEGIN, 10))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    static void ask(Random random, Past past, String when) {
        int sensor = random.nextInt(past.plain.size());
        var from = Past.BEGIN.plusMillis(random.nextInt(20_000_000) - 1_000_000);
        var to = from.plusMillis(1 + random.nextInt(random.nextBoolean() ? 30_000_000 : 60_000));
        int points = 2 + random.nextInt(500);
        var series = past.readings().series(Past.id(sensor), from, to, points);
        var asked = "%s: s%d from %s to %s in %d".formatted(when, sensor, from, to, points);
        var readings = past.plain.get(sensor).subMap(Micros.of(series.from()), Micros.of(series.to()));
        long inside =
                past.plain.get(sensor).subMap(Micros.of(from), Micros.of(to)).size();
        assertThat(series.width().isZero()).as(asked).isEqualTo(inside <= points);
        assertThat(series.buckets()).as(asked).hasSizeLessThanOrEqualTo(points);
        var expected = new TreeMap<Long, List<Past.Kept>>();
        long width = series.width().toNanos() / 1_000;
        readings.forEach((at, kept) -> expected.computeIfAbsent(
                        width == 0 ? at : Math.floorDiv(at, width) * width, _ -> new ArrayList<>())
                .add(kept));
        assertThat(series.buckets().stream().map(Bucket::at).map(Micros::of))
                .as(asked)
                .containsExactlyElementsOf(expected.keySet());
        for (var bucket : series.buckets()) {
            var kept = expected.getOrDefault(Micros.of(bucket.at()), List.of());
            assertThat(bucket.count()).as(asked).isEqualTo(kept.size());
            assertThat(bucket.late()).as(asked).isEqualTo((int)
                    kept.stream().filter(Past.Kept::late).count());
            assertThat(bucket.least())
                    .as(asked)
                    .isEqualTo(kept.stream().mapToDouble(Past.Kept::value).min().orElseThrow());
            assertThat(bucket.most())
                    .as(asked)
                    .isEqualTo(kept.stream().mapToDouble(Past.Kept::value).max().orElseThrow());
            assertThat(bucket.last()).as(asked).isEqualTo(kept.getLast().value());
            assertThat(bucket.mean()).as(asked).isEqualTo(mean(kept));
            assertThat(bucket.quality())
                    .as(asked)
                    .isEqualTo(
                            bucket.most() > 10_000
                                    ? Quality.OUT_OF_RANGE
                                    : bucket.late() > 0 ? Quality.LATE : Quality.GOOD);
        }
    }

    private static double mean(List<Past.Kept> kept) {
        var sum = BigDecimal.ZERO;
        for (var one : kept) sum = sum.add(new BigDecimal(one.value()));
        return sum.doubleValue() / kept.size();
    }

    /// Mostly in order, with holes, repeats, stragglers and values no instrument can measure.
    static List<Past.Sample> samples(Random random, Past past, int count) {
        var samples = new ArrayList<Past.Sample>();
        for (int i = 0; i < count; i++) {
            int sensor = random.nextInt(past.plain.size());
            var readings = past.plain.get(sensor);
            long newest = readings.isEmpty() ? Micros.of(Past.BEGIN) : readings.lastKey();
            boolean late = random.nextInt(20) == 0;
            long at = late
                    ? newest - 1_000_000L * random.nextInt(3_600)
                    : newest + (random.nextInt(200) == 0 ? 900_000_000L : 1_000_000L + 100L * i);
            double value = random.nextInt(300) == 0 ? 20_000 : 400 + random.nextInt(1_000) / 10.0;
            samples.add(new Past.Sample(sensor, Micros.toInstant(at), value, late));
        }
        return samples;
    }

    private static Past.Sample at(int sensor, int second, double value) {
        return new Past.Sample(sensor, Past.BEGIN.plusSeconds(second), value, false);
    }
}
