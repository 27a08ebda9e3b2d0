package dev.velocity.platform;

/// The database could not answer; the world is broken, not the question.
public final class DatabaseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFailure(
            @org.jspecify.annotations.Nullable String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
    }
}
