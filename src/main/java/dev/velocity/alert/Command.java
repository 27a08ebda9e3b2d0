package dev.velocity.alert;

import dev.velocity.access.Action;
import dev.velocity.access.Role;
import java.time.Duration;
import java.util.Optional;

/// What a person can do to an alert.
public sealed interface Command {
    /// Most characters a person's words may have.
    int MOST_CHARACTERS = 2_000;

    int MOST_REFERENCE = 100;

    /// I have it. Still open after `remindAfter`, it returns to the queue; without one, a critical alert after
    /// [Lifecycle#REMINDER] and others never.
    record Acknowledge(Optional<Duration> remindAfter) implements Command {
        public Acknowledge {
            remindAfter.ifPresent(length -> requireWithin(length, Duration.ofMinutes(1), Duration.ofHours(24)));
        }

        public Acknowledge() {
            this(Optional.empty());
        }
    }

    /// I do not have it after all; an act of its own, kept like any other.
    record Unacknowledge(String reason) implements Command {
        public Unacknowledge {
            requireWords(reason, Obstacle.WORDS_MISSING);
        }
    }

    /// Another role's queue, or a person; a person without a role belongs to the alert's own.
    record Assign(Optional<Role> role, Optional<String> person) implements Command {
        public Assign {
            if (role.isEmpty() && person.isEmpty()) throw new Refusal.Unacceptable(Obstacle.NOBODY_NAMED);
            role.filter(one -> one == Role.ANALYST || one == Role.ADMIN).ifPresent(one -> {
                throw new Refusal.Unacceptable(Obstacle.ROLE_HANDLES_NONE, one);
            });
        }
    }

    /// I will handle it.
    record Take() implements Command {}

    /// Somebody else of the role should.
    record HandBack() implements Command {}

    /// Adds words to the alert's history; changes nothing else.
    record Comment(String text) implements Command {
        public Comment {
            requireWords(text, Obstacle.WORDS_MISSING);
        }
    }

    /// Hide it for `length`, or until it returns to normal if that is sooner and it is `oneShot`.
    record Shelve(Duration length, boolean oneShot, String reason) implements Command {
        public Shelve {
            requireWithin(length, Duration.ofMinutes(1), Duration.ofHours(8));
            requireWords(reason, Obstacle.WORDS_MISSING);
        }
    }

    record Unshelve() implements Command {}

    /// Its sensor is being worked on under `reference`, a work order or permit.
    record TakeOutOfService(String reference, String reason) implements Command {
        public TakeOutOfService {
            requireWords(reference, Obstacle.REFERENCE_MISSING);
            if (reference.length() > MOST_REFERENCE)
                throw new Refusal.Unacceptable(Obstacle.REFERENCE_TOO_LONG, MOST_REFERENCE, reference.length());
            requireShort(reason);
        }
    }

    record ReturnToService(String how) implements Command {
        public ReturnToService {
            requireShort(how);
        }
    }

    /// Ends a latched alert that has returned to normal; `how` says what was done.
    record Reset(String how) implements Command {
        public Reset {
            requireShort(how);
        }
    }

    /// It is over; `how` says what was done.
    record Resolve(String how) implements Command {
        public Resolve {
            requireShort(how);
        }
    }

    /// It is not over after all.
    record Reopen(String reason) implements Command {
        public Reopen {
            requireWords(reason, Obstacle.WORDS_MISSING);
        }
    }

    /// The word for it in the trail and in addresses.
    default Verb verb() {
        return switch (this) {
            case Acknowledge _ -> Verb.ACKNOWLEDGE;
            case Unacknowledge _ -> Verb.UNACKNOWLEDGE;
            case Assign _ -> Verb.ASSIGN;
            case Take _ -> Verb.TAKE;
            case HandBack _ -> Verb.HAND_BACK;
            case Comment _ -> Verb.COMMENT;
            case Shelve _ -> Verb.SHELVE;
            case Unshelve _ -> Verb.UNSHELVE;
            case TakeOutOfService _ -> Verb.OUT_OF_SERVICE;
            case ReturnToService _ -> Verb.IN_SERVICE;
            case Reset _ -> Verb.RESET;
            case Resolve _ -> Verb.RESOLVE;
            case Reopen _ -> Verb.REOPEN;
        };
    }

