package dev.velocity.alert;

import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Cause;
import dev.velocity.sensor.Guidance;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What is wrong, who has it, and how it went: every change of an alert goes through here. Start here.
///
/// Each change writes the alert's row, its event and its audit line in one transaction; `listener` hears of it
/// after the commit, on the writer's thread, in the order of commits.
public final class Alerts {
    /// How long a retry with the same key gets the same answer.
    private static final Duration ANSWERS_KEPT = Duration.ofDays(2);
    /// Most alerts one command may be given to.
    public static final int MOST_AT_ONCE = 200;
    /// How far back calls count for a flood that may have begun before the server started.
    private static final Duration FLOOD_MEMORY = Duration.ofHours(1);
    /// A condition chatters that comes three times in so many periods of its sensor, or in a minute if that is
    /// longer.
    private static final int CHATTER_PERIODS = 10;

    private static final Duration CHATTER_SPAN = Duration.ofMinutes(1);
    /// Twice before the one that is being judged.
    private static final int CHATTER_BACK = 1;

    private final Database database;
    private final Writer writer;
    private final Audit audit;
    private final InstantSource clock;
    private final Catalogue catalogue;
    private final Function<String, Optional<Role>> roles;
    private final Consumer<AlertChanged> listener;
    private final Map<Role, Load> loads = new EnumMap<>(Role.class);
    private final OpenAlerts open = new OpenAlerts();

    /// @param roles the role of a person by their sign-in name; empty when there is none, or may not sign in
    /// @param listener hears of every change after its commit
    public Alerts(
            Database database,
            Writer writer,
            Audit audit,
            InstantSource clock,
            Catalogue catalogue,
            Function<String, Optional<Role>> roles,
            Consumer<AlertChanged> listener) {
        this.database = database;
        this.writer = writer;
        this.audit = audit;
        this.clock = clock;
        this.catalogue = catalogue;
        this.roles = roles;
        this.listener = listener;
        for (var role : Role.values()) loads.put(role, new Load());
    }

    /// Brings memory up to what is on disk: call once, before the first finding.
    public void start(Tx tx) {
        var now = clock.instant();
        // Up to a while from now: the clock may have been set back.
        for (var call : AlertStore.calls(tx, now.minus(FLOOD_MEMORY), now.plus(FLOOD_MEMORY))) count(call);
        if (AlertStore.lacksKinds(tx))
            for (var sensor : catalogue.sensors()) AlertStore.kindOf(tx, sensor.id(), sensor.kind());
        var found = AlertStore.allOpen(tx);
        long newest = AlertStore.newestEvent(tx);
        tx.afterCommit(() -> open.begin(found, newest));
        for (var alert : found) recover(tx, alert, now);
        tick(tx);
    }

    /// Takes what a rule found of `sensor` into the alert of that sensor and rule, as part of the transaction that
    /// keeps the reading.
    public void apply(Tx tx, Finding finding, Sensor sensor) {
        var open = AlertStore.open(tx, finding.sensor(), finding.rule());
        var recorded = clock.instant();
        if (open.isEmpty()) finding.verdict().ifPresent(severity -> raise(tx, finding, severity, sensor, recorded));
        else {
            boolean chatters =
                    open.get().present().isEmpty() && finding.verdict().isPresent() && chatters(tx, finding, sensor);
            Lifecycle.observe(open.get(), finding, recorded, chatters).ifPresent(move -> {
                write(tx, open.get(), move, finding.at(), Actor.CONDITION, "");
                recover(tx, move.to(), recorded);
            });
        }
        for (var effect : catalogue.effects(new Cause(finding.sensor(), finding.rule())))
            AlertStore.open(tx, effect.sensor(), effect.rule()).ifPresent(alert -> recover(tx, alert, recorded));
    }

