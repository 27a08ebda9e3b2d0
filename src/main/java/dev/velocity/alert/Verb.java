package dev.velocity.alert;

import dev.velocity.access.Action;
import java.util.Locale;
import java.util.Optional;

/// The words people's commands go by, in addresses, in the trail and on keys.
public enum Verb {
    ACKNOWLEDGE(Action.ACKNOWLEDGE, true),
    UNACKNOWLEDGE(Action.ACKNOWLEDGE, false),
    ASSIGN(Action.ASSIGN, true),
    TAKE(Action.ACKNOWLEDGE, false),
    HAND_BACK(Action.ACKNOWLEDGE, false),
    COMMENT(Action.COMMENT, false),
    SHELVE(Action.SHELVE, true),
    UNSHELVE(Action.SHELVE, false),
    OUT_OF_SERVICE(Action.TAKE_OUT_OF_SERVICE, false),
    IN_SERVICE(Action.TAKE_OUT_OF_SERVICE, false),
    RESET(Action.RESOLVE, false),
    RESOLVE(Action.RESOLVE, true),
    REOPEN(Action.RESOLVE, false);

    private final Action action;
    private final boolean bulk;

    Verb(Action action, boolean bulk) {
        this.action = action;
        this.bulk = bulk;
    }

    /// What a role must be allowed to do to give such a command.
    public Action action() {
        return action;
    }

    /// Whether it can be given to many alerts at once.
    public boolean bulk() {
        return bulk;
    }

    /// As people write it: `hand-back`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Verb> of(String text) {
        for (var verb : values()) if (verb.text().equals(text)) return Optional.of(verb);
        return Optional.empty();
    }
}
