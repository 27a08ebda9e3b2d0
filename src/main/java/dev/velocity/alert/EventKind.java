package dev.velocity.alert;

/// What happened to an alert.
public enum EventKind {
    /// The condition came, and the alert with it.
    RAISED,
    /// The condition got worse than it ever was while the alert is open; it calls again.
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
    COMMENTED,
    RESOLVED
}
