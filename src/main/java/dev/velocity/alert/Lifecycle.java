package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How an alert moves: a total function for what people do, and one each for what rules find, what time does,
/// and what hides a call from outside. No clock, no database, no default branch.
///
/// The whole table is in docs/guide/lifecycle.md, which a test makes from this class.
final class Lifecycle {
    /// How long a critical alert stays with whoever acknowledged it, unless they say otherwise.
    static final Duration REMINDER = Duration.ofMinutes(30);

    /// So long after somebody took a report, others who report the same only see it too.
    static final Duration FRESHLY_TAKEN = Duration.ofMinutes(5);

    private Lifecycle() {}

    /// An allowed move: how the alert stands afterwards and what to call it.
    record Move(Alert to, EventKind kind) {}

    /// What a command leads to; refused with a reason otherwise.
    sealed interface Decision {
        record Go(Move move) implements Decision {}

        record Stop(Refusal because) implements Decision {}
    }

    /// The longest a role may shelve an alert of that severity; empty when it may not at all.
    static Optional<Duration> longestShelf(Role role, Severity severity) {
        return switch (role) {
            case SECURITY, OPERATIONS ->
                switch (severity) {
                    case LOW, MEDIUM -> Optional.of(Duration.ofHours(8));
                    case HIGH -> Optional.of(Duration.ofHours(1));
                    case CRITICAL -> role == Role.OPERATIONS ? Optional.of(Duration.ofMinutes(10)) : Optional.empty();
                };
            case RESIDENT, ANALYST, ADMIN -> Optional.empty();
        };
    }

    /// What `command` does to `alert` when `who` gives it as `role` at `at` (server time). Whether the role may
    /// give it at all is not asked here, but how far it may go is.
    static Decision step(Alert alert, Command command, Actor who, Role role, Instant at) {
        var deed = new Deed(who.name(), at);
        return switch (command) {
            case Command.Comment _ -> go(alert.change(at), EventKind.COMMENTED);
            case Command.Acknowledge(var remindAfter) ->
                switch (alert.triage()) {
                    case NEW -> acknowledge(alert, remindAfter, deed);
                    case ACKNOWLEDGED ->
                        stop(
                                Obstacle.ALREADY_WITH,
                                alert.acknowledged().map(Acknowledgement::by).orElse("somebody"));
                    case RESOLVED -> stop(Obstacle.ALREADY_RESOLVED);
                };
            case Command.Unacknowledge _ ->
                switch (alert.triage()) {
                    case NEW -> stop(Obstacle.NOT_ACKNOWLEDGED);
                    case ACKNOWLEDGED ->
                        go(alert.change(at).severity(worstKnown(alert)).unattended(), EventKind.UNACKNOWLEDGED);
                    case RESOLVED -> stop(Obstacle.ALREADY_RESOLVED);
                };
            case Command.Assign(var to, var person) ->
                switch (alert.triage()) {
                    case NEW, ACKNOWLEDGED -> assign(alert, to.orElse(alert.role()), person, at);
                    case RESOLVED -> stop(Obstacle.ALREADY_RESOLVED);
                };
            case Command.Take _ ->
                switch (alert.triage()) {
                    case NEW, ACKNOWLEDGED ->
                        alert.assignee().equals(Optional.of(who.name()))
                                ? stop(Obstacle.ALREADY_YOURS)
                                : go(alert.change(at).assignee(Optional.of(who.name())), EventKind.ASSIGNED);
                    case RESOLVED -> stop(Obstacle.ALREADY_RESOLVED);
                };
            case Command.HandBack _ ->
                alert.assignee().equals(Optional.of(who.name()))
                        ? go(alert.change(at).assignee(Optional.empty()), EventKind.ASSIGNED)
                        : alert.assignee()
                                .map(name -> stop(Obstacle.NOT_YOURS, name))
                                .orElseGet(() -> stop(Obstacle.NOBODYS));
            case Command.Shelve shelve ->
                switch (alert.triage()) {
                    case NEW, ACKNOWLEDGED -> shelve(alert, shelve, role, deed);
                    case RESOLVED -> stop(Obstacle.ALREADY_RESOLVED);
                };
            case Command.Unshelve _ ->
                alert.covers().shelf().isPresent()
                        ? new Decision.Go(
                                uncover(alert, alert.covers().withShelf(Optional.empty()), EventKind.UNSHELVED, at))
                        : stop(Obstacle.NOT_SHELVED);
            case Command.TakeOutOfService order -> {
                if (alert.source().reported()) yield stop(Obstacle.REPORTED_NO_SENSOR);
                if (alert.source().warned()) yield stop(Obstacle.WARNED_NO_SENSOR);
                if (alert.covers().outOfService().isPresent()) yield stop(Obstacle.ALREADY_OUT_OF_SERVICE);
                if (alert.triage() == Triage.RESOLVED) yield stop(Obstacle.ALREADY_RESOLVED);
                var out = new OutOfService(who.name(), at, order.reference());
                yield go(
                        alert.change(at).covers(alert.covers().withOutOfService(Optional.of(out))),
                        EventKind.OUT_OF_SERVICE);
            }
            case Command.ReturnToService _ ->
                alert.covers().outOfService().isPresent()
                        ? new Decision.Go(uncover(
                                alert, alert.covers().withOutOfService(Optional.empty()), EventKind.IN_SERVICE, at))
                        : stop(Obstacle.NOT_OUT_OF_SERVICE);
            case Command.Reset _ -> {
                if (!alert.latched()) yield stop(Obstacle.NOT_LATCHED);
                yield switch (alert.triage()) {
                    case NEW -> stop(Obstacle.ACKNOWLEDGE_FIRST);
                    case ACKNOWLEDGED ->
                        switch (alert.condition()) {
                            case PRESENT -> stop(Obstacle.STILL_PRESENT);
                            case RETURNED -> go(alert.change(at).resolved(deed), EventKind.RESET);
                        };
                    case RESOLVED -> stop(Obstacle.ALREADY_RESOLVED);
                };
            }
            case Command.Resolve(var how) -> {
                if (alert.triage() == Triage.RESOLVED) yield stop(Obstacle.ALREADY_RESOLVED);
                if (alert.latched()) yield stop(Obstacle.LATCHED);
                yield switch (alert.condition()) {
                    case PRESENT -> {
                        if (alert.source().reported()) yield resolveReported(alert, how, deed);
                        yield alert.source().warned()
                                ? resolveWarned(alert, how, deed)
                                : resolvePresent(alert, how, deed);
                    }
                    case RETURNED -> go(alert.change(at).resolved(deed), EventKind.RESOLVED);
                };
            }
            case Command.Reopen _ ->
                switch (alert.triage()) {
                    case NEW, ACKNOWLEDGED -> stop(Obstacle.STILL_OPEN);
                    case RESOLVED -> go(alert.change(at).unattended(), EventKind.REOPENED);
                };
        };
    }

