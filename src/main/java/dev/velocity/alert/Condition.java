package dev.velocity.alert;

/// Whether what the alert is about is so right now; only the rules change it.
public enum Condition {
    PRESENT,
    RETURNED
}
