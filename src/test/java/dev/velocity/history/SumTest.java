package dev.velocity.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SumTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everySumIsTheExactOneRoundedOnce(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var numbers = numbers(random, 1 + random.nextInt(round % 10 == 0 ? 5_000 : 60));
            assertThat(sum(numbers).value())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(exact(numbers));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neitherOrderNorPartsChangeABit(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var numbers = numbers(random, 2 + random.nextInt(200));
            double whole = sum(numbers).value();
            var shuffled = Arrays.asList(Arrays.stream(numbers).boxed().toArray(Double[]::new));
            Collections.shuffle(shuffled, random);
            int cut = random.nextInt(numbers.length);
            var parts = new Sum();
            for (double part : sum(Arrays.copyOf(numbers, cut)).take()) parts.add(part);
            for (double part :
                    sum(Arrays.copyOfRange(numbers, cut, numbers.length)).take()) parts.add(part);
            assertThat(parts.value()).as("seed %d, round %d", seed, round).isEqualTo(whole);
            assertThat(sum(shuffled.stream().mapToDouble(Double::doubleValue).toArray())
                            .value())
                    .isEqualTo(whole);
        }
    }

    @Test
    void tiesGoToEvenAndTheLeastBitBeyondThemDecides() {
        assertThat(sum(0x1p53, 1).value()).isEqualTo(0x1p53);
        assertThat(sum(0x1p53, 1, 0x1p-1074).value()).isEqualTo(0x1p53 + 2);
        assertThat(sum(0x1p53 + 2, 1).value()).isEqualTo(0x1p53 + 4);
        assertThat(sum(-0x1p53, -1, -0x1p-900).value()).isEqualTo(-0x1p53 - 2);
    }

    @Test
    void whatCancelsIsGoneAndWhatIsLeftIsExact() {
        assertThat(sum(1e300, 1, -1e300).value()).isEqualTo(1);
        assertThat(sum(0.1, 0.2, -0.3).value()).isEqualTo(exact(0.1, 0.2, -0.3));
        assertThat(sum(5, -5).value()).isZero();
        assertThat(sum(5, -5).take()).isEmpty();
        assertThat(sum().value()).isZero();
    }

    @Test
    void aSumIsUsedAgainWhenCleared() {
        var sum = sum(1e300, 3);
        sum.clear();
        sum.add(0.5);
        assertThat(sum.take()).containsExactly(0.5);
        assertThat(sum.value()).isZero();
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> new Sum().add(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sum().add(Double.NEGATIVE_INFINITY)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Sum sum(double... numbers) {
        var sum = new Sum();
        for (double number : numbers) sum.add(number);
        return sum;
    }

    private static double exact(double... numbers) {
        var sum = BigDecimal.ZERO;
        for (double number : numbers) sum = sum.add(new BigDecimal(number));
        return sum.doubleValue();
    }

    /// Decimals as sensors send them, and doubles of every size, tiny ones included.
    private static double[] numbers(Random random, int count) {
        var numbers = new double[count];
        int kind = random.nextInt(4);
        for (int i = 0; i < count; i++)
            numbers[i] = switch (kind) {
                case 0 -> (random.nextInt(100_000) - 30_000) / 100.0;
                case 1 -> 412.3 + random.nextGaussian();
                case 2 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(400) - 200);
                default -> random.nextInt(5) == 0 ? Double.MIN_VALUE * random.nextInt() : random.nextGaussian() * 1e-3;
            };
        return numbers;
    }
}