    /// What `finding` does to the open alert of its sensor and rule, written down at `recorded`; empty when it
    /// changes nothing.
    ///
    /// @param chatters whether the condition, if it comes with this, comes once too often
    static Optional<Move> observe(Alert alert, Finding finding, Instant recorded, boolean chatters) {
        var change = alert.change(recorded);
        var verdict = finding.verdict();
        if (verdict.isEmpty()) return alert.present().isEmpty() ? Optional.empty() : returned(alert, finding, change);
        Severity found = verdict.get();
        change.present(found).value(finding.value());
        if (alert.present().isEmpty())
            return move(
                    change.severity(
                                    alert.triage() == Triage.NEW
                                            ? alert.severity().or(found)
                                            : found)
                            .covers(alert.covers().against(found))
                            .chattering(chatters)
                            .unattended()
                            .occurredAgain(),
                    EventKind.RECURRED);
        if (found.compareTo(worstKnown(alert)) > 0)
            return move(
                    change.severity(found).covers(alert.covers().against(found)).unattended(), EventKind.ESCALATED);
        boolean earlier = finding.takesBack() > 0 && finding.at().isBefore(alert.raisedAt());
        if (earlier) change.raisedAt(finding.at());
        if (alert.triage() != Triage.NEW) change.severity(found);
        if (found != alert.present().get()) return move(change, EventKind.VARIED);
        return earlier ? move(alert.change(recorded).raisedAt(finding.at()), EventKind.REVISED) : Optional.empty();
    }

