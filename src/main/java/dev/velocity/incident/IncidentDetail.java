package dev.velocity.incident;

import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.EventKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An incident with all that is known of it.
///
/// @param sequence everything that happened to its alerts during their episodes, in the order it was recorded
/// @param shapings what people did to it by hand
/// @param review the newest; empty when nobody has written one
public record IncidentDetail(
        Incident incident, List<AlertChanged> sequence, List<Reshaping> shapings, Optional<Review> review) {
    /// The actors' role of what no person did.
    private static final String NOBODY = "system";

    public IncidentDetail {
        sequence = List.copyOf(sequence);
        shapings = List.copyOf(shapings);
    }

    /// Sign-in names of everybody who did something to its alerts, in the order in which they came.
    public Set<String> people() {
        return sequence.stream()
                .filter(event -> !event.actor().role().equals(NOBODY))
                .map(event -> event.actor().name())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// What people said with what they did.
    public List<AlertChanged> comments() {
        return sequence.stream()
                .filter(event -> event.kind() == EventKind.COMMENTED)
                .toList();
    }

    /// What called for somebody.
    public List<AlertChanged> calls() {
        return sequence.stream().filter(AlertChanged::called).toList();
    }
}
