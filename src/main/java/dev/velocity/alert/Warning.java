package dev.velocity.alert;

import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a tool that watches the server says: something is wrong with it, or is so no more.
///
/// @param fingerprint by which the tool tells it from all others: 16 hexadecimal digits
/// @param rule the tool's name for what is wrong: 1 to 64 of `a-z 0-9 -`
/// @param title what it is wrong with, for people
/// @param from since when it is so, by the tool's clock
/// @param until since when it is so no more; empty while it is
/// @param words what the tool says of it; may be empty
public record Warning(
        String fingerprint,
        String rule,
        String title,
        Severity severity,
        Instant from,
        Optional<Instant> until,
        String words) {
    public static final int MOST_TITLE = 120;
    public static final int MOST_WORDS = 500;

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern RULE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");
    /// The role devices act in.
    private static final String DEVICE = "device";

    public Warning {
        if (!FINGERPRINT.matcher(fingerprint).matches())
            throw new IllegalArgumentException("a fingerprint has 16 hexadecimal digits");
        if (!RULE.matcher(rule).matches())
            throw new IllegalArgumentException("a warning's rule has 1 to 64 of a-z 0-9 -");
        if (title.isBlank() || title.length() > MOST_TITLE)
            throw new IllegalArgumentException("a warning's title has 1 to " + MOST_TITLE + " characters");
        if (words.length() > MOST_WORDS)
            throw new IllegalArgumentException("a warning's words have at most " + MOST_WORDS + " characters");
        if (until.filter(end -> end.isBefore(from)).isPresent())
            throw new IllegalArgumentException("a warning cannot be over before it begins");
    }

    /// Whether a tool did this, and no person, rule or timer.
    static boolean told(AlertChanged recorded) {
        return recorded.alert().source().warned() && recorded.actor().role().equals(DEVICE);
    }

    /// What the tool said, from what came of it.
    static Warning of(AlertChanged recorded) {
        var alert = recorded.alert();
        var sensor = alert.sensor().text();
        return new Warning(
                sensor.substring(Warnings.BEGINNING.length()),
                alert.rule(),
                alert.title(),
                alert.present().orElse(alert.severity()),
                alert.raisedAt(),
                alert.present().isPresent() ? Optional.empty() : alert.returnedAt(),
                recorded.words());
    }
}
