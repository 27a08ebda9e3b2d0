package dev.velocity.ingest;

/// A body of which nothing can be taken, with the answer it gets.
final class BadBody extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    /// @param status HTTP status
    /// @param code stable word for programs
    /// @param detail what was wrong and what is allowed
    BadBody(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String detail() {
        var message = getMessage();
        return message == null ? code : message;
    }
}
