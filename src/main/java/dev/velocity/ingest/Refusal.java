package dev.velocity.ingest;

/// Why one reading of a request was not taken; its neighbours are.
///
/// @param position where it stood in the request, from 0
/// @param code stable word for programs
/// @param detail what was wrong and what is allowed, for people
record Refusal(int position, Code code, String detail) {
    /// The reasons there are. Their texts are part of the API and never change.
    enum Code {
        MALFORMED("malformed"),
        UNKNOWN_SENSOR("unknown-sensor"),
        FOREIGN_SENSOR("foreign-sensor"),
        NOT_FINITE("not-finite"),
        OUT_OF_RANGE("out-of-natural-range"),
        BAD_TIME("bad-time"),
        FUTURE("future"),
        CONFLICT("conflict");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
