package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.history.Minute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Gauges and lines of the last hour show what is so.
class PicturesTest {
    @Test
    void theBandStandsAtTheSamePlaceWhateverTheNumbers() {
        for (var kind : List.of("oxygen", "air-temperature", "acidity", "carbon-dioxide")) {
            var gauge = Gauge.of(WordingTest.sensor(kind));
            assertThat(gauge.bandFrom()).as(kind).isEqualTo(30);
            assertThat(gauge.bandTo()).as(kind).isEqualTo(70);
        }
    }

    @Test
    void aNormalValueStandsOverTheBandAndNoOtherDoes() {
        for (var kind : WordingTest.kinds()) {
            var sensor = WordingTest.sensor(kind);
            var gauge = Gauge.of(sensor);
            if (!gauge.tells()) continue;
            assertThat(Gauge.place(sensor, sensor.normalLeast())).as(kind).isEqualTo(gauge.bandFrom());
            assertThat(Gauge.place(sensor, Math.min(sensor.normalMost(), sensor.spanMost())))
                    .as(kind)
                    .isEqualTo(gauge.bandTo());
            var random = new Random(7);
            for (int i = 0; i < 1_000; i++) {
                double one = random.nextDouble(sensor.spanLeast(), sensor.spanMost());
                double other = random.nextDouble(sensor.spanLeast(), sensor.spanMost());
                assertThat(Gauge.place(sensor, one)).as(kind).isBetween(0.0, 100.0);
                if (one < other)
                    assertThat(Gauge.place(sensor, one)).as(kind).isLessThanOrEqualTo(Gauge.place(sensor, other));
            }
            assertThat(gauge.limits()).as(kind).allMatch(limit -> limit >= 0 && limit <= 100);
        }
    }

    @Test
    void theLineNeverCrossesAGap() {
        var sensor = WordingTest.sensor("carbon-dioxide"); // every minute, stale after three
        var hour = new ArrayList<Minute>();
        for (int minute : new int[] {0, 1, 2, 5, 9, 10}) hour.add(new Minute(minute, 600, 600));
        var path = Sparkline.of(sensor, hour, Optional.of(600.0)).path();
        // Three apart is in time, four is not.
        assertThat(moves(path, 'M')).isEqualTo(2);
        assertThat(moves(path, 'L')).isEqualTo(4);
    }

    @Test
    void aSpikeOfOneReadingIsSeen() {
        var sensor = WordingTest.sensor("carbon-dioxide");
        var calm = new ArrayList<Minute>();
        for (int minute = 0; minute < 60; minute++) calm.add(new Minute(minute, 600, minute == 30 ? 9_000 : 600));
        var path = Sparkline.of(sensor, calm, Optional.of(600.0)).path();
        assertThat(path).contains("V2.0");
    }

    @Test
    void aContactHoldsBetweenItsChanges() {
        var sensor = WordingTest.sensor("door");
        assertThat(Sparkline.of(sensor, List.of(), Optional.of(0.0)).path()).isEqualTo("M2.0 22.0H118.0");
        assertThat(Sparkline.of(sensor, List.of(), Optional.empty()).path()).isEmpty();
        assertThat(Sparkline.of(sensor, List.of(new Minute(30, 1, 1)), Optional.of(1.0))
                        .path())
                .endsWith("V2.0H118.0");
    }

    @Test
    void nothingIsDrawnOutsideTheField() {
        var random = new Random(11);
        for (var kind : WordingTest.kinds()) {
            var sensor = WordingTest.sensor(kind);
            var hour = new ArrayList<Minute>();
            for (int minute = 0; minute < 60; minute++) {
                if (random.nextInt(5) == 0) continue;
                double one = random.nextDouble(sensor.spanLeast(), sensor.spanMost());
                double other = random.nextDouble(sensor.spanLeast(), sensor.spanMost());
                hour.add(new Minute(minute, Math.min(one, other), Math.max(one, other)));
            }
            var spark = Sparkline.of(sensor, hour, Optional.of(hour.getLast().most()));
            assertThat(Pattern.compile("[0-9.-]+")
                            .matcher(spark.path().replace("h.01", ""))
                            .results()
                            .mapToDouble(number -> Double.parseDouble(number.group())))
                    .as(kind)
                    .allMatch(number -> number >= 0 && number <= Sparkline.WIDTH);
            assertThat(spark.bandTop() + spark.bandHeight()).as(kind).isLessThanOrEqualTo(Sparkline.HEIGHT + 0.2);
        }
    }

    private static long moves(String path, char command) {
        return path.chars().filter(one -> one == command).count();
    }
}
