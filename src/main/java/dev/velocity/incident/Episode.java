package dev.velocity.incident;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.alert.Source;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// One span of an alert's condition, from raise to return, in event time. An alert whose condition came three times has
/// three.
///
/// @param id number of the event that opened it; never changes
/// @param alert the alert it is of
/// @param role whose queue the alert is in
/// @param informed roles that see it too
/// @param severity the worst the condition was
/// @param to when the condition went; empty while it is there
/// @param calls how often it called; 0 when something hid it all the time
/// @param deed the number of the newest event that is of it
public record Episode(
        long id,
        long alert,
        Source source,
        Role role,
        Set<Role> informed,
        Severity severity,
        Instant from,
        Optional<Instant> to,
        int calls,
        long deed) {
    public Episode {
        informed = Set.copyOf(informed);
    }

    public boolean present() {
        return to.isEmpty();
    }

    /// Whether the role sees it at all.
    public boolean concerns(Role viewer) {
        return Permissions.maySee(viewer, role, informed);
    }

    /// Whether the condition was there at some moment from `first` up to before `last`.
    public boolean within(Instant first, Instant last) {
        return from.isBefore(last) && to.filter(end -> !end.isAfter(first)).isEmpty();
    }

    /// How long it lasted, or has lasted until `now`.
    public Duration length(Instant now) {
        var length = Duration.between(from, to.orElse(now));
        return length.isNegative() ? Duration.ZERO : length;
    }

    Episode after(
            Role queue, Set<Role> told, Severity worst, Instant begin, Optional<Instant> end, int called, long seq) {
        return new Episode(id, alert, source, queue, told, worst, begin, end, called, seq);
    }
}
