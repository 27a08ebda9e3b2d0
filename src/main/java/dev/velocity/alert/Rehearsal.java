package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.rule.Finding;
import dev.velocity.rule.Verdicts;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Alerts as a live server handles them, in memory only: the same decisions, by the same code, and nothing that could
/// write. What goes in are the recorded inputs, each with its instant; what comes out are the moves. One thread.
public final class Rehearsal {
    private final Catalogue catalogue;
    private final Handling handling;
    private final MemoryLedger ledger;

    /// @param told hears of every move as it is made
    public Rehearsal(Catalogue catalogue, Beginning beginning, Consumer<AlertChanged> told) {
        this.catalogue = catalogue;
        // Whoever was given an alert could be given it then; whether they still could is another question.
        handling = new Handling(catalogue, (_, _, _) -> Optional.empty());
        ledger = new MemoryLedger(beginning, told);
    }

    /// What became of a person's deed.
    public sealed interface Deed {
        /// It was done again.
        record Done() implements Deed {}

        /// It could not be done: there was nothing to do it to, or it would have been refused.
        record Moot(String because) implements Deed {}
    }

    /// How long ago conditions may have come that count for what comes now.
    public static Duration memory(Catalogue catalogue) {
        return catalogue.sensors().stream()
                .map(Handling::chatterSpan)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /// What the rules found in one unit of work.
    public void found(List<Finding> findings, Instant now) {
        for (var finding : findings)
            handling.apply(ledger, finding, catalogue.sensor(finding.sensor()).orElseThrow(), now);
    }

    /// Time has come to `now`: what was due moves.
    public void tick(Instant now) {
        handling.tick(ledger, now);
    }

    /// The server started.
    public void restart(Verdicts rules, Instant now) {
        handling.start(ledger, now);
        handling.agree(ledger, rules, now);
    }

    /// Makes rules that begin anew and alerts say the same.
    public void agree(Verdicts rules, Instant now) {
        handling.agree(ledger, rules, now);
    }

    public void silence(Silence made) {
        ledger.put(made, made.createdAt());
        handling.recoverAll(ledger, made.createdAt());
    }

    public void unsilence(long id, Instant now) {
        ledger.end(id);
        handling.recoverAll(ledger, now);
    }

    /// When something next moves by itself; quick.
    public Optional<Instant> due() {
        return ledger.earliest();
    }

    /// When something next moves by itself, of what is not `held`.
    public Optional<Instant> next(Predicate<Alert> held, Predicate<Silence> heldSilence) {
        ledger.hold(held, heldSilence);
        try {
            return ledger.next();
        } finally {
            ledger.hold(_ -> false, _ -> false);
        }
    }

    /// [#tick], but for what is `held`.
    public void tick(Instant now, Predicate<Alert> held, Predicate<Silence> heldSilence) {
        ledger.hold(held, heldSilence);
        try {
            handling.tick(ledger, now);
        } finally {
            ledger.hold(_ -> false, _ -> false);
        }
    }

    /// When the silence of that number next begins or ends.
    public Optional<Instant> turns(long silence) {
        return ledger.turns(silence);
    }

    public Optional<Alert> open(Cause condition) {
        return ledger.open(condition.sensor(), condition.rule());
    }

    public List<Alert> open() {
        return ledger.tracked();
    }

    /// Whether a person did this, so that it is not to be had from the rules again.
    public static boolean byPerson(AlertChanged recorded) {
        return !recorded.actor().name().equals(Actor.CONDITION.name())
                && !recorded.actor().name().equals(Actor.SYSTEM.name());
    }

    /// Whether only time did this, so that it says when time was looked at. A shelf that was over, and an
    /// acknowledgement that was not followed by an end, say so.
    public static boolean byTime(AlertChanged recorded) {
        return recorded.actor().name().equals(Actor.SYSTEM.name())
                && (recorded.words().equals(Handling.SHELF_OVER)
                        || recorded.words().equals(Handling.NOT_ENDED));
    }

    /// The number of the silence by which this moved; empty when none did it.
    public static OptionalLong bySilence(AlertChanged recorded) {
        return recorded.actor().name().equals(Actor.SYSTEM.name())
                        && recorded.words().startsWith(Handling.SILENCE)
                        && recorded.words().substring(Handling.SILENCE.length()).matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(recorded.words().substring(Handling.SILENCE.length())))
                : OptionalLong.empty();
    }

