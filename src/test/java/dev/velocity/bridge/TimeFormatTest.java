package dev.velocity.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {
    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource(delimiter = '|', textBlock = """
            iso                      | 2015-02-04T17:51:00Z          | 2015-02-04T17:51:00Z
            iso                      | 2015-02-04T17:51:00.123456+01:00 | 2015-02-04T16:51:00.123456Z
            iso                      | 2015-02-04T17:51:00           | 2015-02-04T15:51:00Z
            iso                      | 2015-02-04 17:51              | 2015-02-04T15:51:00Z
            epoch-seconds            | 1423072260                    | 2015-02-04T17:51:00Z
            epoch-seconds            | 1423072260.25                 | 2015-02-04T17:51:00.250Z
            epoch-seconds            | -0.5                          | 1969-12-31T23:59:59.500Z
            epoch-millis             | 1423072260250                 | 2015-02-04T17:51:00.250Z
            uuuu-MM-dd HH:mm:ss      | 2015-02-04 17:51:00           | 2015-02-04T15:51:00Z
            yyyy-MM-dd HH:mm:ss      | 2015-02-04 17:51:00           | 2015-02-04T15:51:00Z
            MM/dd/uuuu HH:mm:ss      | 11/11/2020 21:36:00           | 2020-11-11T19:36:00Z
            d.M.yyyy H:mm            | 4.2.2015 7:05                 | 2015-02-04T05:05:00Z
            dd-MMM-yyyy hh:mm a      | 04-Feb-2015 05:51 PM          | 2015-02-04T15:51:00Z
            uuuu-MM-dd HH:mm:ssXXX   | 2015-02-04 17:51:00-05:00     | 2015-02-04T22:51:00Z
            uuuu-MM-dd               | 2015-02-04                    | 2015-02-03T22:00:00Z
            uuuuMMdd'T'HHmm          | 20150204T1751                 | 2015-02-04T15:51:00Z
            """)
    void readsInstantsAsFilesWriteThem(String format, String text, Instant expected) {
        assertThat(TimeFormat.of(format, Optional.of(HELSINKI)).parse(text, null))
                .contains(expected);
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource(delimiter = '|', textBlock = """
            uuuu-MM-dd HH:mm:ss      | 2015-02-30 17:51:00
            uuuu-MM-dd HH:mm:ss      | 2015-02-04 24:00:00
            uuuu-MM-dd HH:mm:ss      | 2015-02-04 17:51:60
            uuuu-MM-dd HH:mm:ss      | 2015-02-04 17:51
            uuuu-MM-dd HH:mm:ss      | 2015-2-4 17:51:00
            uuuu-MM-dd HH:mm:ss      | 2015-02-04 17:51:00 x
            uuuu-MM-dd HH:mm:ss      | ''
            iso                      | 2015-13-04T17:51:00Z
            iso                      | 1423072260
            epoch-seconds            | 1e9
            epoch-seconds            | 99999999999999999999
            epoch-seconds            | 1423072260.
            epoch-millis             | 1.5
            epoch-millis             | 2015-02-04
            """)
    void whatIsNoInstantIsEmpty(String format, String text) {
        assertThat(TimeFormat.of(format, Optional.of(HELSINKI)).parse(text, null))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HH:mm:ss", "MM/dd HH:mm", "uuuu", "uuuu-MM", "bogus", "uuuu-MM-dd HH:mm:ss'", "{", "", "ISO"})
    void aFormatThatDoesNotSayTheDateIsNone(String format) {
        assertThatThrownBy(() -> TimeFormat.of(format, Optional.of(HELSINKI)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTimeWithoutAZoneIsNoInstantUntilTheMappingSaysWhichOne() {
        assertThat(TimeFormat.of("iso", Optional.empty()).parse("2015-02-04T17:51:00", null))
                .isEmpty();
        assertThat(TimeFormat.of("iso", Optional.empty()).needsZone()).isFalse();
        assertThat(TimeFormat.of("uuuu-MM-dd HH:mm", Optional.empty()).needsZone())
                .isTrue();
        assertThat(TimeFormat.of("uuuu-MM-dd HH:mmX", Optional.empty()).needsZone())
                .isFalse();
        assertThat(TimeFormat.of("epoch-seconds", Optional.empty()).needsZone()).isFalse();
    }

    @Test
    void theHourThatClocksRepeatIsToldByTheRowBefore() {
        var format = TimeFormat.of("uuuu-MM-dd HH:mm", Optional.of(HELSINKI));
        var first = format.parse("2025-10-26 03:30", Instant.parse("2025-10-26T00:20:00Z"));
        assertThat(first).contains(Instant.parse("2025-10-26T00:30:00Z"));
        var second = format.parse("2025-10-26 03:00", Instant.parse("2025-10-26T00:50:00Z"));
        assertThat(second).contains(Instant.parse("2025-10-26T01:00:00Z"));
        assertThat(format.parse("2025-10-26 03:00", null)).contains(Instant.parse("2025-10-26T00:00:00Z"));
    }

    @Test
    void theHourThatClocksLeaveOutIsNoTime() {
        var format = TimeFormat.of("uuuu-MM-dd HH:mm", Optional.of(HELSINKI));
        assertThat(format.parse("2025-03-30 03:30", null)).isEmpty();
        assertThat(format.parse("2025-03-30 04:00", null)).contains(Instant.parse("2025-03-30T01:00:00Z"));
    }
}
