package dev.velocity.alert;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.rule.Finding;
import dev.velocity.rule.Verdicts;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Cause;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What becomes of alerts when a rule finds something, a person asks for something, time passes, or the server starts:
/// all that [Lifecycle], which knows one alert, cannot know. Pure but for the [Ledger] it is handed, so that a live
/// server and a replay are the same code. Each unit of work has one instant, `now`.
final class Handling {
    /// A condition chatters that comes three times in so many periods of its sensor, or in a minute if that is
    /// longer.
    private static final int CHATTER_PERIODS = 10;

    private static final Duration CHATTER_SPAN = Duration.ofMinutes(1);
    /// Twice before the one that is being judged.
    private static final int CHATTER_BACK = 1;

    static final String SHELF_OVER = "the shelf's time is over";
    static final String NOT_ENDED = "it was not ended in the time set";
    static final String SILENCE = "silence ";

    private final Catalogue catalogue;
    private final Assignees assignees;

    /// Who can be given an alert.
    @FunctionalInterface
    interface Assignees {
        /// What stands in the way of giving an alert of that queue, of which those roles are told, to a person.
        Optional<Refusal> obstacle(String person, Role queue, Set<Role> informed);
    }

    Handling(Catalogue catalogue, Assignees assignees) {
        this.catalogue = catalogue;
        this.assignees = assignees;
    }

    /// How long ago a condition may have come to count for [Alert#chattering].
    static Duration chatterSpan(Sensor sensor) {
        var periods = sensor.period().multipliedBy(CHATTER_PERIODS);
        return periods.compareTo(CHATTER_SPAN) > 0 ? periods : CHATTER_SPAN;
    }

    /// What a start of the server does to the alerts it finds.
    void start(Ledger ledger, Instant now) {
        for (var alert : ledger.allOpen()) recover(ledger, alert, now);
        tick(ledger, now);
    }

    /// Makes alerts and rules say the same after a start: what has no rule any more ends, and a rule that has begun
    /// anew takes the alert's word for it.
    void agree(Ledger ledger, Verdicts rules, Instant now) {
        for (var alert : ledger.allOpen()) {
            // What people report and tools warn of has no rule: it is there until they say otherwise.
            if (!alert.source().sensed()) continue;
            if (!rules.has(alert.sensor(), alert.rule())) orphaned(ledger, alert, now);
            else if (!rules.verdict(alert.sensor(), alert.rule()).equals(alert.present()))
                rules.assume(alert.sensor(), alert.rule(), alert.present());
        }
    }

    /// Takes what a rule found of `sensor` into the alert of that sensor and rule.
    void apply(Ledger ledger, Finding finding, Sensor sensor, Instant now) {
        var open = ledger.open(finding.sensor(), finding.rule());
        if (open.isEmpty()) finding.verdict().ifPresent(severity -> raise(ledger, finding, severity, sensor, now));
        else {
            boolean chatters = open.get().present().isEmpty()
                    && finding.verdict().isPresent()
                    && chatters(ledger, finding, sensor);
            Lifecycle.observe(open.get(), finding, now, chatters).ifPresent(move -> {
                ledger.moved(open.get(), move, new Ledger.Entry(finding.at(), now, Actor.CONDITION, ""));
                recover(ledger, move.to(), now);
            });
        }
        for (var effect : catalogue.effects(new Cause(finding.sensor(), finding.rule())))
            ledger.open(effect.sensor(), effect.rule()).ifPresent(alert -> recover(ledger, alert, now));
    }

    /// Does what only time does: shelves and silences end, acknowledgements lapse.
    void tick(Ledger ledger, Instant now) {
        var turned = ledger.turning(now);
        for (var silence : turned) ledger.turned(silence, silence.window().at(now));
        if (!turned.isEmpty()) recoverAll(ledger, now);
        for (var alert : ledger.due(now)) {
            var current = alert;
            for (var move = Lifecycle.tick(current, now); move.isPresent(); move = Lifecycle.tick(current, now)) {
                boolean shelf = current.covers().shelf().isPresent()
                        && move.get().to().covers().shelf().isEmpty();
                ledger.moved(current, move.get(), server(now, shelf ? SHELF_OVER : NOT_ENDED));
                current = move.get().to();
            }
        }
    }