    /// Does what only time does: shelves and silences end, acknowledgements lapse. Call a few times a second.
    public void tick(Tx tx) {
        var now = clock.instant();
        var turned = SilenceStore.due(tx, now);
        for (var silence : turned) turn(tx, silence, now);
        if (!turned.isEmpty()) for (var alert : AlertStore.allOpen(tx)) recover(tx, alert, now);
        for (var alert : AlertStore.due(tx, now)) {
            var current = alert;
            for (var move = Lifecycle.tick(current, now); move.isPresent(); move = Lifecycle.tick(current, now)) {
                boolean shelf = current.covers().shelf().isPresent()
                        && move.get().to().covers().shelf().isEmpty();
                write(
                        tx,
                        current,
                        move.get(),
                        now,
                        Actor.SYSTEM,
                        shelf ? "the shelf's time is over" : "it was not ended in the time set");
                current = move.get().to();
            }
        }
    }

    /// Ends the condition of an alert whose sensor or limit is no longer in the catalogue.
    public void orphaned(Tx tx, Alert alert) {
        var now = clock.instant();
        var gone = new Finding.Cleared(alert.sensor(), alert.rule(), now, alert.value(), 0);
        Lifecycle.observe(alert, gone, now, false)
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
        return writer.write(tx -> handle(tx, new Item(id, seen), command, who, role, key));
    }

    /// One alert of several that get the same command.
    ///
    /// @param seen the version the person saw; empty to take it as it stands
    public record Item(long id, OptionalLong seen) {}

    /// Does one thing to many alerts, all in one transaction, each with an outcome of its own: one that is
    /// refused does not hold up the others. Critical alerts are refused, because each needs a look of its own.
    ///
    /// @param key makes a retry safe, as in [#handle]
    /// @return an outcome for each item, in their order
    /// @throws IllegalArgumentException for a command that is not for many, or too many items
    public List<Outcome> handleAll(List<Item> items, Command command, Actor who, Role role, Optional<String> key) {
        if (!command.verb().bulk())
            throw new IllegalArgumentException(command.verb().text() + " is done one by one");
        if (items.isEmpty() || items.size() > MOST_AT_ONCE)
            throw new IllegalArgumentException("name 1 to " + MOST_AT_ONCE + " alerts, not " + items.size());
        return writer.write(tx -> {
            var outcomes = new ArrayList<Outcome>();
            for (var item : items)
                outcomes.add(once(
                        tx,
                        item.id(),
                        command,
                        who,
                        key.map(text -> text + "#" + item.id()),
                        () -> critical(tx, item.id(), role)
                                ? new Outcome.Refused(Obstacle.NOT_FOR_MANY.of())
                                : decide(tx, item, command, who, role)));
            return List.copyOf(outcomes);
        });
    }

    /// Every open alert whose condition holds now, whoever it concerns.
    public List<Alert> present() {
        return open.worstFirst().stream()
                .map(Listed::alert)
                .filter(alert -> alert.condition() == Condition.PRESENT)
                .toList();
    }

    public Optional<Alert> find(long id, Role viewer) {
        return open.find(id)
                .or(() -> database.read(rows -> AlertStore.find(rows, id)))
                .filter(alert -> alert.concerns(viewer));
    }

    /// What a query asks for: from memory while it asks for open alerts alone, from disk when it may reach the
    /// past.
    public AlertPage page(AlertQuery query) {
        var now = clock.instant();
        return AlertPage.of(
                query.filter().onlyOpen()
                        ? open.worstFirst().stream()
                                .filter(listed -> query.fits(listed.alert(), now))
                                .limit(query.most() + 1L)
                                .toList()
                        : database.read(rows -> AlertStore.page(rows, query, now)).stream()
                                .map(Listed::new)
                                .toList(),
                query);
    }

