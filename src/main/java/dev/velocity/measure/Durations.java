package dev.velocity.measure;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations as people write them in Velocity's files: `30 s`, `5 min`, `1 h 30 min`, `30 d`, `100 ms`, or ISO 8601
/// (`PT5M`).
///
/// A number without a unit is not a duration, nor is anything longer than a thousand years. A day is 24 hours.
public final class Durations {
    /// What a message tells people to write.
    public static final String ALLOWED = "a duration such as 30 s, 5 min, 1 h or 7 d";

    private static final Duration LONGEST = Duration.ofDays(365_250);
    private static final Pattern PART = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?) ?(ms|s|min|h|d)");
    private static final Pattern WHOLE = Pattern.compile(PART.pattern() + "(?: " + PART.pattern() + ")*");
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
    private static final List<Named> NAMED = List.of(
            new Named("d", Duration.ofDays(1)),
            new Named("h", Duration.ofHours(1)),
            new Named("min", Duration.ofMinutes(1)),
            new Named("s", Duration.ofSeconds(1)),
            new Named("ms", Duration.ofMillis(1)));

    private record Named(String name, Duration length) {}

    private Durations() {}

    /// The duration `text` says, or empty when it says none. ISO texts may be negative; whether that makes sense is
    /// for the reader to say.
    public static Optional<Duration> parse(String text) {
        var stripped = text.strip();
        try {
            if (stripped.startsWith("P") || stripped.startsWith("-P")) return bounded(Duration.parse(stripped));
            if (!WHOLE.matcher(stripped).matches()) return Optional.empty();
            var total = Duration.ZERO;
            var parts = PART.matcher(stripped);
            while (parts.find()) {
                var unit = length(parts.group(2));
                var nanos = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit.toNanos()));
                total = total.plusSeconds(nanos.divideToIntegralValue(BILLION).longValueExact())
                        .plusNanos(nanos.remainder(BILLION).longValue());
            }
            return bounded(total);
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> bounded(Duration length) {
        return Optional.of(length).filter(any -> any.abs().compareTo(LONGEST) <= 0);
    }

    /// `length` in the largest unit that says it with a whole number: `90 min`, `1 d`, `0 s`; ISO below a
    /// millisecond and for negatives.
    public static String text(Duration length) {
        if (length.isZero()) return "0 s";
        if (length.isPositive())
            for (var unit : NAMED)
                if (isMultiple(length, unit.length())) return length.dividedBy(unit.length()) + " " + unit.name();
        return length.toString();
    }

    private static boolean isMultiple(Duration length, Duration of) {
        return of.multipliedBy(length.dividedBy(of)).equals(length);
    }

    private static Duration length(String name) {
        return NAMED.stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElseThrow()
                .length();
    }
}