    /// What time alone does by `now`: a shelf ends, an acknowledgement lapses. Ask again until it is empty.
    static Optional<Move> tick(Alert alert, Instant now) {
        if (alert.covers().shelf().filter(shelf -> !now.isBefore(shelf.until())).isPresent())
            return Optional.of(uncover(alert, alert.covers().withShelf(Optional.empty()), EventKind.UNSHELVED, now));
        if (alert.reminder().filter(at -> !now.isBefore(at)).isPresent())
            return move(alert.change(now).severity(worstKnown(alert)).lapsed(), EventKind.LAPSED);
        return Optional.empty();
    }

    /// What it does to an alert that it falls under silence `by`, or under none any more.
    static Optional<Move> silence(Alert alert, Optional<Long> by, Instant at) {
        if (alert.covers().silence().equals(by)) return Optional.empty();
        var covers = alert.covers().withSilence(by);
        return by.isPresent()
                ? move(alert.change(at).covers(covers), EventKind.SILENCED)
                : Optional.of(uncover(alert, covers, EventKind.UNSILENCED, at));
    }

    /// What it does to an alert that the condition `by` makes it mean nothing, or none does any more.
    static Optional<Move> suppress(Alert alert, Optional<String> by, Instant at) {
        if (alert.covers().suppressedBy().equals(by)) return Optional.empty();
        var covers = alert.covers().withSuppressedBy(by);
        return by.isPresent()
                ? move(alert.change(at).covers(covers), EventKind.SUPPRESSED)
                : Optional.of(uncover(alert, covers, EventKind.UNSUPPRESSED, at));
    }

    private static Decision acknowledge(Alert alert, Optional<Duration> remindAfter, Deed deed) {
        var length =
                remindAfter.or(() -> alert.severity() == Severity.CRITICAL ? Optional.of(REMINDER) : Optional.empty());
        var taken = new Acknowledgement(
                deed.by(),
                deed.at(),
                alert.severity(),
                length.map(after -> deed.at().plus(after)));
        var change = alert.change(deed.at())
                .acknowledged(taken)
                .severity(alert.present().orElse(alert.severity()));
        boolean over = isOver(alert, alert.covers());
        return over ? go(change.resolved(deed), EventKind.RESOLVED) : go(change, EventKind.ACKNOWLEDGED);
    }

    private static Decision assign(Alert alert, Role to, Optional<String> person, Instant at) {
        if (to == alert.role() && person.equals(alert.assignee())) return stop(Obstacle.ALREADY_THERE);
        var change = alert.change(at);
        if (to != alert.role()) change.role(to);
        return go(change.assignee(person), EventKind.ASSIGNED);
    }

    private static Decision shelve(Alert alert, Command.Shelve shelve, Role role, Deed deed) {
        var current = alert.covers().shelf();
        if (current.isPresent())
            return stop(Obstacle.ALREADY_SHELVED, current.get().by());
        var severity = alert.present().map(alert.severity()::or).orElse(alert.severity());
        var longest = longestShelf(role, severity);
        if (longest.isEmpty())
            return stop(severity == Severity.CRITICAL ? Obstacle.SHELF_OF_CRITICAL : Obstacle.SHELF_NOT_YOURS);
        if (shelve.length().compareTo(longest.get()) > 0)
            return stop(Obstacle.SHELF_TOO_LONG, severity, longest.get().toMinutes());
        var shelf = new Shelf(
                deed.at().plus(shelve.length()), shelve.oneShot(), severity, deed.by(), deed.at(), shelve.reason());
        return go(alert.change(deed.at()).covers(alert.covers().withShelf(Optional.of(shelf))), EventKind.SHELVED);
    }

    /// While a person's cover hides it, an alert may be closed with its condition present: the cover's end opens it
    /// again if the condition still holds.
    private static Decision resolvePresent(Alert alert, String how, Deed deed) {
        boolean hidden = alert.covers().shelf().isPresent()
                || alert.covers().outOfService().isPresent();
        if (!hidden) return stop(Obstacle.STILL_PRESENT);
        if (how.isBlank()) return stop(Obstacle.STILL_PRESENT_SAY_WHY);
        return go(alert.change(deed.at()).resolved(deed), EventKind.RESOLVED);
    }

    /// No sensor says that what a person reported is gone: whoever looked does.
    private static Decision resolveReported(Alert alert, String how, Deed deed) {
        if (how.isBlank()) return stop(Obstacle.REPORTED_SAY_WHAT);
        return go(alert.change(deed.at()).returned(deed.at()).resolved(deed), EventKind.RESOLVED);
    }