    /// What a query would have found at that instant.
    public AlertPage page(AlertQuery query, Instant at) {
        var found = database.read(rows -> {
            long seq = AlertStore.eventAt(rows, at);
            var all = new ArrayList<>(AlertStore.page(rows, query, at, seq));
            for (var alert : AlertStore.changedSince(rows, seq)) if (query.fits(alert, at)) all.add(alert);
            return all;
        });
        return AlertPage.of(
                found.stream()
                        .map(Listed::new)
                        .sorted(OpenAlerts.WORST_FIRST)
                        .limit(query.most() + 1L)
                        .toList(),
                query);
    }

    /// Every alert that was open at that instant, worst first, newest first among equals.
    public List<Alert> open(Instant at) {
        return database.read(rows -> {
            long seq = AlertStore.eventAt(rows, at);
            return Stream.concat(
                            AlertStore.openAndUnchanged(rows, seq).stream(),
                            AlertStore.changedSince(rows, seq).stream().filter(Alert::open))
                    .sorted(Alert.WORST_FIRST)
                    .toList();
        });
    }

    /// How many alerts that concern the role were open at that instant.
    public AlertCounts counts(Role viewer, Instant at) {
        return AlertCounts.of(open(at).stream().filter(alert -> alert.concerns(viewer)));
    }

    public AlertCounts counts(Role viewer) {
        return AlertCounts.of(open.worstFirst().stream().map(Listed::alert).filter(alert -> alert.concerns(viewer)));
    }

    /// What each command would meet if `who` gave it as `role` to the alert as it stands: nothing when it would
    /// be done, else why it would be refused. Commands the role may never give are left out. For screens that
    /// offer only what is possible; the answer that counts is [#handle]'s.
    public static Map<Verb, Optional<Refusal>> prospects(Alert alert, Actor who, Role role) {
        var prospects = new EnumMap<Verb, Optional<Refusal>>(Verb.class);
        for (var verb : Verb.values()) {
            if (!Permissions.mayAct(role, verb.action(), alert.role(), alert.informed())) continue;
            var decided = Lifecycle.step(alert, example(verb, alert), who, role, alert.changedAt());
            prospects.put(
                    verb,
                    decided instanceof Lifecycle.Decision.Stop(var because) ? Optional.of(because) : Optional.empty());
        }
        return prospects;
    }

    /// The longest the role may shelve the alert as it stands; empty when it may not at all.
    public static Optional<Duration> longestShelf(Alert alert, Role role) {
        return Lifecycle.longestShelf(
                role, alert.present().map(alert.severity()::or).orElse(alert.severity()));
    }

    /// A command of the kind that nothing but the alert's state can refuse.
    private static Command example(Verb verb, Alert alert) {
        return switch (verb) {
            case ACKNOWLEDGE -> new Command.Acknowledge();
            case UNACKNOWLEDGE -> new Command.Unacknowledge("example");
            case ASSIGN ->
                new Command.Assign(
                        Optional.empty(), Optional.of(alert.assignee().orElse("") + "+"));
            case TAKE -> new Command.Take();
            case HAND_BACK -> new Command.HandBack();
            case COMMENT -> new Command.Comment("example");
            case SHELVE -> new Command.Shelve(Duration.ofMinutes(1), false, "example");
            case UNSHELVE -> new Command.Unshelve();
            case OUT_OF_SERVICE -> new Command.TakeOutOfService("example", "");
            case IN_SERVICE -> new Command.ReturnToService("");
            case RESET -> new Command.Reset("");
            case RESOLVE -> new Command.Resolve("example");
            case REOPEN -> new Command.Reopen("example");
        };
    }

    /// The flood the role stands in, if it does.
    public Optional<Flood> flood(Role viewer) {
        var now = clock.instant();
        synchronized (loads) {
            return load(viewer).at(now);
        }
    }

    /// Everything that ever happened to an alert, oldest first.
    public List<AlertChanged> history(long id) {
        return database.read(rows -> AlertStore.eventsOf(rows, id));
    }

