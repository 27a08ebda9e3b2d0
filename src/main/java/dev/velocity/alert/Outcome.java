package dev.velocity.alert;

/// What became of a command. A refusal is an answer, not an exception.
public sealed interface Outcome {
    /// It was done, and is on disk; `to` is how the alert stands now.
    record Moved(Alert to) implements Outcome {}

    /// It cannot be done to this alert as it stands; nothing changed.
    record Refused(Refusal because) implements Outcome {}

    /// This person's role may not do it; nothing changed.
    record Forbidden() implements Outcome {}

    /// Somebody changed the alert since the person saw it; nothing changed. `now` is how it stands.
    record Overtaken(Alert now) implements Outcome {}

    /// There is no such alert, or none this person may see.
    record Unknown() implements Outcome {}
}
