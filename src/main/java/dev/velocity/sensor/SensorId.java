package dev.velocity.sensor;

import java.util.regex.Pattern;

/// The name of one sensor, unique on the server: 1–64 characters `a-z 0-9 . _ -`, beginning and ending with a letter
/// or digit.
public record SensorId(String text) implements Comparable<SensorId> {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");

    public SensorId {
        if (!SHAPE.matcher(text).matches())
            throw new IllegalArgumentException("'" + text
                    + "' is not a sensor id: use 1 to 64 of a-z 0-9 . _ - and begin and end with a letter or digit");
    }

    @Override
    public int compareTo(SensorId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
