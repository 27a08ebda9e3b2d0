package dev.velocity.sensor;

import java.util.HashMap;
import java.util.Map;

/// What one place (a kind, a site, a zone or a sensor) says of the alerts below it: of all of them, of those of one
/// limit, and of those of one severity of a limit. The narrower word goes before the wider one.
///
/// @param all of every alert of the place
/// @param limits by [Limit#name()]
public record Guidebook(Guidance all, Map<String, Chapter> limits) {
    public static final Guidebook NONE = new Guidebook(Guidance.NONE, Map.of());

    public Guidebook {
        limits = Map.copyOf(limits);
    }

    /// What is said of one limit.
    ///
    /// @param all of every alert of the limit
    /// @param severities where a severity needs other words
    public record Chapter(Guidance all, Map<Severity, Guidance> severities) {
        static final Chapter NONE = new Chapter(Guidance.NONE, Map.of());

        public Chapter {
            severities = Map.copyOf(severities);
        }

        boolean isEmpty() {
            return equals(NONE);
        }

        Chapter over(Chapter other) {
            var both = new HashMap<>(other.severities);
            severities.forEach((severity, words) -> both.merge(severity, words, (farther, near) -> near.over(farther)));
            return new Chapter(all.over(other.all), both);
        }
    }

    /// What this place says of an alert of that limit and severity.
    public Guidance of(String limit, Severity severity) {
        var chapter = limits.getOrDefault(limit, Chapter.NONE);
        return chapter.severities()
                .getOrDefault(severity, Guidance.NONE)
                .over(chapter.all())
                .over(all);
    }

    /// This book with `other` behind it: of each limit and severity what this one says, else what the other does.
    Guidebook over(Guidebook other) {
        var both = new HashMap<>(other.limits);
        limits.forEach((name, chapter) -> both.merge(name, chapter, (farther, near) -> near.over(farther)));
        return new Guidebook(all.over(other.all), both);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }
}
