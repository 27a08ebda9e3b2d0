package dev.velocity.alert;

import dev.velocity.sensor.Severity;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which alerts a silence is for: those that fit every part that is said. Critical alerts fit none, and what a
/// person reported fits none: who asks for help is not silenced beforehand.
public record Matcher(
        Optional<String> sensor, Optional<String> zone, Optional<String> kind, Optional<Severity> severity) {
    public Matcher {
        if (sensor.isEmpty() && zone.isEmpty() && kind.isEmpty() && severity.isEmpty())
            throw new Refusal.Unacceptable(Obstacle.SILENCE_OF_ALL);
        if (severity.equals(Optional.of(Severity.CRITICAL)))
            throw new Refusal.Unacceptable(Obstacle.SILENCE_OF_CRITICAL);
    }

    public boolean fits(Alert alert) {
        return alert.severity() != Severity.CRITICAL
                && !alert.source().reported()
                && alert.present().filter(now -> now == Severity.CRITICAL).isEmpty()
                && sensor.filter(one -> !one.equals(alert.sensor().text())).isEmpty()
                && zone.filter(one -> !one.equals(alert.zone())).isEmpty()
                && kind.filter(one -> !one.equals(alert.source().kind())).isEmpty()
                && severity.filter(one -> one != alert.severity()).isEmpty();
    }

    /// As people read it: `zone dormitory, low`.
    public String text() {
        return Stream.of(
                        sensor.map(one -> "sensor " + one),
                        zone.map(one -> "zone " + one),
                        kind.map(one -> "kind " + one),
                        severity.map(Severity::text))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }
}