    /// The tool may have lost sight of it and never say that it is over; if it is not, the tool says so again.
    private static Decision resolveWarned(Alert alert, String how, Deed deed) {
        if (how.isBlank()) return stop(Obstacle.STILL_PRESENT_SAY_WHY);
        return go(alert.change(deed.at()).returned(deed.at()).resolved(deed), EventKind.RESOLVED);
    }

    /// What it does to an open warning that the tool says it is over since `at`: it ends, whoever has it. Nothing when
    /// that was said of an earlier time it came.
    static Optional<Move> over(Alert alert, Instant at, Deed deed) {
        boolean earlier = at.isBefore(alert.raisedAt())
                || alert.returnedAt().filter(gone -> !at.isAfter(gone)).isPresent();
        if (earlier || alert.present().isEmpty()) return Optional.empty();
        var change = alert.change(deed.at()).returned(at).value(0);
        if (alert.covers().shelf().filter(Shelf::oneShot).isPresent())
            change.covers(alert.covers().withShelf(Optional.empty()));
        return alert.triage() == Triage.RESOLVED
                ? move(change, EventKind.RETURNED)
                : move(change.resolved(deed), EventKind.RESOLVED);
    }

    /// What it does to an open report that somebody reports the same again. Where nobody has it yet, it only
    /// adds words; where somebody has had it for a while, or something hides it, it calls again: it is not over,
    /// or has come anew.
    static Optional<Move> reportedAgain(Alert alert, String words, Instant at) {
        boolean had = alert.acknowledged()
                .filter(taken -> !taken.at().plus(FRESHLY_TAKEN).isAfter(at))
                .isPresent();
        if (had || alert.covered())
            return move(
                    alert.change(at)
                            .present(alert.present().orElse(alert.severity()))
                            .severity(worstKnown(alert))
                            .covers(Covers.NONE)
                            .unattended()
                            .occurredAgain(),
                    EventKind.RECURRED);
        return words.isEmpty() ? Optional.empty() : move(alert.change(at), EventKind.COMMENTED);
    }

    private static Optional<Move> returned(Alert alert, Finding finding, Alert.Change change) {
        change.returned(finding.at()).value(finding.value());
        var covers = alert.covers().shelf().filter(Shelf::oneShot).isPresent()
                ? alert.covers().withShelf(Optional.empty())
                : alert.covers();
        change.covers(covers);
        boolean wasHidden = alert.covered() && !covers.any();
        // Acknowledged and gone, or hidden until it was gone: nobody needs to look again. A latched alert waits for a
        // person all the same.
        boolean over = !alert.latched()
                && !covers.any()
                && (alert.triage() == Triage.ACKNOWLEDGED || (wasHidden && alert.triage() == Triage.NEW));
        if (over) change.resolved(new Deed(Actor.CONDITION.name(), change.at()));
        return move(change, over ? EventKind.RESOLVED : EventKind.RETURNED);
    }

    /// Takes a cover away: nothing changes while another is left; else what holds calls again, and what is gone is
    /// over.
    private static Move uncover(Alert alert, Covers left, EventKind ended, Instant at) {
        var change = alert.change(at).covers(left);
        if (left.any()) return new Move(change.done(), ended);
        if (alert.present().isPresent())
            return new Move(change.severity(worstKnown(alert)).unattended().done(), EventKind.RECALLED);
        boolean over = alert.triage() != Triage.RESOLVED && !alert.latched();
        if (over) change.resolved(new Deed(Actor.CONDITION.name(), at));
        return new Move(change.done(), over ? EventKind.RESOLVED : ended);
    }

    private static boolean isOver(Alert alert, Covers covers) {
        return alert.condition() == Condition.RETURNED && !alert.latched() && !covers.any();
    }

    /// The worst anybody had to know of: since it called, or when it was acknowledged.
    private static Severity worstKnown(Alert alert) {
        return alert.acknowledged()
                .map(Acknowledgement::severity)
                .map(alert.severity()::or)
                .orElse(alert.severity());
    }

    private static Decision go(Alert.Change change, EventKind kind) {
        return new Decision.Go(new Move(change.done(), kind));
    }

    private static Decision stop(Obstacle obstacle, Object... parts) {
        return new Decision.Stop(obstacle.of(parts));
    }

    private static Optional<Move> move(Alert.Change change, EventKind kind) {
        return Optional.of(new Move(change.done(), kind));
    }
}
