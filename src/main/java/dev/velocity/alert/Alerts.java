package dev.velocity.alert;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/// What is wrong, who has it, and how it went: every change of an alert goes through here. Start here.
///
/// Each change writes the alert's row, its event and its audit line in one transaction; `listener` hears of it
/// after the commit, on the writer's thread, in the order of commits.
public final class Alerts {
    /// How long a retry with the same key gets the same answer.
    private static final Duration ANSWERS_KEPT = Duration.ofDays(2);

    private final Database database;
    private final Writer writer;
    private final Audit audit;
    private final InstantSource clock;
    private final Consumer<AlertChanged> listener;

    public Alerts(Database database, Writer writer, Audit audit, InstantSource clock, Consumer<AlertChanged> listener) {
        this.database = database;
        this.writer = writer;
        this.audit = audit;
        this.clock = clock;
        this.listener = listener;
    }

    /// Takes what a rule found of `sensor` into the alert of that sensor and rule, as part of the transaction that
    /// keeps the reading.
    public void apply(Tx tx, Finding finding, Sensor sensor) {
        var open = AlertStore.open(tx, finding.sensor(), finding.rule());
        var recorded = clock.instant();
        if (open.isEmpty()) {
            finding.verdict().ifPresent(severity -> raise(tx, finding, severity, sensor, recorded));
            return;
        }
        Lifecycle.observe(open.get(), finding, recorded)
                .ifPresent(move -> write(tx, open.get(), move, finding.at(), Actor.CONDITION, ""));
    }

    /// Ends the condition of an alert whose sensor or limit is no longer in the catalogue.
    public void orphaned(Tx tx, Alert alert) {
        var now = clock.instant();
        var gone = new Finding.Cleared(alert.sensor(), alert.rule(), now, alert.value(), 0);
        Lifecycle.observe(alert, gone, now)
                .ifPresent(
                        move -> write(tx, alert, move, now, Actor.SYSTEM, "the limit is no longer in the site file"));
    }

    /// Every open alert, as the transaction sees it.
    public List<Alert> open(Rows rows) {
        return AlertStore.allOpen(rows);
    }

    /// Does what a person asks, when it can be done; the answer is on disk.
    ///
    /// @param role the role `who` acts in
    /// @param seen the version the person saw; empty to take it as it stands
    /// @param key makes a retry safe: the same person, key and command get the first answer again for two days
    public Outcome handle(long id, Command command, Actor who, Role role, OptionalLong seen, Optional<String> key) {
        return writer.write(tx -> {
            var request = command.verb() + " " + id + " " + command.words();
            if (key.isPresent()) {
                var before = AlertStore.answer(tx, who.name(), key.get());
                if (before.isPresent()) return again(before.get(), request, id);
            }
            var outcome = decide(tx, id, command, who, role, seen);
            key.ifPresent(text -> remember(tx, who, text, request, outcome));
            return outcome;
        });
    }

    /// Every open alert whose condition holds now, whoever it concerns.
    public List<Alert> present() {
        return database.read(AlertStore::allOpen).stream()
                .filter(alert -> alert.condition() == Condition.PRESENT)
                .toList();
    }

    public Optional<Alert> find(long id, Role viewer) {
        return database.read(rows -> AlertStore.find(rows, id)).filter(alert -> alert.concerns(viewer));
    }

    public AlertPage page(AlertQuery query) {
        var found = database.read(rows -> AlertStore.page(rows, query));
        if (found.size() <= query.most()) return new AlertPage(found, Optional.empty());
        var alerts = found.subList(0, query.most());
        return new AlertPage(alerts, Optional.of(AlertQuery.Cursor.behind(alerts.getLast())));
    }

    /// How many open alerts concern the role, by severity and triage; every pair has a number.
    public Map<Severity, Map<Triage, Integer>> counts(Role viewer) {
        var counts = new EnumMap<Severity, Map<Triage, Integer>>(Severity.class);
        for (var severity : Severity.values())
            counts.put(severity, new EnumMap<>(Map.of(Triage.NEW, 0, Triage.ACKNOWLEDGED, 0)));
        for (var tally : database.read(rows -> AlertStore.tally(rows, viewer)))
            counts.computeIfAbsent(tally.severity(), _ -> new EnumMap<>(Triage.class))
                    .put(tally.triage(), tally.count());
        return counts;
    }

    /// Everything that ever happened to an alert, oldest first.
    public List<AlertChanged> history(long id) {
        return database.read(rows -> AlertStore.eventsOf(rows, id));
    }

