package dev.velocity.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTest {
    private static final long SECOND = 1_000_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsPackedComesBackToTheLastBit(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            var run = run(random, 1 + random.nextInt(random.nextInt(10) == 0 ? 20_000 : 700));
            int from = random.nextInt(run.size());
            int to = from + 1 + random.nextInt(run.size() - from);
            assertThat(BlockFuzz.same(run.part(from, to), Block.decode(Block.encode(run, from, to))))
                    .as("seed %d, round %d", seed, round)
                    .isTrue();
        }
    }

    @Test
    void oddNumbersComeBackToo() {
        var run = new Run(0);
        double[] odd = {
            0.0,
            -0.0,
            Double.NaN,
            Double.longBitsToDouble(0x7ff8_0000_0000_0001L),
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            -Double.MAX_VALUE,
            0x1p53,
            0x1p53 + 2,
            0x1p53 - 1,
            0.1,
            0.30000000000000004,
            1e15,
            1e-15,
            123_456_789.123_456
        };
        for (int round = 0; round < 3; round++)
            for (double value : odd) run.add(run.size() * 7L, value, run.size() % 5 == 0);
        assertThat(BlockFuzz.same(run, Block.decode(Block.encode(run, 0, run.size()))))
                .isTrue();
        run = new Run(0);
        run.add(Long.MIN_VALUE, 1, false);
        run.add(0, 2, true);
        run.add(Long.MAX_VALUE, 3, false);
        assertThat(BlockFuzz.same(run, Block.decode(Block.encode(run, 0, 3)))).isTrue();
    }

    @Test
    void aSmoothSeriesTakesLessThanAByteAndANoisyOneLessThanTwo() {
        var random = new Random(1);
        var wander = new double[] {400};
        assertThat(bytesEach(i -> {
                    if (random.nextInt(4) == 0) wander[0] += random.nextBoolean() ? 0.1 : -0.1;
                    return Math.round(wander[0] * 10) / 10.0;
                }))
                .isLessThan(1);
        assertThat(bytesEach(i -> Math.round((400 + 3 * random.nextGaussian()) * 10) / 10.0))
                .isLessThan(2);
    }

    @Test
    void aFloatThatBecameADoubleTakesFourBytesAndAnyDoubleEight() {
        var random = new Random(1);
        assertThat(bytesEach(i -> 20 + random.nextFloat())).isLessThan(4);
        assertThat(bytesEach(i -> random.nextGaussian())).isLessThan(8.2);
    }

    @Test
    void aFlippedBitIsNoticed() {
        var random = new Random(7);
        var bytes = Block.encode(run(random, 300), 0, 300);
        for (int i = 0; i < bytes.length * 8; i++) {
            bytes[i / 8] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> Block.decode(bytes)).isInstanceOf(IllegalArgumentException.class);
            bytes[i / 8] ^= (byte) (1 << i % 8);
        }
    }

    @Test
    void whatABlockSaysOfItselfIsNotBelieved() {
        assertRefused("a count of", 0xff, 0xff, 0xff, 0x7f);
        assertRefused("a count of 0", 0, 0, 0, 0, 0, 0);
        assertRefused("a unit of 9", 1, 9, 0, 0, 0);
        assertRefused("a group of kind", 1, 0, 0, 0xc3, 1, 0);
        assertRefused("a count of 65536", 0x80, 0x80, 4, 0, 0, 64, 0);
        assertRefused("end too soon", 1, 0, 0, 64, 0, 0);
        // Two readings at one instant.
        assertRefused("must grow", 2, 0, 0, 0, 0, 0, 0);
        assertRefused("of form 18", 1, 0, 0, 0, 0, 18);
        assertRefused("exceptions among", 1, 0, 0, 0, 0, 1, 2);
        assertRefused("an exception lies beyond", 1, 0, 0, 0, 0, 1, 1, 5);
        assertRefused("late readings of", 1, 0, 0, 0, 0, 1, 0, 0, 0, 2);
        assertRefused("a late reading lies beyond", 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1);
        assertRefused("go on behind", 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
    }

    private static void assertRefused(String why, int... body) {
        var bytes = ByteBuffer.allocate(body.length + 5).put((byte) 1);
        for (int one : body) bytes.put((byte) one);
        var crc = new CRC32C();
        crc.update(bytes.array(), 0, body.length + 1);
        bytes.putInt((int) crc.getValue());
        assertThatThrownBy(() -> Block.decode(bytes.array()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static double bytesEach(IntToDoubleFunction value) {
        var run = new Run(8_192);
        for (int i = 0; i < 8_192; i++) run.add(1_772_323_200_000_000L + i * SECOND, value.applyAsDouble(i), false);
        return Block.encode(run, 0, run.size()).length / 8_192.0;
    }

    /// One sensor's readings of any habit: regular or not, decimal or not, quiet or wild.
    static Run run(Random random, int count) {
        var run = new Run(count);
        int habit = random.nextInt(5);
        long at = 1_772_323_200_000_000L + random.nextInt(1_000_000) * (random.nextBoolean() ? 1 : 1_000L);
        double value = 400;
        for (int i = 0; i < count; i++) {
            at += switch (habit) {
                case 0 -> SECOND;
                case 1 -> SECOND + (random.nextInt(40) - 20) * 1_000L;
                case 2 -> 1 + random.nextInt(2_000_000);
                case 3 -> random.nextInt(100) == 0 ? 3_600 * SECOND : 10 * SECOND;
                default -> 60 * SECOND;
            };
            value = switch (habit) {
                case 0 -> Math.round((value + random.nextGaussian() / 10) * 10) / 10.0;
                case 1 -> Math.round(random.nextGaussian() * 1_000) / 100.0;
                case 2 -> random.nextInt(20) == 0 ? random.nextDouble() : random.nextInt(1_000) / 8.0;
                case 3 -> (float) random.nextGaussian();
                default -> random.nextGaussian();
            };
            run.add(at, value, random.nextInt(50) == 0);
        }
        return run;
    }
}
