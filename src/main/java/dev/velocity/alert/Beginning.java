package dev.velocity.alert;

import java.time.Instant;
import java.util.List;

/// All that [Handling] can know of alerts at a moment: where a [Rehearsal] begins.
///
/// @param at the moment
/// @param open every open alert
/// @param activations what came of late, oldest first, by which chattering is known
/// @param silences those that were not ended
/// @param newestAlert the greatest number of an alert
/// @param newestEvent the greatest number of an event
public record Beginning(
        Instant at,
        List<Alert> open,
        List<AlertChanged> activations,
        List<Silence> silences,
        long newestAlert,
        long newestEvent) {
    /// Before anything had happened.
    public static final Beginning NOTHING = new Beginning(Instant.MIN, List.of(), List.of(), List.of(), 0, 0);

    public Beginning {
        open = List.copyOf(open);
        activations = List.copyOf(activations);
        silences = List.copyOf(silences);
    }
}