    /// Does again what a person did, to the alert of the same condition.
    ///
    /// @param before how the alert stood before it, as recorded; empty when it was raised by this
    public Deed again(AlertChanged recorded, Optional<Alert> before) {
        var alert = recorded.alert();
        var now = recorded.recorded();
        boolean reports = alert.source().reported()
                && (recorded.kind() == EventKind.RAISED || recorded.kind() == EventKind.RECURRED);
        if (reports)
            return ReportKind.of(alert.rule())
                    .<Deed>map(kind -> {
                        handling.report(ledger, alert.source(), kind, recorded.words(), recorded.actor(), now);
                        return new Deed.Done();
                    })
                    .orElseGet(() -> new Deed.Moot("nobody can report " + alert.rule() + " any more"));
        if (Warning.told(recorded)) {
            handling.warn(ledger, alert.source(), Warning.of(recorded), recorded.actor(), now);
            return new Deed.Done();
        }
        var role = Stream.of(Role.values())
                .filter(one -> one.text().equals(recorded.actor().role()))
                .findFirst();
        var command = command(recorded, before);
        if (role.isEmpty() || command.isEmpty()) return new Deed.Moot("it cannot be told what was asked for");
        var target = target(alert, before);
        if (target.isEmpty()) return new Deed.Moot("there would have been no such alert");
        return switch (handling.decide(
                ledger, target.get().id(), OptionalLong.empty(), command.get(), recorded.actor(), role.get(), now)) {
            case Outcome.Moved _ -> new Deed.Done();
            case Outcome.Refused(var because) -> new Deed.Moot(because.text());
            case Outcome.Forbidden() -> new Deed.Moot("the role may not do it");
            case Outcome.Overtaken _ -> new Deed.Moot("somebody else was quicker");
            case Outcome.Unknown() -> new Deed.Moot("it would not concern the role");
        };
    }

    /// The same alert; else the one that stands for its condition now; else the last that did.
    private Optional<Alert> target(Alert recorded, Optional<Alert> before) {
        var condition = new Cause(recorded.sensor(), recorded.rule());
        var same = ledger.find(recorded.id()).filter(one -> new Cause(one.sensor(), one.rule()).equals(condition));
        if (same.isPresent()) return same;
        var open = ledger.open(condition.sensor(), condition.rule());
        if (open.isPresent()) return open;
        // One that was over before the rehearsal began stands as it did.
        before.filter(one -> !one.open()).ifPresent(ledger::adopt);
        return ledger.lastClosed(condition);
    }

    /// What the person asked for, from what came of it.
    private static Optional<Command> command(AlertChanged recorded, Optional<Alert> before) {
        var alert = recorded.alert();
        var words = recorded.words();
        return switch (recorded.kind()) {
            case ACKNOWLEDGED -> Optional.of(acknowledge(recorded));
            case UNACKNOWLEDGED -> Optional.of(new Command.Unacknowledge(words));
            case ASSIGNED -> Optional.of(assign(recorded));
            case COMMENTED -> Optional.of(new Command.Comment(words));
            case SHELVED ->
                alert.covers()
                        .shelf()
                        .map(shelf -> new Command.Shelve(
                                Duration.between(shelf.at(), shelf.until()), shelf.oneShot(), shelf.reason()));
            case OUT_OF_SERVICE ->
                alert.covers()
                        .outOfService()
                        .map(out -> new Command.TakeOutOfService(
                                out.reference(),
                                words.length() > out.reference().length() + 2
                                        ? words.substring(out.reference().length() + 2)
                                        : ""));
            case IN_SERVICE -> Optional.of(new Command.ReturnToService(words));
            case UNSHELVED -> Optional.of(new Command.Unshelve());
            case RECALLED -> Optional.of(uncover(words, before));
            case RESET -> Optional.of(new Command.Reset(words));
            case RESOLVED -> {
                boolean acknowledged = alert.acknowledged()
                        .filter(by -> by.at().equals(recorded.recorded()))
                        .isPresent();
                if (acknowledged) yield Optional.of(acknowledge(recorded));
                boolean uncovered = alert.resolved()
                        .filter(by -> by.by().equals(Actor.CONDITION.name()))
                        .isPresent();
                yield Optional.of(uncovered ? uncover(words, before) : new Command.Resolve(words));
            }
            case REOPENED -> Optional.of(new Command.Reopen(words));
            case RAISED,
                    ESCALATED,
                    VARIED,
                    RETURNED,
                    RECURRED,
                    REVISED,
                    LAPSED,
                    SILENCED,
                    UNSILENCED,
                    SUPPRESSED,
                    UNSUPPRESSED -> Optional.empty();
        };
    }

    private static Command acknowledge(AlertChanged recorded) {
        return new Command.Acknowledge(recorded.alert()
                .acknowledged()
                .flatMap(by -> by.remindAt().map(at -> Duration.between(by.at(), at))));
    }

    private static Command uncover(String words, Optional<Alert> before) {
        boolean shelved = before.flatMap(one -> one.covers().shelf()).isPresent();
        boolean outOfService =
                before.flatMap(one -> one.covers().outOfService()).isPresent();
        return outOfService && !(shelved && words.isEmpty())
                ? new Command.ReturnToService(words)
                : new Command.Unshelve();
    }

    /// `to mia`, `to mia, operations` and `to operations` are [Command.Assign]s; without words somebody took it or gave
    /// it back.
    private static Command assign(AlertChanged recorded) {
        var to = recorded.words();
        var assignee = recorded.alert().assignee();
        if (!to.startsWith("to ")) return assignee.isPresent() ? new Command.Take() : new Command.HandBack();
        var names = to.substring("to ".length());
        if (assignee.equals(Optional.of(names))) return new Command.Assign(Optional.empty(), assignee);
        var role = Stream.of(Role.values())
                .filter(one -> names.equals(one.text()) || names.endsWith(", " + one.text()))
                .findFirst();
        return new Command.Assign(role, assignee);
    }
}
