package dev.velocity.alert;

import dev.velocity.sensor.Severity;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/// How many open alerts concern a role.
///
/// @param shown by severity and triage, of those nothing hides; every pair of a severity with new or acknowledged has
///     a number
/// @param hidden by what hides them; an alert that two things hide counts twice
public record AlertCounts(Map<Severity, Map<Triage, Integer>> shown, Map<AlertFilter.Cover, Integer> hidden) {
    public static AlertCounts of(Stream<Alert> open) {
        var shown = new EnumMap<Severity, Map<Triage, Integer>>(Severity.class);
        for (var severity : Severity.values())
            shown.put(severity, new EnumMap<>(Map.of(Triage.NEW, 0, Triage.ACKNOWLEDGED, 0)));
        var hidden = new EnumMap<AlertFilter.Cover, Integer>(AlertFilter.Cover.class);
        for (var cover : AlertFilter.Cover.values()) if (cover != AlertFilter.Cover.NONE) hidden.put(cover, 0);
        open.forEach(alert -> {
            if (!alert.covered())
                shown.computeIfAbsent(alert.severity(), _ -> new EnumMap<>(Triage.class))
                        .merge(alert.triage(), 1, Integer::sum);
            else hidden.replaceAll((cover, count) -> AlertFilter.covers(cover, alert) ? count + 1 : count);
        });
        return new AlertCounts(shown, hidden);
    }
}
