package dev.velocity.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest(name = "{0} is {1}, written {2}")
    @CsvSource({
        "30 s,          PT30S,     30 s",
        "30s,           PT30S,     30 s",
        "5 min,         PT5M,      5 min",
        "1.5 h,         PT1H30M,   90 min",
        "1 h 30 min,    PT1H30M,   90 min",
        "24 h,          P1D,       1 d",
        "30 d,          P30D,      30 d",
        "100 ms,        PT0.1S,    100 ms",
        "PT15M,         PT15M,     15 min",
        "0 s,           PT0S,      0 s",
        "PT0.0000001S,  PT0.0000001S, PT0.0000001S",
        "PT-5S,         PT-5S,     PT-5S",
        "365250 d,      PT8766000H, 365250 d",
    })
    void peopleWriteDurationsWithTheirUnit(String text, Duration expected, String written) {
        assertThat(Durations.parse(text)).contains(expected);
        assertThat(Durations.text(expected)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "s",
                "-5 s",
                "5 minutes",
                "1 h,",
                "five s",
                "1..5 s",
                "P",
                "5 min 30",
                "999999999999999 d",
                "365251 d",
                " 7111111111111d 7s 7s 7s",
                "PT8766001H",
                "-PT8766001H",
                "-PT2562047788015215H-30M-8S"
            })
    void whatSaysNoDurationIsEmpty(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void whatIsWrittenReadsBackTheSame() {
        var random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            var length = Duration.ofNanos(random.nextLong() >> random.nextInt(63));
            assertThat(Durations.parse(Durations.text(length))).contains(length);
        }
    }
}
