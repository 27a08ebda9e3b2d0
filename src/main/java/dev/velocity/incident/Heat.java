package dev.velocity.incident;

import dev.velocity.sensor.Severity;
import java.util.Locale;

/// What the colour of a heatmap's cell says.
public enum Heat {
    /// How often alerts called.
    CALLS,
    /// The same, each call by its severity: critical 8, high 4, medium 2, low 1.
    WEIGHTED,
    /// Minutes in which at least one condition was there, whether it called or not.
    ALARM_MINUTES,
    /// Minutes in which more called than anybody can answer.
    FLOOD_MINUTES;

    /// As addresses say it: `alarm-minutes`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException naming what there is
    public static Heat of(String text) {
        for (var heat : values()) if (heat.text().equals(text)) return heat;
        throw new IllegalArgumentException("'" + text + "' is none of calls, weighted, alarm-minutes, flood-minutes");
    }

    static int weight(Severity severity) {
        return switch (severity) {
            case LOW -> 1;
            case MEDIUM -> 2;
            case HIGH -> 4;
            case CRITICAL -> 8;
        };
    }
}
