package dev.velocity.alert;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A finding someone must look at, as it stands now. Its axes are independent: whether the condition is there, what
/// people have done, what hides it, and how bad it is.
///
/// @param id unique, growing
/// @param source what it is about
/// @param role whose queue it is in
/// @param informed roles that see it too
/// @param assignee the person who is to handle it; empty for anybody of the role
/// @param severity the worst seen until somebody acknowledged it; from then on as bad as the condition is
/// @param present the severity the condition has now; empty when it has returned to normal
/// @param triage what people have done
/// @param latched whether it stays after the condition returned until a person resets it
/// @param lapsed whether somebody had it and did not end it in time, so that it came back to the queue
/// @param chattering whether the condition comes and goes faster than anybody can act
/// @param raisedAt when the condition first came, in event time
/// @param returnedAt when it last went, in event time
/// @param acknowledged who has it
/// @param resolved who ended it
/// @param covers what keeps it from calling
/// @param value what the sensor read when the verdict last changed, in the sensor's unit
/// @param occurrences how often the condition came while the alert was open, at least 1
/// @param changedAt when anything last changed, server time
/// @param version 1 and up; one more with every change
public record Alert(
        long id,
        Source source,
        Role role,
        Set<Role> informed,
        Optional<String> assignee,
        Severity severity,
        Optional<Severity> present,
        Triage triage,
        boolean latched,
        boolean lapsed,
        boolean chattering,
        Instant raisedAt,
        Optional<Instant> returnedAt,
        Optional<Acknowledgement> acknowledged,
        Optional<Deed> resolved,
        Covers covers,
        double value,
        int occurrences,
        Instant changedAt,
        long version) {
    /// The order of lists: worst first, newest first among equals.
    static final Comparator<Alert> WORST_FIRST = Comparator.comparingInt(
                    (Alert alert) -> alert.severity().rank())
            .thenComparingLong(Alert::id)
            .reversed();

    public Alert {
        informed = Set.copyOf(informed);
    }

    public SensorId sensor() {
        return source.sensor();
    }

    public String rule() {
        return source.rule();
    }

    public String zone() {
        return source.zone();
    }

    public String title() {
        return source.title();
    }

    public Condition condition() {
        return present.isPresent() ? Condition.PRESENT : Condition.RETURNED;
    }

    /// Whether the role sees this alert at all.
    public boolean concerns(Role viewer) {
        return Permissions.maySee(viewer, role, informed);
    }

    public boolean covered() {
        return covers.any();
    }

    /// Whether anything can still happen to it: it is not resolved, or it is and something hides that it came again.
    public boolean open() {
        return triage != Triage.RESOLVED || covered();
    }

    /// Whether somebody should look at it now.
    public boolean calls() {
        return triage == Triage.NEW && !covered();
    }

    /// When it next moves by itself: its shelf ends or its acknowledgement lapses.
    public Optional<Instant> due() {
        return Stream.of(covers.shelf().map(Shelf::until), reminder())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    Optional<Instant> reminder() {
        return triage == Triage.ACKNOWLEDGED ? acknowledged.flatMap(Acknowledgement::remindAt) : Optional.empty();
    }

    /// The letter of ISA-18.2's state diagram, for display only: A normal, B unacknowledged, C acknowledged, D
    /// returned unacknowledged, E latched unacknowledged, F latched acknowledged, G shelved, H suppressed, I out of
    /// service.
    public char isaState() {
        if (covers.outOfService().isPresent()) return 'I';
        if (covers.suppressedBy().isPresent() || covers.silence().isPresent()) return 'H';
        if (covers.shelf().isPresent()) return 'G';
        return switch (triage) {
            case RESOLVED -> 'A';
            case NEW -> present.isPresent() ? 'B' : latched ? 'E' : 'D';
            case ACKNOWLEDGED -> present.isPresent() ? 'C' : latched ? 'F' : 'A';
        };
    }

    /// The same alert, with other covers: before it is first written down.
    Alert under(Covers other) {
        return new Alert(
                id,
                source,
                role,
                informed,
                assignee,
                severity,
                present,
                triage,
                latched,
                lapsed,
                chattering,
                raisedAt,
                returnedAt,
                acknowledged,
                resolved,
                other,
                value,
                occurrences,
                changedAt,
                version);
    }

    /// The same alert, one version on, changed at `at`.
    Change change(Instant at) {
        return new Change(this, at);
    }

    /// The parts of an alert that move; start from [Alert#change].
    static final class Change {
        private final Alert from;
        private final Instant at;
        private Role role;
        private Set<Role> informed;
        private Optional<String> assignee;
        private Severity severity;
        private Optional<Severity> present;
        private Triage triage;
        private boolean lapsed;
        private boolean chattering;
        private Instant raisedAt;
        private Optional<Instant> returnedAt;
        private Optional<Acknowledgement> acknowledged;
        private Optional<Deed> resolved;
        private Covers covers;
        private double value;
        private int occurrences;

        private Change(Alert from, Instant at) {
            this.from = from;
            this.at = at;
            role = from.role;
            informed = from.informed;
            assignee = from.assignee;
            severity = from.severity;
            present = from.present;
            triage = from.triage;
            lapsed = from.lapsed;
            chattering = from.chattering;
            raisedAt = from.raisedAt;
            returnedAt = from.returnedAt;
            acknowledged = from.acknowledged;
            resolved = from.resolved;
            covers = from.covers;
            value = from.value;
            occurrences = from.occurrences;
        }

        Instant at() {
            return at;
        }

        /// Moves it to another queue; who had it is still told.
        Change role(Role to) {
            var told = EnumSet.copyOf(informed.isEmpty() ? Set.of(role) : informed);
            told.add(role);
            told.remove(to);
            informed = told;
            role = to;
            return this;
        }

        Change assignee(Optional<String> to) {
            assignee = to;
            return this;
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

        /// It calls again, or would: nobody has it.
        Change unattended() {
            triage = Triage.NEW;
            lapsed = false;
            acknowledged = Optional.empty();
            resolved = Optional.empty();
            return this;
        }

        Change lapsed() {
            unattended();
            lapsed = true;
            return this;
        }

        Change chattering(boolean to) {
            chattering = to;
            return this;
        }

        Change acknowledged(Acknowledgement by) {
            triage = Triage.ACKNOWLEDGED;
            lapsed = false;
            acknowledged = Optional.of(by);
            return this;
        }

        Change resolved(Deed deed) {
            triage = Triage.RESOLVED;
            resolved = Optional.of(deed);
            return this;
        }

        Change covers(Covers to) {
            covers = to;
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
                    from.source,
                    role,
                    informed,
                    assignee,
                    severity,
                    present,
                    triage,
                    from.latched,
                    lapsed,
                    chattering,
                    raisedAt,
                    returnedAt,
                    acknowledged,
                    resolved,
                    covers,
                    value,
                    occurrences,
                    at,
                    from.version + 1);
        }
    }
}