    /// Lets every open alert fall under what hides it now, and out of what does not.
    void recoverAll(Ledger ledger, Instant now) {
        for (var alert : ledger.allOpen()) recover(ledger, alert, now);
    }

    /// Does what a person asks, when it can be done.
    ///
    /// @param role the role `who` acts in
    /// @param seen the version the person saw; empty to take it as it stands
    Outcome decide(Ledger ledger, long id, OptionalLong seen, Command command, Actor who, Role role, Instant now) {
        var found = ledger.find(id).filter(alert -> alert.concerns(role));
        if (found.isEmpty()) return new Outcome.Unknown();
        var alert = found.get();
        if (!Permissions.mayAct(role, command.action(), alert.role(), alert.informed())) return new Outcome.Forbidden();
        if (seen.isPresent() && seen.getAsLong() != alert.version()) return new Outcome.Overtaken(alert);
        var obstacle = obstacle(ledger, alert, command);
        if (obstacle.isPresent()) return new Outcome.Refused(obstacle.get());
        return switch (Lifecycle.step(alert, command, who, role, now)) {
            case Lifecycle.Decision.Stop(var because) -> new Outcome.Refused(because);
            case Lifecycle.Decision.Go(var move) -> {
                ledger.moved(alert, move, new Ledger.Entry(now, now, who, command.words()));
                yield new Outcome.Moved(move.to());
            }
        };
    }

    /// Takes what a person reported into the open alert of that zone and kind, or makes one.
    Alert report(Ledger ledger, Source source, ReportKind kind, String words, Actor who, Instant now) {
        var entry = new Ledger.Entry(now, now, who, words);
        var open = ledger.open(source.sensor(), source.rule());
        if (open.isPresent()) {
            var again = Lifecycle.reportedAgain(open.get(), words, now);
            again.ifPresent(move -> ledger.moved(open.get(), move, entry));
            return again.map(Lifecycle.Move::to).orElse(open.get());
        }
        var alert = raised(ledger, source, kind.informed(), kind.severity(), now, now);
        ledger.raised(alert, entry);
        return alert;
    }

    /// Takes what a tool says into the open alert of that name, or makes one; empty when it changes nothing.
    Optional<Alert> warn(Ledger ledger, Source source, Warning warning, Actor who, Instant now) {
        var open = ledger.open(source.sensor(), source.rule());
        if (open.isEmpty()) {
            if (warning.until().isPresent()) return Optional.empty();
            var since = earlier(warning.from(), now);
            var alert = raised(ledger, source, Set.of(), warning.severity(), since, now);
            ledger.raised(
                    alert.under(alert.covers().withSilence(silencing(ledger, alert))),
                    new Ledger.Entry(since, now, who, warning.words()));
            return Optional.of(alert);
        }
        var at = warning.until().map(end -> earlier(end, now)).orElse(now);
        var move = warning.until().isPresent()
                ? Lifecycle.over(open.get(), at, new Deed(who.name(), now))
                : Lifecycle.observe(
                        open.get(),
                        new Finding.Raised(source.sensor(), source.rule(), warning.severity(), at, 1, 0),
                        now,
                        false);
        move.ifPresent(one -> {
            ledger.moved(open.get(), one, new Ledger.Entry(at, now, who, warning.words()));
            recover(ledger, one.to(), now);
        });
        return move.map(Lifecycle.Move::to);
    }

    /// A tool's clock may be ahead of ours.
    private static Instant earlier(Instant said, Instant now) {
        return said.isAfter(now) ? now : said;
    }

    /// A new alert of what no sensor says.
    private static Alert raised(
            Ledger ledger, Source source, Set<Role> informed, Severity severity, Instant since, Instant now) {
        return new Alert(
                ledger.nextId(),
                source,
                source.owner(),
                informed,
                Optional.empty(),
                severity,
                Optional.of(severity),
                Triage.NEW,
                false,
                false,
                false,
                since,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Covers.NONE,
                1,
                1,
                now,
                1);
    }

