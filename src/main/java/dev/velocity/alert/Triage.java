package dev.velocity.alert;

/// What people have done about an alert.
public enum Triage {
    /// Nobody has it.
    NEW,
    /// Somebody has it.
    ACKNOWLEDGED,
    /// It is over.
    RESOLVED
}
