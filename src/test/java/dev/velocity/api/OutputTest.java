package dev.velocity.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.platform.Micros;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
    private interface Writes {
        void to(Output out) throws IOException;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyNumberIsReadAgainAsItWas(long seed) throws IOException {
        var random = new Random(seed);
        var numbers = new double[20_000];
        for (int i = 0; i < numbers.length; i++)
            numbers[i] = switch (random.nextInt(6)) {
                case 0 -> random.nextInt(100_000) / 100.0;
                case 1 -> -random.nextInt(1_000_000) / 1_000.0;
                case 2 -> random.nextGaussian();
                case 3 -> random.nextLong();
                case 4 -> Double.longBitsToDouble(random.nextLong());
                default -> (float) random.nextGaussian();
            };
        var text = text(out -> {
            for (double number : numbers)
                if (Double.isFinite(number)) out.number(number).symbol(' ');
        });
        int at = 0;
        for (var one : text.strip().split(" ", -1)) {
            while (!Double.isFinite(numbers[at])) at++;
            assertThat(Double.doubleToRawLongBits(Double.parseDouble(one)))
                    .as("seed %d: %s", seed, one)
                    .isEqualTo(Double.doubleToRawLongBits(numbers[at++]));
        }
    }

    @Test
    void decimalsAreWrittenAsPeopleWriteThem() throws IOException {
        assertThat(text(out -> {
                    for (double number :
                            new double[] {400, 21.5, -0.25, 0.001, 1e-7, 123_456_789.125, 0, -0.0, 1e15, 1e16})
                        out.number(number).symbol(' ');
                }))
                .isEqualTo("400 21.5 -0.25 0.001 0.0000001 123456789.125 0 -0.0 1000000000000000 1.0E16 ");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void instantsReadAsJavaWritesThem(long seed) throws IOException {
        var random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            long micros = 1_772_323_200_000_000L + random.nextInt();
            if (random.nextInt(3) == 0) micros = micros / 1_000 * 1_000;
            if (random.nextInt(3) == 0) micros = micros / 1_000_000 * 1_000_000;
            if (random.nextInt(9) == 0) micros = -micros;
            long at = micros;
            assertThat(text(out -> out.instant(at)))
                    .isEqualTo(Micros.toInstant(at).toString());
            assertThat(new BigDecimal(text(out -> out.millis(at))))
                    .isEqualByComparingTo(BigDecimal.valueOf(at).movePointLeft(3));
        }
    }

    @Test
    void columnsStandAtMultiplesOfEight() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new Output(bytes)) {
            out.text("abc").fill().raw(1.5).raw(7).raw((byte) 9).fill();
        }
        var read = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(read.capacity()).isEqualTo(24);
        assertThat(read.getDouble(8)).isEqualTo(1.5);
        assertThat(read.getInt(16)).isEqualTo(7);
        assertThat(read.get(20)).isEqualTo((byte) 9);
    }

    @Test
    void whatIsLongerThanTheRoomForItIsWrittenWhole() throws IOException {
        var text = text(out -> {
            for (int i = 0; i < 100_000; i++) out.number((long) i).symbol(',').words("µ");
        });
        assertThat(text).startsWith("0,µ1,µ").endsWith("99999,µ").hasSize(688_890);
    }

    private static String text(Writes writes) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new Output(bytes)) {
            writes.to(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
