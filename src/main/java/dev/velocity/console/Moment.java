package dev.velocity.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// An instant as people read it.
///
/// @param at RFC 3339, for programs and for the age that the page counts
/// @param local date and time of day where the site is
/// @param age how long ago it was when the page was made
/// @param utc the same in UTC, to compare with other places' notes
public record Moment(String at, String local, String utc, String age) {
    private static final Spoken<DateTimeFormatter> LOCAL = new Spoken<>(words ->
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", words.language().locale()));
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static final Moment NONE = new Moment("", "", "", "");

    static Moment of(Instant at, ZoneId zone, Instant now, Words words) {
        return new Moment(
                at.toString(),
                LOCAL.in(words).format(at.atZone(zone)),
                UTC.format(at),
                new Wording(words).age(Duration.between(at, now)));
    }
}
