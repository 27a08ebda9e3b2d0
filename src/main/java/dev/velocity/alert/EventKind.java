package dev.velocity.alert;

/// What happened to an alert.
public enum EventKind {
    /// The condition came, and the alert with it.
    RAISED,
    /// The condition got worse than anybody had seen; it calls again.
    ESCALATED,
    /// The condition is still there at another severity, not worse than its worst.
    VARIED,
    /// The condition went.
    RETURNED,
    /// The condition came back while the alert was still open; it calls again.
    RECURRED,
    /// A reading that arrived out of order changed when the condition came.
    REVISED,
    ACKNOWLEDGED,
    /// Somebody gave back what was acknowledged; nobody has it.
    UNACKNOWLEDGED,
    /// Whoever had it did not end it in time; it calls again.
    LAPSED,
    /// Another role, another person, or nobody is to handle it.
    ASSIGNED,
    COMMENTED,
    SHELVED,
    /// The shelf ended; nothing calls for it, because it has returned to normal or something else still hides it.
    UNSHELVED,
    /// A silence began to hide it.
    SILENCED,
    UNSILENCED,
    /// A condition came during which it means nothing.
    SUPPRESSED,
    UNSUPPRESSED,
    OUT_OF_SERVICE,
    IN_SERVICE,
    /// The last thing that hid it ended and the condition holds: it calls again.
    RECALLED,
    /// A person ended a latched alert.
    RESET,
    RESOLVED,
    REOPENED;

    /// Whether the alert calls for somebody with this, when nothing hides it: what is counted as load.
    public boolean calls() {
        return switch (this) {
            case RAISED, ESCALATED, RECURRED, RECALLED, LAPSED -> true;
            case VARIED,
                    RETURNED,
                    REVISED,
                    ACKNOWLEDGED,
                    UNACKNOWLEDGED,
                    ASSIGNED,
                    COMMENTED,
                    SHELVED,
                    UNSHELVED,
                    SILENCED,
                    UNSILENCED,
                    SUPPRESSED,
                    UNSUPPRESSED,
                    OUT_OF_SERVICE,
                    IN_SERVICE,
                    RESET,
                    RESOLVED,
                    REOPENED -> false;
        };
    }
}
