package dev.velocity.alert;

import dev.velocity.access.Action;

/// What a person can do to an alert.
public sealed interface Command {
    /// Most characters a person's words may have.
    int MOST_CHARACTERS = 2_000;

    /// I have it.
    record Acknowledge() implements Command {}

    /// Adds words to the alert's history; changes nothing else.
    record Comment(String text) implements Command {
        public Comment {
            requireWords(text);
        }
    }

    /// It is over; `how` says what was done.
    record Resolve(String how) implements Command {
        public Resolve {
            if (how.length() > MOST_CHARACTERS) throw tooLong(how);
        }
    }

    /// The word for it in events, the trail and addresses: `acknowledge`.
    default String verb() {
        return switch (this) {
            case Acknowledge _ -> "acknowledge";
            case Comment _ -> "comment";
            case Resolve _ -> "resolve";
        };
    }

    /// What a role must be allowed to do to give it.
    default Action action() {
        return switch (this) {
            case Acknowledge _ -> Action.ACKNOWLEDGE;
            case Comment _ -> Action.COMMENT;
            case Resolve _ -> Action.RESOLVE;
        };
    }

    /// What the person said with it; may be empty.
    default String words() {
        return switch (this) {
            case Acknowledge _ -> "";
            case Comment(var text) -> text;
            case Resolve(var how) -> how;
        };
    }

    private static void requireWords(String text) {
        if (text.isBlank()) throw new IllegalArgumentException("a comment needs at least one word");
        if (text.length() > MOST_CHARACTERS) throw tooLong(text);
    }

    private static IllegalArgumentException tooLong(String text) {
        return new IllegalArgumentException(
                "at most " + MOST_CHARACTERS + " characters are kept; this has " + text.length());
    }
}
