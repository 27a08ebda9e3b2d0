package dev.velocity.alert;

import java.time.Instant;

/// How a report stands, as whoever made it may know it: no technical detail, no names.
///
/// @param alert number of its alert
/// @param zone id of the zone; empty when none was said
/// @param at when it was first reported, by whomever
public record Reported(long alert, ReportKind kind, String zone, Instant at, State state) {
    public enum State {
        /// It calls; nobody has said yet that they have it.
        RECEIVED,
        /// Somebody has it.
        TAKEN,
        OVER
    }

    static Reported of(Alert alert) {
        return new Reported(
                alert.id(),
                ReportKind.of(alert.rule()).orElse(ReportKind.OTHER),
                alert.zone(),
                alert.raisedAt(),
                switch (alert.triage()) {
                    case NEW -> State.RECEIVED;
                    case ACKNOWLEDGED -> State.TAKEN;
                    case RESOLVED -> State.OVER;
                });
    }
}
