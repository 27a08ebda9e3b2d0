package dev.velocity.alert;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A finding someone must look at, as it stands now. Its axes are independent: whether the condition is there, what
/// people have done, and how bad it was at its worst.
///
/// @param id unique, growing
/// @param sensor whose condition it is
/// @param rule which condition, the [dev.velocity.sensor.Limit#name()]
/// @param site id of the site
/// @param zone id of the zone
/// @param title what people call the sensor
/// @param role whose queue it is in
/// @param informed roles that see it too
/// @param severity the worst seen while the alert is open
/// @param present the severity the condition has now; empty when it has returned to normal
/// @param triage what people have done
/// @param latched whether it stays after the condition returned until a person resolves it
/// @param raisedAt when the condition first came, in event time
/// @param returnedAt when it last went, in event time
/// @param acknowledged who has it
/// @param resolved who ended it
/// @param value what the sensor read when the verdict last changed, in the sensor's unit
/// @param occurrences how often the condition came while the alert was open, at least 1
/// @param changedAt when anything last changed, server time
/// @param version 1 and up; one more with every change
public record Alert(
        long id,
        SensorId sensor,
        String rule,
        String site,
        String zone,
        String title,
        Role role,
        Set<Role> informed,
        Severity severity,
        Optional<Severity> present,
        Triage triage,
        boolean latched,
        Instant raisedAt,
        Optional<Instant> returnedAt,
        Optional<Deed> acknowledged,
        Optional<Deed> resolved,
        double value,
        int occurrences,
        Instant changedAt,
        long version) {
    public Alert {
        informed = Set.copyOf(informed);
    }

    public Condition condition() {
        return present.isPresent() ? Condition.PRESENT : Condition.RETURNED;
    }

    /// Whether the role sees this alert at all.
    public boolean concerns(Role viewer) {
        return Permissions.maySee(viewer, role, informed);
    }

    /// The letter of ISA-18.2's state diagram, for display only: A normal, B unacknowledged, C acknowledged, D
    /// returned unacknowledged, E latched unacknowledged, F latched acknowledged.
    public char isaState() {
        return switch (triage) {
            case RESOLVED -> 'A';
            case NEW -> present.isPresent() ? 'B' : latched ? 'E' : 'D';
            case ACKNOWLEDGED -> present.isPresent() ? 'C' : latched ? 'F' : 'A';
        };
    }

    /// The same alert, one version on, changed at `at`.
    Change change(Instant at) {
        return new Change(this, at);
    }

    /// The parts of an alert that move; start from [Alert#change].
    static final class Change {
        private final Alert from;
        private final Instant at;
        private Severity severity;
        private Optional<Severity> present;
        private Triage triage;
        private Instant raisedAt;
        private Optional<Instant> returnedAt;
        private Optional<Deed> acknowledged;
        private Optional<Deed> resolved;
        private double value;
        private int occurrences;

        private Change(Alert from, Instant at) {
            this.from = from;
            this.at = at;
            severity = from.severity;
            present = from.present;
            triage = from.triage;
            raisedAt = from.raisedAt;
            returnedAt = from.returnedAt;
            acknowledged = from.acknowledged;
            resolved = from.resolved;
            value = from.value;
            occurrences = from.occurrences;
        }

        Change severity(Severity to) {
            severity = to;
            return this;
        }

        Change present(Severity to) {
            present = Optional.of(to);
            return this;
        }

        Change returned(Instant when) {
            present = Optional.empty();
            returnedAt = Optional.of(when);
            return this;
        }

        Change raisedAt(Instant when) {
            raisedAt = when;
            return this;
        }

        Change unattended() {
            triage = Triage.NEW;
            acknowledged = Optional.empty();
            return this;
        }

        Change acknowledged(Deed deed) {
            triage = Triage.ACKNOWLEDGED;
            acknowledged = Optional.of(deed);
            return this;
        }

        Change resolved(Deed deed) {
            triage = Triage.RESOLVED;
            resolved = Optional.of(deed);
            return this;
        }

        Change value(double to) {
            value = to;
            return this;
        }

        Change occurredAgain() {
            occurrences++;
            return this;
        }

        Alert done() {
            return new Alert(
                    from.id,
                    from.sensor,
                    from.rule,
                    from.site,
                    from.zone,
                    from.title,
                    from.role,
                    from.informed,
                    severity,
                    present,
                    triage,
                    from.latched,
                    raisedAt,
                    returnedAt,
                    acknowledged,
                    resolved,
                    value,
                    occurrences,
                    at,
                    from.version + 1);
        }
    }
}
