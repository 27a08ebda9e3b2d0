package dev.velocity.incident;

import dev.velocity.access.Role;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Which incidents to show, newest first: those with a condition that was there in the window and is of that zone, kind
/// and queue.
///
/// @param viewer only what concerns this role
/// @param from beginning of the window
/// @param to its end, exclusive
/// @param zone id of a zone
/// @param kind catalogue kind of a sensor
/// @param role whose queue
/// @param severities only incidents whose worst is one of these; all when empty
/// @param most 1 to 1,000
public record IncidentQuery(
        Role viewer,
        Instant from,
        Instant to,
        Optional<String> zone,
        Optional<String> kind,
        Optional<Role> role,
        Set<Severity> severities,
        int most) {
    public IncidentQuery {
        severities = Set.copyOf(severities);
        if (!from.isBefore(to)) throw new IllegalArgumentException("the window must end after it begins");
        if (Duration.between(from, to).compareTo(Chronicle.KEPT) > 0)
            throw new IllegalArgumentException("ask for " + Chronicle.KEPT.toDays() + " days at most");
        if (most < 1 || most > 1_000) throw new IllegalArgumentException("ask for 1 to 1000 incidents, not " + most);
    }

    /// Everything of a window that concerns the role.
    public static IncidentQuery all(Role viewer, Instant from, Instant to) {
        return new IncidentQuery(
                viewer, from, to, Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), 1_000);
    }

    boolean fits(Incident incident) {
        return (severities.isEmpty() || severities.contains(incident.severity()))
                && incident.episodes().stream().anyMatch(this::fits);
    }

    boolean fits(Episode episode) {
        return episode.within(from, to)
                && zone.filter(one -> !one.equals(episode.source().zone())).isEmpty()
                && kind.filter(one -> !one.equals(episode.source().kind())).isEmpty()
                && role.filter(one -> one != episode.role()).isEmpty();
    }
}