    /// What a role must be allowed to do to give it.
    default Action action() {
        return verb().action();
    }

    /// What the person said with it; may be empty.
    default String words() {
        return switch (this) {
            case Acknowledge _, Take _, HandBack _, Unshelve _ -> "";
            case Unacknowledge(var reason) -> reason;
            case Assign(var role, var person) ->
                "to "
                        + person.map(name -> name + role.map(one -> ", ").orElse(""))
                                .orElse("")
                        + role.map(Role::text).orElse("");
            case Comment(var text) -> text;
            case Shelve shelve -> shelve.reason();
            case TakeOutOfService(var reference, var reason) ->
                reason.isBlank() ? reference : reference + ": " + reason;
            case ReturnToService(var how) -> how;
            case Reset(var how) -> how;
            case Resolve(var how) -> how;
            case Reopen(var reason) -> reason;
        };
    }

    /// A command as its parts stand in a form or a JSON object; a part that is not said is empty.
    interface Parts {
        Optional<String> part(String name);

        private String text(String name) {
            return part(name).map(String::strip).orElse("");
        }
    }

    /// The command `verb` with the parts a person sent: `text` for their words, `minutes`, `oneShot`, `role`,
    /// `person`, `reference`.
    ///
    /// @throws IllegalArgumentException saying what to send instead
    static Command read(Verb verb, Parts parts) {
        return switch (verb) {
            case ACKNOWLEDGE -> new Acknowledge(parts.part("minutes").map(Command::minutes));
            case UNACKNOWLEDGE -> new Unacknowledge(parts.text("text"));
            case ASSIGN ->
                new Assign(
                        parts.part("role").filter(text -> !text.isBlank()).map(Command::role),
                        parts.part("person").map(String::strip).filter(text -> !text.isEmpty()));
            case TAKE -> new Take();
            case HAND_BACK -> new HandBack();
            case COMMENT -> new Comment(parts.text("text"));
            case SHELVE ->
                new Shelve(
                        parts.part("minutes")
                                .map(Command::minutes)
                                .orElseThrow(() -> new Refusal.Unacceptable(Obstacle.MINUTES_MISSING)),
                        parts.text("oneShot").equals("true"),
                        parts.text("text"));
            case UNSHELVE -> new Unshelve();
            case OUT_OF_SERVICE -> new TakeOutOfService(parts.text("reference"), parts.text("text"));
            case IN_SERVICE -> new ReturnToService(parts.text("text"));
            case RESET -> new Reset(parts.text("text"));
            case RESOLVE -> new Resolve(parts.text("text"));
            case REOPEN -> new Reopen(parts.text("text"));
        };
    }

    private static Duration minutes(String text) {
        if (!text.strip().matches("\\d{1,5}")) throw new Refusal.Unacceptable(Obstacle.MINUTES_NO_NUMBER, text);
        return Duration.ofMinutes(Long.parseLong(text.strip()));
    }

    private static Role role(String text) {
        for (var role : Role.values()) if (role.text().equals(text.strip())) return role;
        throw new Refusal.Unacceptable(Obstacle.NO_SUCH_ROLE, text);
    }

    private static void requireWithin(Duration length, Duration least, Duration most) {
        if (length.compareTo(least) < 0 || length.compareTo(most) > 0)
            throw new Refusal.Unacceptable(
                    Obstacle.MINUTES_OUT_OF_BOUNDS, least.toMinutes(), most.toMinutes(), length.toMinutes());
    }

    private static void requireWords(String text, Obstacle otherwise) {
        if (text.isBlank()) throw new Refusal.Unacceptable(otherwise);
        requireShort(text);
    }

    private static void requireShort(String text) {
        if (text.length() > MOST_CHARACTERS)
            throw new Refusal.Unacceptable(Obstacle.WORDS_TOO_LONG, MOST_CHARACTERS, text.length());
    }
}
