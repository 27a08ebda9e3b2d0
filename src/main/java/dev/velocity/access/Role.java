package dev.velocity.access;

import java.util.Locale;

/// What a person is here to do; decides what they see and may do (the matrix is in docs/guide/roles.md).
public enum Role {
    RESIDENT,
    SECURITY,
    OPERATIONS,
    ANALYST,
    ADMIN;

    /// The name people write: `operations`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
