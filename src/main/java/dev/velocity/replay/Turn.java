package dev.velocity.replay;

import dev.velocity.alert.AlertChanged;
import java.util.Locale;
import java.util.Optional;

/// What a what-if counts of the moves of alerts.
public enum Turn {
    /// The condition came.
    FIRED,
    /// It became worse than anybody had seen.
    WORSENED,
    /// It went on at another severity.
    VARIED,
    /// The condition went.
    CLEARED,
    /// Another condition began to explain it.
    SUPPRESSED,
    /// What explained it ended.
    UNSUPPRESSED,
    /// It came back to the queue, because it was not ended in time or what hid it was over.
    CALLED_AGAIN;

    /// The word for it in JSON and tables: `called-again`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Turn> of(AlertChanged move) {
        return switch (move.kind()) {
            case RAISED, RECURRED -> Optional.of(FIRED);
            case ESCALATED -> Optional.of(WORSENED);
            case VARIED -> Optional.of(VARIED);
            case RETURNED -> Optional.of(CLEARED);
            case RESOLVED ->
                // What was acknowledged ends when its condition goes.
                move.alert()
                        .returnedAt()
                        .filter(at ->
                                at.equals(move.at()) && move.alert().present().isEmpty())
                        .map(_ -> CLEARED);
            case SUPPRESSED -> Optional.of(SUPPRESSED);
            case UNSUPPRESSED -> Optional.of(UNSUPPRESSED);
            case LAPSED, RECALLED -> Optional.of(CALLED_AGAIN);
            case REVISED,
                    ACKNOWLEDGED,
                    UNACKNOWLEDGED,
                    ASSIGNED,
                    COMMENTED,
                    SHELVED,
                    UNSHELVED,
                    SILENCED,
                    UNSILENCED,
                    OUT_OF_SERVICE,
                    IN_SERVICE,
                    RESET,
                    REOPENED -> Optional.empty();
        };
    }
}
