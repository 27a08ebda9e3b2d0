package dev.velocity.alert;

import dev.velocity.audit.Actor;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.Optional;

/// How an alert moves: one total function for what people do, one for what rules find. No clock, no database, no
/// default branch.
///
/// The whole table is in docs/guide/lifecycle.md, which a test makes from this class.
final class Lifecycle {
    private Lifecycle() {}

    /// An allowed move: how the alert stands afterwards and what to call it.
    record Move(Alert to, EventKind kind) {}

    /// What a command leads to; refused with a reason otherwise.
    sealed interface Decision {
        record Go(Move move) implements Decision {}

        record Stop(String because) implements Decision {}
    }

    /// What `command` does to `alert` when `who` gives it at `at` (server time). Whether the role may is not asked
    /// here.
    static Decision step(Alert alert, Command command, Actor who, Instant at) {
        var deed = new Deed(who.name(), at);
        return switch (command) {
            case Command.Comment _ -> go(alert.change(at), EventKind.COMMENTED);
            case Command.Acknowledge _ ->
                switch (alert.triage()) {
                    case NEW ->
                        alert.condition() == Condition.RETURNED && !alert.latched()
                                ? go(alert.change(at).acknowledged(deed).resolved(deed), EventKind.RESOLVED)
                                : go(alert.change(at).acknowledged(deed), EventKind.ACKNOWLEDGED);
                    case ACKNOWLEDGED ->
                        stop("already with "
                                + alert.acknowledged().map(Deed::by).orElse("somebody"));
                    case RESOLVED -> stop("already resolved");
                };
            case Command.Resolve _ ->
                switch (alert.triage()) {
                    case NEW, ACKNOWLEDGED ->
                        switch (alert.condition()) {
                            case PRESENT -> stop("the condition is still present");
                            case RETURNED -> go(alert.change(at).resolved(deed), EventKind.RESOLVED);
                        };
                    case RESOLVED -> stop("already resolved");
                };
        };
    }

    /// What `finding` does to the open alert of its sensor and rule, written down at `recorded`; empty when it changes
    /// nothing.
    static Optional<Move> observe(Alert alert, Finding finding, Instant recorded) {
        var change = alert.change(recorded);
        var verdict = finding.verdict();
        if (verdict.isEmpty()) {
            if (alert.condition() == Condition.RETURNED) return Optional.empty();
            change.returned(finding.at()).value(finding.value());
            // Acknowledged and gone: nobody needs to look again. A latched alert waits for a person all the same.
            boolean over = alert.triage() == Triage.ACKNOWLEDGED && !alert.latched();
            if (over) change.resolved(new Deed(Actor.CONDITION.name(), recorded));
            return move(change, over ? EventKind.RESOLVED : EventKind.RETURNED);
        }
        Severity found = verdict.get();
        var worst = alert.severity().or(found);
        if (alert.present().isEmpty())
            return move(
                    change.present(found)
                            .severity(worst)
                            .value(finding.value())
                            .unattended()
                            .occurredAgain(),
                    EventKind.RECURRED);
        if (found.compareTo(alert.severity()) > 0)
            return move(
                    change.present(found).severity(found).value(finding.value()).unattended(), EventKind.ESCALATED);
        boolean earlier = finding.takesBack() > 0 && finding.at().isBefore(alert.raisedAt());
        if (earlier) change.raisedAt(finding.at());
        if (found != alert.present().get()) return move(change.present(found).value(finding.value()), EventKind.VARIED);
        return earlier ? move(change, EventKind.REVISED) : Optional.empty();
    }

    private static Decision go(Alert.Change change, EventKind kind) {
        return new Decision.Go(new Move(change.done(), kind));
    }

    private static Decision stop(String because) {
        return new Decision.Stop(because);
    }

    private static Optional<Move> move(Alert.Change change, EventKind kind) {
        return Optional.of(new Move(change.done(), kind));
    }
}
