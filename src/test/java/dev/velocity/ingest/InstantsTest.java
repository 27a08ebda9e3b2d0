package dev.velocity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
    private static final Pattern RFC_3339 = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]"
            + "([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01T00:00:00.000001Z, 1",
        "1970-01-01T00:00:00.0000019Z, 1",
        "1970-01-01T01:00:00+01:00, 0",
        "1970-01-01t00:00:00.5z, 500000",
        "2026-11-23 07:30:00Z, 1795419000000000",
        "9999-12-31T23:59:59.999999Z, 253402300799999999",
    })
    void readsMicrosecondsSinceTheEpoch(String text, long micros) {
        assertThat(micros(text)).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.",
                "2026-01-01T00:00:00,5Z",
                "2026-01-01T00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T23:60:00Z",
                "2026-12-31T23:59:60Z",
                "2026-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-04-31T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-00T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "1970-01-01T00:30:00+01:00",
                "2026-01-01T00:00:00+0100",
                "2026-01-01T00:00:00+01",
                "2026-01-01T00:00:00+24:00",
                "2026-01-01T00:00:00+01:60",
                "2026-01-01T00:00:00ZZ",
                "2026-01-01T00:00:00Z ",
                " 2026-01-01T00:00:00Z",
                "+2026-01-01T00:00:00Z",
                "20260101T000000Z0000",
                "２026-01-01T00:00:00Z",
                "2026-01-01T00:00:00.00000000000000000000000Z"
            })
    void whatIsNoInstantIsNone(String text) {
        assertThat(micros(text)).isEqualTo(Instants.NONE);
    }

    @Test
    void agreesWithJavaTimeOnInstantsOfAnyKind() {
        var random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            var text = written(random);
            assertThat(micros(text)).as(text).isEqualTo(expected(text)).isNotEqualTo(Instants.NONE);
        }
    }

    @Test
    void agreesWithJavaTimeOnWhatIsAlmostAnInstant() {
        var random = new Random(12);
        var signs = "0123456789-:.TtZz+ xµ２";
        int right = 0;
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder(written(random));
            for (int changes = 1 + random.nextInt(2); changes > 0 && !text.isEmpty(); changes--) {
                int at = random.nextInt(text.length());
                char sign = signs.charAt(random.nextInt(signs.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, sign);
                    case 1 -> text.insert(at, sign);
                    default -> text.deleteCharAt(at);
                }
            }
            long expected = expected(text.toString());
            if (expected != Instants.NONE) right++;
            assertThat(micros(text.toString())).as(text.toString()).isEqualTo(expected);
        }
        assertThat(right).as("changes that leave an instant").isGreaterThan(10_000);
    }

    private static String written(Random random) {
        long second = 86_400 + (random.nextLong() >>> 1) % 253_402_200_000L;
        var offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60) - 18 * 60));
        var at = Instant.ofEpochSecond(second).atOffset(offset);
        if (at.getYear() > 9_999 || at.getYear() < 1_970) return written(random);
        var fraction = random.nextBoolean() ? "" : "." + digits(random, 1 + random.nextInt(9));
        var zone = offset.getTotalSeconds() == 0 || random.nextInt(3) == 0 ? "Z" : offset.getId();
        var local = at.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"));
        return local + fraction + zone;
    }

    private static String digits(Random random, int count) {
        var digits = new StringBuilder();
        while (digits.length() < count) digits.append(random.nextInt(10));
        return digits.toString();
    }

    /// The shape by a pattern, the calendar by `java.time`.
    private static long expected(String text) {
        var match = RFC_3339.matcher(text);
        if (text.length() > 40 || !match.matches() || Integer.parseInt(match.group(1)) < 1_970) return Instants.NONE;
        try {
            var date = LocalDate.of(number(match.group(1)), number(match.group(2)), number(match.group(3)));
            var time = LocalTime.of(number(match.group(4)), number(match.group(5)), number(match.group(6)));
            var fraction = match.group(7) == null ? "" : match.group(7);
            long micros = Long.parseLong((fraction + "000000").substring(0, 6));
            long offset = 0;
            if (match.group(8) != null) {
                var east = LocalTime.of(number(match.group(9)), number(match.group(10)));
                offset = match.group(8).equals("-") ? -east.toSecondOfDay() : east.toSecondOfDay();
            }
            long seconds = date.toEpochDay() * 86_400 + time.toSecondOfDay() - offset;
            return seconds < 0 ? Instants.NONE : seconds * 1_000_000 + micros;
        } catch (DateTimeException e) {
            return Instants.NONE;
        }
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /// The text stands in the middle of a buffer, as it does when a body is read.
    private static long micros(String text) {
        var buffer = ("\"9" + text + "9Z\"").toCharArray();
        return Instants.micros(buffer, 2, text.length());
    }
}
