package dev.velocity.incident;

import dev.velocity.access.Role;
import dev.velocity.alert.Acknowledgement;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Covers;
import dev.velocity.alert.EventKind;
import dev.velocity.alert.Source;
import dev.velocity.alert.Triage;
import dev.velocity.audit.Actor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What happened to a few alerts, told one after the other.
final class Story {
    final List<AlertChanged> events = new ArrayList<>();
    private final Map<String, Alert> alerts = new HashMap<>();

    /// The condition of a sensor comes; its alert is made when there is none yet.
    Story raise(String sensor, String zone, Severity severity, Instant at) {
        return raise(sensor, zone, severity, at, Role.OPERATIONS, Covers.NONE);
    }

    Story raise(String sensor, String zone, Severity severity, Instant at, Role role, Covers covers) {
        var before = alerts.get(sensor);
        long id = before == null ? alerts.size() + 1L : before.id();
        tell(
                before == null ? EventKind.RAISED : EventKind.RECURRED,
                at,
                Actor.CONDITION,
                alert(id, sensor, zone, role, severity, Optional.of(severity), at, Optional.empty(), covers));
        return this;
    }

    Story vary(String sensor, Severity severity, Instant at) {
        var was = known(sensor);
        tell(
                EventKind.ESCALATED,
                at,
                Actor.CONDITION,
                alert(
                        was.id(),
                        sensor,
                        was.zone(),
                        was.role(),
                        severity,
                        Optional.of(severity),
                        was.raisedAt(),
                        Optional.empty(),
                        was.covers()));
        return this;
    }

    Story back(String sensor, Instant at) {
        var was = known(sensor);
        tell(
                EventKind.RETURNED,
                at,
                Actor.CONDITION,
                alert(
                        was.id(),
                        sensor,
                        was.zone(),
                        was.role(),
                        was.severity(),
                        Optional.empty(),
                        was.raisedAt(),
                        Optional.of(at),
                        was.covers()));
        return this;
    }

    Story comment(String sensor, String who, Instant at) {
        tell(EventKind.COMMENTED, at, new Actor(who, "operations"), known(sensor));
        return this;
    }

    Folding folded() {
        var folding = new Folding();
        events.forEach(folding::take);
        return folding;
    }

    List<Episode> episodes() {
        return folded().episodes();
    }

    private Alert known(String sensor) {
        return Optional.ofNullable(alerts.get(sensor)).orElseThrow();
    }

    private void tell(EventKind kind, Instant at, Actor actor, Alert alert) {
        alerts.put(alert.sensor().text(), alert);
        events.add(new AlertChanged(events.size() + 1L, kind, at, at, actor, "", alert));
    }

    private static Alert alert(
            long id,
            String sensor,
            String zone,
            Role role,
            Severity severity,
            Optional<Severity> present,
            Instant raisedAt,
            Optional<Instant> returnedAt,
            Covers covers) {
        return new Alert(
                id,
                new Source(new SensorId(sensor), "high", "site", zone, "kind", "Sensor " + sensor, role),
                role,
                Set.of(),
                Optional.empty(),
                severity,
                present,
                Triage.NEW,
                false,
                false,
                false,
                raisedAt,
                returnedAt,
                Optional.<Acknowledgement>empty(),
                Optional.empty(),
                covers,
                1,
                1,
                raisedAt,
                1);
    }
}