    /// Events of all alerts behind `seq`, oldest first, `most` at most; what a screen missed.
    public List<AlertChanged> eventsAfter(long seq, int most) {
        return database.read(rows -> AlertStore.eventsAfter(rows, seq, most));
    }

    /// Number of the newest event; 0 before the first.
    public long newestEvent() {
        return database.read(AlertStore::newestEvent);
    }

    private void raise(Tx tx, Finding finding, Severity severity, Sensor sensor, Instant recorded) {
        var limit = sensor.limits().stream()
                .filter(one -> one.name().equals(finding.rule()))
                .findFirst();
        boolean instrument = limit.map(Limit::instrument).orElse(false);
        var alert = new Alert(
                AlertStore.nextId(tx),
                sensor.id(),
                finding.rule(),
                sensor.site(),
                sensor.zone(),
                sensor.name(),
                instrument ? Role.OPERATIONS : sensor.owner(),
                instrument ? Set.of() : informed(sensor),
                severity,
                Optional.of(severity),
                Triage.NEW,
                limit.map(Limit::latched).orElse(false),
                finding.at(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                finding.value(),
                1,
                recorded,
                1);
        AlertStore.insert(tx, alert);
        told(tx, EventKind.RAISED, finding.at(), Actor.CONDITION, "", alert);
    }

    private static Set<Role> informed(Sensor sensor) {
        var informed = new HashSet<>(sensor.informed());
        informed.remove(sensor.owner());
        return informed;
    }

    private Outcome decide(Tx tx, long id, Command command, Actor who, Role role, OptionalLong seen) {
        var found = AlertStore.find(tx, id).filter(alert -> alert.concerns(role));
        if (found.isEmpty()) return new Outcome.Unknown();
        var alert = found.get();
        if (!Permissions.mayAct(role, command.action(), alert.role(), alert.informed())) return new Outcome.Forbidden();
        if (seen.isPresent() && seen.getAsLong() != alert.version()) return new Outcome.Overtaken(alert);
        return switch (Lifecycle.step(alert, command, who, clock.instant())) {
            case Lifecycle.Decision.Stop(var because) -> new Outcome.Refused(because);
            case Lifecycle.Decision.Go(var move) -> {
                write(tx, alert, move, clock.instant(), who, command.words());
                yield new Outcome.Moved(move.to());
            }
        };
    }

    private void write(Tx tx, Alert from, Lifecycle.Move move, Instant at, Actor actor, String words) {
        if (!AlertStore.move(tx, from, move.to()))
            throw new IllegalStateException("alert " + from.id() + " moved under the only writer");
        told(tx, move.kind(), at, actor, words, move.to());
    }

    private void told(Tx tx, EventKind kind, Instant at, Actor actor, String words, Alert alert) {
        var change = AlertStore.record(tx, kind, at, clock.instant(), actor, words, alert);
        audit.append(tx, actor, "alert." + AlertJson.word(kind), "alert/" + alert.id(), AlertJson.text(change));
        tx.afterCommit(() -> listener.accept(change));
    }

    private Outcome again(AlertStore.Answer before, String request, long id) {
        if (!before.request().equals(request))
            return new Outcome.Refused("this idempotency key was used for another request; take a new one");
        return switch (before.status()) {
            case "moved" -> new Outcome.Moved(AlertJson.read(before.detail()));
            case "overtaken" -> new Outcome.Overtaken(AlertJson.read(before.detail()));
            case "refused" -> new Outcome.Refused(before.detail());
            case "forbidden" -> new Outcome.Forbidden();
            case "unknown" -> new Outcome.Unknown();
            default -> throw new IllegalStateException("answer " + before.status() + " of alert " + id + " is unknown");
        };
    }

    private void remember(Tx tx, Actor who, String key, String request, Outcome outcome) {
        var now = clock.instant();
        AlertStore.forgetAnswersBefore(tx, now.minus(ANSWERS_KEPT));
        var answer = switch (outcome) {
            case Outcome.Moved(var to) -> new AlertStore.Answer(request, "moved", AlertJson.text(to));
            case Outcome.Overtaken(var to) -> new AlertStore.Answer(request, "overtaken", AlertJson.text(to));
            case Outcome.Refused(var because) -> new AlertStore.Answer(request, "refused", because);
            case Outcome.Forbidden() -> new AlertStore.Answer(request, "forbidden", "");
            case Outcome.Unknown() -> new AlertStore.Answer(request, "unknown", "");
        };
        AlertStore.remember(tx, who.name(), key, answer, now);
    }
}
