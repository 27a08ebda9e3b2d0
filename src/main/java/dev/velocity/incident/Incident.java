package dev.velocity.incident;

import dev.velocity.access.Role;
import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Episodes that belong together.
///
/// @param id number of the event that opened its first episode; when incidents are merged, the earlier one's
/// @param episodes by the time they were raised; never empty. Of those that do not concern whoever asked, none
/// @param withheld how many do not concern whoever asked
/// @param shaped whether people merged or split it
public record Incident(long id, List<Episode> episodes, int withheld, boolean shaped) {
    static final Comparator<Episode> IN_TIME =
            Comparator.comparing(Episode::from).thenComparingLong(Episode::id);

    public Incident {
        episodes = List.copyOf(episodes);
        if (episodes.isEmpty()) throw new IllegalArgumentException("an incident has one episode or more");
    }

    static Incident of(List<Episode> episodes, boolean shaped) {
        var sorted = episodes.stream().sorted(IN_TIME).toList();
        return new Incident(sorted.getFirst().id(), sorted, 0, shaped);
    }

    /// As far as it concerns a role; empty when it does not at all.
    Optional<Incident> seenBy(Role viewer) {
        var seen = episodes.stream().filter(one -> one.concerns(viewer)).toList();
        if (seen.isEmpty()) return Optional.empty();
        return Optional.of(new Incident(id, seen, withheld + episodes.size() - seen.size(), shaped));
    }

    /// What was raised first, which often names the cause.
    public Episode firstOut() {
        return episodes.getFirst();
    }

    public Instant from() {
        return firstOut().from();
    }

    /// When the last of its conditions went; empty while one is there.
    public Optional<Instant> to() {
        if (present()) return Optional.empty();
        return episodes.stream().flatMap(one -> one.to().stream()).max(Comparator.naturalOrder());
    }

    public boolean present() {
        return episodes.stream().anyMatch(Episode::present);
    }

    /// The worst any of its conditions was.
    public Severity severity() {
        return episodes.stream().map(Episode::severity).reduce(Severity.LOW, Severity::or);
    }

    /// Ids of the zones, in the order they were drawn in.
    public Set<String> zones() {
        return episodes.stream().map(one -> one.source().zone()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// How often it called.
    public int calls() {
        return episodes.stream().mapToInt(Episode::calls).sum();
    }

    boolean holds(long episode) {
        return episodes.stream().anyMatch(one -> one.id() == episode);
    }
}