    /// Lets an open alert fall under the silences and conditions that hide it now, and out of those that do not.
    private void recover(Ledger ledger, Alert alert, Instant now) {
        if (!alert.open()) return;
        var suppressed = Lifecycle.suppress(alert, suppressing(ledger, alert.sensor(), alert.rule()), now);
        suppressed.ifPresent(move -> ledger.moved(
                alert,
                move,
                new Ledger.Entry(
                        now,
                        now,
                        Actor.CONDITION,
                        move.to()
                                .covers()
                                .suppressedBy()
                                .or(() -> alert.covers().suppressedBy())
                                .orElse(""))));
        var current = suppressed.map(Lifecycle.Move::to).orElse(alert);
        if (!current.open()) return;
        Lifecycle.silence(current, silencing(ledger, current), now)
                .ifPresent(move -> ledger.moved(
                        current,
                        move,
                        server(
                                now,
                                SILENCE
                                        + move.to()
                                                .covers()
                                                .silence()
                                                .or(() -> current.covers().silence())
                                                .orElse(0L))));
    }

    /// Ends the condition of an alert whose sensor or limit is no longer in the catalogue.
    private static void orphaned(Ledger ledger, Alert alert, Instant now) {
        var gone = new Finding.Cleared(alert.sensor(), alert.rule(), now, alert.value(), 0);
        Lifecycle.observe(alert, gone, now, false)
                .ifPresent(move -> ledger.moved(alert, move, server(now, "the limit is no longer in the site file")));
    }

    private static Ledger.Entry server(Instant now, String words) {
        return new Ledger.Entry(now, now, Actor.SYSTEM, words);
    }

    private static Optional<Long> silencing(Ledger ledger, Alert alert) {
        return ledger.active().stream()
                .filter(silence -> silence.fits(alert))
                .map(Silence::id)
                .findFirst();
    }

    private Optional<String> suppressing(Ledger ledger, SensorId sensor, String rule) {
        for (var cause : catalogue.causes(sensor, rule))
            if (ledger.open(cause.sensor(), cause.rule())
                    .filter(alert -> alert.present().isPresent())
                    .isPresent()) return Optional.of(cause.text());
        return Optional.empty();
    }

    private static boolean chatters(Ledger ledger, Finding finding, Sensor sensor) {
        return ledger.activation(finding.sensor(), finding.rule(), CHATTER_BACK)
                .filter(before -> !before.plus(chatterSpan(sensor)).isBefore(finding.at()))
                .isPresent();
    }

    private void raise(Ledger ledger, Finding finding, Severity severity, Sensor sensor, Instant now) {
        var limit = sensor.limits().stream()
                .filter(one -> one.name().equals(finding.rule()))
                .findFirst();
        boolean instrument = limit.map(Limit::instrument).orElse(false);
        var owner = instrument ? Role.OPERATIONS : sensor.owner();
        var raised = new Alert(
                ledger.nextId(),
                new Source(
                        sensor.id(), finding.rule(), sensor.site(), sensor.zone(), sensor.kind(), sensor.name(), owner),
                owner,
                instrument ? Set.of() : informed(sensor),
                Optional.empty(),
                severity,
                Optional.of(severity),
                Triage.NEW,
                limit.map(Limit::latched).orElse(false),
                false,
                chatters(ledger, finding, sensor),
                finding.at(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Covers.NONE.withSuppressedBy(suppressing(ledger, sensor.id(), finding.rule())),
                finding.value(),
                1,
                now,
                1);
        ledger.raised(
                raised.under(raised.covers().withSilence(silencing(ledger, raised))),
                new Ledger.Entry(finding.at(), now, Actor.CONDITION, ""));
    }

    private static Set<Role> informed(Sensor sensor) {
        var informed = new HashSet<>(sensor.informed());
        informed.remove(sensor.owner());
        return informed;
    }

    /// What of other alerts or people stands in the way, which the lifecycle of one alert cannot know.
    private Optional<Refusal> obstacle(Ledger ledger, Alert alert, Command command) {
        if (command instanceof Command.Reopen)
            return ledger.open(alert.sensor(), alert.rule())
                    .filter(other -> other.id() != alert.id())
                    .map(other -> Obstacle.OPEN_AS_ANOTHER.of(other.id()));
        if (command instanceof Command.Assign assign && assign.person().isPresent())
            return assignees.obstacle(assign.person().get(), assign.role().orElse(alert.role()), alert.informed());
        return Optional.empty();
    }
}