    /// Everything that ever happened to each of these alerts, oldest first, by the alert's number: one question
    /// for all of them.
    public Map<Long, List<AlertChanged>> histories(Collection<Long> ids) {
        return database.read(rows -> byAlert(AlertStore.eventsOf(rows, ids)));
    }

    /// The same of every alert that called, or would have if nothing had hidden it, from `from` up to before `to`
    /// (server time), and of every open one.
    public Map<Long, List<AlertChanged>> historiesOfCalls(Instant from, Instant to) {
        return database.read(rows -> byAlert(AlertStore.eventsOfCalls(rows, from, to)));
    }

    private static Map<Long, List<AlertChanged>> byAlert(List<AlertChanged> events) {
        var histories = new TreeMap<Long, List<AlertChanged>>();
        for (var event : events)
            histories
                    .computeIfAbsent(event.alert().id(), _ -> new ArrayList<>())
                    .add(event);
        return histories;
    }

    /// Number of the newest event before the first that called at `recorded` or later (server time): the place
    /// to read on from for whoever wants no more of the past than that.
    public long eventBefore(Instant recorded) {
        return database.read(rows -> AlertStore.eventBefore(rows, recorded));
    }

    /// Events of all alerts behind `seq`, oldest first, `most` at most; what a screen missed.
    public List<AlertChanged> eventsAfter(long seq, int most) {
        return database.read(rows -> AlertStore.eventsAfter(rows, seq, most));
    }

    /// Everything recorded from `from` up to before `to` that called for somebody, or would have if nothing had
    /// hidden it ([AlertChanged#called] tells which), oldest first.
    public List<AlertChanged> calls(Instant from, Instant to) {
        return database.read(rows -> AlertStore.calls(rows, from, to));
    }

    /// Number of the newest event that [#page] and [#counts] know of; 0 before the first.
    public long newestEvent() {
        return open.newestEvent();
    }

    /// Lets an open alert fall under the silences and conditions that hide it now, and out of those that do not.
    void recover(Tx tx, Alert alert, Instant now) {
        if (!alert.open()) return;
        var suppressed = Lifecycle.suppress(alert, suppressing(tx, alert.sensor(), alert.rule()), now);
        suppressed.ifPresent(move -> write(
                tx,
                alert,
                move,
                now,
                Actor.CONDITION,
                move.to()
                        .covers()
                        .suppressedBy()
                        .or(() -> alert.covers().suppressedBy())
                        .orElse("")));
        var current = suppressed.map(Lifecycle.Move::to).orElse(alert);
        if (!current.open()) return;
        Lifecycle.silence(current, silencing(tx, current), now)
                .ifPresent(move -> write(
                        tx,
                        current,
                        move,
                        now,
                        Actor.SYSTEM,
                        "silence "
                                + move.to()
                                        .covers()
                                        .silence()
                                        .or(() -> current.covers().silence())
                                        .orElse(0L)));
    }

    private void turn(Tx tx, Silence silence, Instant now) {
        var state = silence.window().at(now);
        SilenceStore.turn(tx, silence.id(), state.open(), state.next());
        if (state.open() != silence.active())
            audit.append(
                    tx,
                    Actor.SYSTEM,
                    state.open() ? "silence.begins" : "silence.ends",
                    "silence/" + silence.id(),
                    silence.matcher().text());
    }

    private static Optional<Long> silencing(Rows rows, Alert alert) {
        return SilenceStore.active(rows).stream()
                .filter(silence -> silence.fits(alert))
                .map(Silence::id)
                .findFirst();
    }

    private Optional<String> suppressing(Rows rows, SensorId sensor, String rule) {
        for (var cause : catalogue.causes(sensor, rule))
            if (AlertStore.open(rows, cause.sensor(), cause.rule())
                    .filter(alert -> alert.present().isPresent())
                    .isPresent()) return Optional.of(cause.text());
        return Optional.empty();
    }

