package dev.velocity.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollupTest {
    private static final long MINUTE = Width.MINUTE;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRollupOfRollupsIsTheRollupOfTheReadings(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            var run = BlockTest.run(random, 1 + random.nextInt(3_000));
            var minutes = again(Rollup.of(run, 0, run.size(), MINUTE));
            assertSame(minutes, Rollup.of(run, 0, run.size(), MINUTE), seed);
            assertSame(again(minutes.in(15 * MINUTE)), Rollup.of(run, 0, run.size(), 15 * MINUTE), seed);
            assertSame(minutes.in(15 * MINUTE).in(360 * MINUTE), Rollup.of(run, 0, run.size(), 360 * MINUTE), seed);
        }
    }

    @Test
    void numbersOfEverySizeComeBack() {
        var run = new Run(0);
        double[] odd = {
            1e300,
            -1e300,
            1e-300,
            Double.MIN_VALUE,
            1,
            0.1,
            -0.0,
            1e300,
            3,
            -Double.MIN_VALUE,
            0x1p53,
            0x1p-53,
            0x1p-107
        };
        for (int i = 0; i < 400; i++) run.add(i * MINUTE / 3, odd[i % odd.length] * (1 + i / 100), i % 50 == 0);
        assertSame(again(Rollup.of(run, 0, 400, MINUTE)), Rollup.of(run, 0, 400, MINUTE), 0);
        assertSame(again(Rollup.of(run, 0, 0, MINUTE)), Rollup.of(run, 0, 0, MINUTE), 0);
    }

    @Test
    void aMinuteOfSecondsTakesTwelveBytes() {
        var random = new Random(1);
        var run = new Run(0);
        for (int i = 0; i < 16_384; i++)
            run.add(i * 1_000_000L, Math.rint(10 * (400 + 3 * random.nextGaussian())) / 10, false);
        var rollup = Rollup.of(run, 0, run.size(), MINUTE);
        assertThat(rollup.encode().length / (double) rollup.size()).isLessThan(13);
    }

    private static Rollup again(Rollup rollup) {
        return Rollup.decode(rollup.encode());
    }

    private static void assertSame(Rollup one, Rollup other, long seed) {
        assertThat(one.size()).as("seed %d", seed).isEqualTo(other.size());
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.start(i)).isEqualTo(other.start(i));
            assertThat(one.count(i)).isEqualTo(other.count(i));
            assertThat(one.late(i)).isEqualTo(other.late(i));
            assertThat(one.least(i)).isEqualTo(other.least(i));
            assertThat(one.most(i)).isEqualTo(other.most(i));
            assertThat(one.last(i)).isEqualTo(other.last(i));
            assertThat(sum(one, i)).as("seed %d, stretch %d", seed, i).isEqualTo(sum(other, i));
        }
    }

    private static double sum(Rollup rollup, int i) {
        var sum = new Sum();
        rollup.addTo(sum, i);
        return sum.value();
    }
}
