package dev.velocity.replay;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// How fast a replay goes.
public enum Pace {
    HALF("0.5", 0.5),
    ONE("1", 1),
    TWO("2", 2),
    FOUR("4", 4),
    EIGHT("8", 8),
    SIXTEEN("16", 16),
    THIRTY_TWO("32", 32),
    SIXTY_FOUR("64", 64),
    MOST("128", 128),
    /// As fast as possible: the next moment is shown as soon as one of the viewers has seen the last one.
    FASTEST("fastest", 0);

    private final String text;
    private final double times;

    Pace(String text, double times) {
        this.text = text;
        this.times = times;
    }

    /// As addresses and programs say it.
    public String text() {
        return text;
    }

    /// Recorded seconds in a second of whoever looks; 0 when their clock does not matter.
    public double times() {
        return times;
    }

    /// @throws IllegalArgumentException when there is no such pace
    public static Pace of(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no speed; there are "
                        + Arrays.stream(values()).map(Pace::text).collect(Collectors.joining(", "))));
    }

    private static Optional<Pace> find(String text) {
        return Arrays.stream(values()).filter(pace -> pace.text.equals(text)).findFirst();
    }
}
