package dev.velocity.measure;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.time.Duration;

/// Any text is a duration or is not; none throws, and what Velocity writes it reads back.
public final class DurationsFuzz {
    private static final Duration A_THOUSAND_YEARS = Duration.ofDays(365_000);

    private DurationsFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        var text = data.consumeRemainingAsString();
        Durations.parse(text)
                .filter(length -> length.compareTo(A_THOUSAND_YEARS) < 0)
                .filter(length -> length.compareTo(A_THOUSAND_YEARS.negated()) > 0)
                .ifPresent(length -> readsBack(text, length));
    }

    private static void readsBack(String text, Duration length) {
        var written = Durations.text(length);
        if (Durations.parse(written).filter(length::equals).isEmpty())
            throw new AssertionError("'" + text + "' is " + length + ", written '" + written + "'");
    }
}
