package dev.velocity.bridge;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a file writes instants: a pattern of `java.time`, or one of the words `iso`, `epoch-seconds`, `epoch-millis`.
/// Strict: 30 February is not an instant. Immutable.
final class TimeFormat {
    static final String ALLOWED = "iso, epoch-seconds, epoch-millis, or a pattern that says the whole date, such as "
            + "uuuu-MM-dd HH:mm:ss or MM/dd/uuuu HH:mm:ss";

    private static final Pattern SECONDS = Pattern.compile("-?\\d{1,12}(?:\\.\\d{1,9})?");
    private static final Pattern MILLIS = Pattern.compile("-?\\d{1,15}");
    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2026, 11, 23, 14, 35, 50, 0, ZoneOffset.UTC);

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    private final String text;
    /// Empty for the formats that count from the epoch.
    private final Optional<DateTimeFormatter> formatter;
    private final Optional<ZoneId> zone;

    private TimeFormat(String text, Optional<DateTimeFormatter> formatter, Optional<ZoneId> zone) {
        this.text = text;
        this.formatter = formatter;
        this.zone = zone;
    }

    /// @param zone of times that are written without one
    /// @throws IllegalArgumentException when it is no format of dates
    static TimeFormat of(String text, Optional<ZoneId> zone) {
        var formatter = switch (text) {
            case "iso" -> Optional.of(ISO);
            case "epoch-seconds", "epoch-millis" -> Optional.<DateTimeFormatter>empty();
            default -> Optional.of(pattern(text));
        };
        var format = new TimeFormat(text, formatter, zone);
        if (formatter.isPresent() && !format.saysTheDate())
            throw new IllegalArgumentException(text + " does not say the whole date");
        return format;
    }

    /// Whether times of this format say nothing at all of their zone. `iso` may or may not: its texts decide.
    boolean needsZone() {
        if (zone.isPresent() || formatter.isEmpty() || text.equals("iso")) return false;
        return zoneOf(formatter.get().parse(formatter.get().format(SAMPLE))).isEmpty();
    }

    /// The instant `written` says; empty when it says none.
    ///
    /// Where clocks go back, an hour is written twice: such a time is the earlier one, unless that lies before
    /// `previous`, the instant of the row before. Where they go forward, times that no clock shows are no instants.
    Optional<Instant> parse(String written, @Nullable Instant previous) {
        if (written.length() > 200) return Optional.empty();
        try {
            if (formatter.isEmpty()) return counted(written);
            var parsed = formatter.get().parse(written);
            var date = parsed.query(TemporalQueries.localDate());
            var time = parsed.query(TemporalQueries.localTime());
            if (date == null) return Optional.empty();
            if (time == null && saysTimeOfDay(parsed)) return Optional.empty();
            var local = LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time);
            return zoneOf(parsed).or(() -> zone).flatMap(known -> at(local, known, previous));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private Optional<Instant> counted(String written) {
        if (text.equals("epoch-millis"))
            return MILLIS.matcher(written).matches()
                    ? Optional.of(Instant.ofEpochMilli(Long.parseLong(written)))
                    : Optional.empty();
        if (!SECONDS.matcher(written).matches()) return Optional.empty();
        var exact = new java.math.BigDecimal(written);
        long seconds = exact.setScale(0, java.math.RoundingMode.FLOOR).longValueExact();
        return Optional.of(Instant.ofEpochSecond(
                seconds,
                exact.subtract(java.math.BigDecimal.valueOf(seconds))
                        .movePointRight(9)
                        .longValueExact()));
    }

    private static Optional<Instant> at(LocalDateTime local, ZoneId zone, @Nullable Instant previous) {
        var offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) return Optional.empty();
        var earlier = local.toInstant(offsets.getFirst());
        boolean twice = offsets.size() > 1 && previous != null && earlier.isBefore(previous);
        return Optional.of(twice ? local.toInstant(offsets.getLast()) : earlier);
    }

    private static Optional<ZoneId> zoneOf(TemporalAccessor parsed) {
        return Optional.ofNullable(parsed.query(TemporalQueries.zone()));
    }

    private static boolean saysTimeOfDay(TemporalAccessor parsed) {
        return parsed.isSupported(ChronoField.HOUR_OF_AMPM)
                || parsed.isSupported(ChronoField.MINUTE_OF_HOUR)
                || parsed.isSupported(ChronoField.SECOND_OF_MINUTE);
    }

    private boolean saysTheDate() {
        try {
            var written = formatter.orElseThrow().format(SAMPLE);
            return parse(written, null)
                            .filter(at -> LocalDate.ofInstant(at, zone.orElse(ZoneOffset.UTC))
                                    .equals(SAMPLE.toLocalDate()))
                            .isPresent()
                    || (zone.isEmpty()
                            && SAMPLE.toLocalDate()
                                    .equals(formatter.get().parse(written).query(TemporalQueries.localDate())));
        } catch (DateTimeException e) {
            return false;
        }
    }

    /// The year of an era (`y`) is meant as the plain year: strict reading takes it for nothing without its era.
    private static DateTimeFormatter pattern(String text) {
        var plain = new StringBuilder(text);
        boolean quoted = false;
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) == '\'') quoted = !quoted;
            else if (plain.charAt(i) == 'y' && !quoted) plain.setCharAt(i, 'u');
        }
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(plain.toString())
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