    private static boolean chatters(Rows rows, Finding finding, Sensor sensor) {
        var periods = sensor.period().multipliedBy(CHATTER_PERIODS);
        var span = periods.compareTo(CHATTER_SPAN) > 0 ? periods : CHATTER_SPAN;
        return AlertStore.activation(rows, finding.sensor(), finding.rule(), CHATTER_BACK)
                .filter(before -> !before.plus(span).isBefore(finding.at()))
                .isPresent();
    }

    private void raise(Tx tx, Finding finding, Severity severity, Sensor sensor, Instant recorded) {
        var limit = sensor.limits().stream()
                .filter(one -> one.name().equals(finding.rule()))
                .findFirst();
        boolean instrument = limit.map(Limit::instrument).orElse(false);
        var owner = instrument ? Role.OPERATIONS : sensor.owner();
        var raised = new Alert(
                AlertStore.nextId(tx),
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
                chatters(tx, finding, sensor),
                finding.at(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Covers.NONE.withSuppressedBy(suppressing(tx, sensor.id(), finding.rule())),
                finding.value(),
                1,
                recorded,
                1);
        var alert = raised.under(raised.covers().withSilence(silencing(tx, raised)));
        AlertStore.insert(tx, alert);
        told(tx, EventKind.RAISED, finding.at(), Actor.CONDITION, "", alert);
    }

    /// Takes what a person reported into the open alert of that zone and kind, or makes one.
    Alert report(Tx tx, Source source, ReportKind kind, String words, Actor who) {
        var now = clock.instant();
        var open = AlertStore.open(tx, source.sensor(), source.rule());
        if (open.isPresent()) {
            var again = Lifecycle.reportedAgain(open.get(), words, now);
            again.ifPresent(move -> write(tx, open.get(), move, now, who, words));
            return again.map(Lifecycle.Move::to).orElse(open.get());
        }
        var alert = new Alert(
                AlertStore.nextId(tx),
                source,
                kind.owner(),
                kind.informed(),
                Optional.empty(),
                kind.severity(),
                Optional.of(kind.severity()),
                Triage.NEW,
                false,
                false,
                false,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Covers.NONE,
                1,
                1,
                now,
                1);
        AlertStore.insert(tx, alert);
        told(tx, EventKind.RAISED, now, who, words, alert);
        return alert;
    }

    /// What to do about an alert: what the catalogue says of its sensor, or what is to be done about such a report.
    public Guidance guidance(Alert alert) {
        return alert.source().reported()
                ? ReportKind.of(alert.rule()).map(ReportKind::guidance).orElse(Guidance.NONE)
                : catalogue.guidance(alert.sensor(), alert.rule(), alert.severity());
    }

    private static Set<Role> informed(Sensor sensor) {
        var informed = new HashSet<>(sensor.informed());
        informed.remove(sensor.owner());
        return informed;
    }

    /// [#handle] as part of a transaction.
    Outcome handle(Tx tx, Item item, Command command, Actor who, Role role, Optional<String> key) {
        return once(tx, item.id(), command, who, key, () -> decide(tx, item, command, who, role));
    }

    private Outcome once(Tx tx, long id, Command command, Actor who, Optional<String> key, Supplier<Outcome> deed) {
        var request = command + " " + id;
        if (key.isPresent()) {
            var before = AlertStore.answer(tx, who.name(), key.get());
            if (before.isPresent()) return again(before.get(), request, id);
        }
        var outcome = deed.get();
        key.ifPresent(text -> remember(tx, who, text, request, outcome));
        return outcome;
    }

    private static boolean critical(Rows rows, long id, Role role) {
        return AlertStore.find(rows, id)
                .filter(alert -> alert.concerns(role))
                .filter(alert -> alert.severity() == Severity.CRITICAL)
                .isPresent();
    }

    private Outcome decide(Tx tx, Item item, Command command, Actor who, Role role) {
        var found = AlertStore.find(tx, item.id()).filter(alert -> alert.concerns(role));
        if (found.isEmpty()) return new Outcome.Unknown();
        var alert = found.get();
        if (!Permissions.mayAct(role, command.action(), alert.role(), alert.informed())) return new Outcome.Forbidden();
        if (item.seen().isPresent() && item.seen().getAsLong() != alert.version()) return new Outcome.Overtaken(alert);
        var obstacle = obstacle(tx, alert, command);
        if (obstacle.isPresent()) return new Outcome.Refused(obstacle.get());
        return switch (Lifecycle.step(alert, command, who, role, clock.instant())) {
            case Lifecycle.Decision.Stop(var because) -> new Outcome.Refused(because);
            case Lifecycle.Decision.Go(var move) -> {
                write(tx, alert, move, clock.instant(), who, command.words());
                yield new Outcome.Moved(move.to());
            }
        };
    }

    /// What of other alerts or people stands in the way, which the lifecycle of one alert cannot know.
    private Optional<Refusal> obstacle(Rows rows, Alert alert, Command command) {
        if (command instanceof Command.Reopen)
            return AlertStore.open(rows, alert.sensor(), alert.rule())
                    .filter(other -> other.id() != alert.id())
                    .map(other -> Obstacle.OPEN_AS_ANOTHER.of(other.id()));
        if (command instanceof Command.Assign assign && assign.person().isPresent()) {
            var person = assign.person().get();
            var role = roles.apply(person);
            if (role.isEmpty()) return Optional.of(Obstacle.NO_SUCH_PERSON.of(person));
            boolean may = Permissions.mayAct(
                    role.get(), Action.ACKNOWLEDGE, assign.role().orElse(alert.role()), alert.informed());
            if (!may) return Optional.of(Obstacle.PERSON_OF_OTHER_ROLE.of(person));
        }
        return Optional.empty();
    }

    private void write(Tx tx, Alert from, Lifecycle.Move move, Instant at, Actor actor, String words) {
        if (!AlertStore.move(tx, from, move.to()))
            throw new IllegalStateException("alert " + from.id() + " moved under the only writer");
        told(tx, move.kind(), at, actor, words, move.to());
    }

    private void told(Tx tx, EventKind kind, Instant at, Actor actor, String words, Alert alert) {
        var listed = new Listed(alert);
        var change = AlertStore.record(tx, kind, at, clock.instant(), actor, words, listed);
        audit.append(
                tx,
                actor,
                "alert." + AlertJson.word(kind),
                "alert/" + alert.id(),
                AlertJson.text(change, listed.json()));
        tx.afterCommit(() -> {
            open.changed(change, listed);
            count(change);
            listener.accept(change);
        });
    }

    private void count(AlertChanged change) {
        if (!change.called()) return;
        synchronized (loads) {
            for (var role : Role.values())
                if (change.alert().concerns(role))
                    load(role).call(change.recorded(), change.alert().id());
        }
    }

    private Load load(Role role) {
        return loads.computeIfAbsent(role, _ -> new Load());
    }

    private Outcome again(AlertStore.Answer before, String request, long id) {
        if (!before.request().equals(request)) return new Outcome.Refused(Obstacle.KEY_USED.of());
        return switch (before.status()) {
            case "moved" -> new Outcome.Moved(AlertJson.read(before.detail()));
            case "overtaken" -> new Outcome.Overtaken(AlertJson.read(before.detail()));
            case "refused" -> new Outcome.Refused(Refusal.said(before.detail()));
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
            case Outcome.Refused(var because) -> new AlertStore.Answer(request, "refused", because.text());
            case Outcome.Forbidden() -> new AlertStore.Answer(request, "forbidden", "");
            case Outcome.Unknown() -> new AlertStore.Answer(request, "unknown", "");
        };
        AlertStore.remember(tx, who.name(), key, answer, now);
    }
}
