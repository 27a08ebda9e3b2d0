package dev.velocity.measure;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.time.Duration;

/// Any text is a duration or is not; none throws, and what Velocity writes it reads back.
public final class DurationsFuzz {
    private DurationsFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        var text = data.consumeRemainingAsString();
        Durations.parse(text).ifPresent(length -> readsBack(text, length));
    }

    private static void readsBack(String text, Duration length) {
        var written = Durations.text(length);
        if (Durations.parse(written).filter(length::equals).isEmpty())
            throw new AssertionError("'" + text + "' is " + length + ", written '" + written + "'");
    }
}
