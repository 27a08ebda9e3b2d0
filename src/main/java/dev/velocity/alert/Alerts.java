package dev.velocity.alert;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Detector;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Guidance;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

    private final Database database;
    private final Writer writer;
    private final Audit audit;
    private final InstantSource clock;
    private final Catalogue catalogue;
    private final Handling handling;
    private final Consumer<AlertChanged> listener;
    private final Map<Role, Load> loads = new EnumMap<>(Role.class);
    private final OpenAlerts open = new OpenAlerts();
    /// Alerts that pages from disk showed: many screens ask for the same newest ones. One is used only while it has
    /// the version the disk has.
    private final Cache<Long, Listed> over =
            Caffeine.newBuilder().maximumSize(2L * AlertQuery.MOST).build();

    /// @param roles the role of a person by their sign-in name; empty when there is none, or may not sign in
    /// @param listener hears of every change after its commit, when whoever made it has been answered
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
        handling = new Handling(catalogue, (person, queue, informed) -> {
            var role = roles.apply(person);
            if (role.isEmpty()) return Optional.of(Obstacle.NO_SUCH_PERSON.of(person));
            return Permissions.mayAct(role.get(), Action.ACKNOWLEDGE, queue, informed)
                    ? Optional.empty()
                    : Optional.of(Obstacle.PERSON_OF_OTHER_ROLE.of(person));
        });
        this.listener = listener;
        for (var role : Role.values()) loads.put(role, new Load());
    }

    /// Brings memory up to what is on disk: call once, before the first finding.
    public void start(Tx tx) {
        start(tx, now());
    }

    private void start(Tx tx, Instant now) {
        // Up to a while from now: the clock may have been set back.
        for (var call : AlertStore.calls(tx, now.minus(FLOOD_MEMORY), now.plus(FLOOD_MEMORY))) count(call);
        if (AlertStore.lacksKinds(tx))
            for (var sensor : catalogue.sensors()) AlertStore.kindOf(tx, sensor.id(), sensor.kind());
        var found = AlertStore.allOpen(tx);
        long newest = AlertStore.newestEvent(tx);
        tx.afterCommit(() -> open.begin(found, newest));
        handling.start(ledger(tx), now);
    }

    /// [#start] where `rules` judge, which are made to agree with the alerts that are open.
    public void start(Tx tx, Detector rules, Instant now) {
        start(tx, now);
        handling.agree(ledger(tx), rules, now);
    }

    /// Takes what the rules found into the alerts of their conditions, as part of the transaction that keeps the
    /// readings.
    ///
    /// @param now the one instant of this unit of work
    public void apply(Tx tx, List<Finding> findings, Instant now) {
        for (var finding : findings)
            apply(tx, finding, catalogue.sensor(finding.sensor()).orElseThrow(), now);
    }

    void apply(Tx tx, Finding finding, Sensor sensor, Instant now) {
        handling.apply(ledger(tx), finding, sensor, now);
    }

    /// Does what only time does: shelves and silences end, acknowledgements lapse. Call a few times a second.
    public void tick(Tx tx, Instant now) {
        handling.tick(ledger(tx), now);
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
                                : handling.decide(ledger(tx), item.id(), item.seen(), command, who, role, now())));
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
                        : database.read(rows -> listed(rows, query, now, Long.MAX_VALUE)),
                query);
    }

    /// What a query would have found at that instant.
    public AlertPage page(AlertQuery query, Instant at) {
        var found = database.read(rows -> {
            long seq = AlertStore.eventAt(rows, at);
            var all = new ArrayList<>(listed(rows, query, at, seq));
            for (var alert : AlertStore.changedSince(rows, seq)) if (query.fits(alert, at)) all.add(new Listed(alert));
            return all;
        });
        found.sort(OpenAlerts.WORST_FIRST);
        return AlertPage.of(found, query);
    }

    private List<Listed> listed(Rows rows, AlertQuery query, Instant now, long seq) {
        return AlertStore.places(rows, query, now, seq).stream()
                .map(place -> listed(rows, place))
                .toList();
    }

    private Listed listed(Rows rows, AlertStore.Place place) {
        var known = over.getIfPresent(place.id());
        if (known != null && known.alert().version() == place.version()) return known;
        var read = new Listed(AlertStore.find(rows, place.id()).orElseThrow());
        over.put(place.id(), read);
        return read;
    }

    /// The open alerts as the last commit left them, worst first, newest first among equals.
    public List<Alert> open() {
        return open.worstFirst().stream().map(Listed::alert).toList();
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

    /// Number of the newest event recorded by that instant; 0 before the first.
    public long eventAt(Instant at) {
        return database.read(rows -> AlertStore.eventAt(rows, at));
    }

    /// All that could be known of alerts at that instant: where a [Rehearsal] begins.
    public Beginning beginning(Instant at) {
        var open = open(at).stream().sorted(Comparator.comparingLong(Alert::id)).toList();
        var since = at.minus(Rehearsal.memory(catalogue)).minus(FLOOD_MEMORY);
        return database.read(rows -> {
            long seq = AlertStore.eventAt(rows, at);
            return new Beginning(
                    at,
                    open,
                    AlertStore.calls(rows, since, at.plusNanos(1_000)).stream()
                            .filter(call -> call.kind() == EventKind.RAISED || call.kind() == EventKind.RECURRED)
                            .toList(),
                    SilenceStore.newest(rows, Integer.MAX_VALUE).stream()
                            .filter(silence -> !silence.createdAt().isAfter(at))
                            .filter(silence -> silence.ended()
                                    .filter(end -> !end.at().isAfter(at))
                                    .isEmpty())
                            .toList(),
                    AlertStore.raisedBy(rows, seq),
                    seq);
        });
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

    /// Everything recorded after `from` up to and including `to`, oldest first, the first `most`.
    public List<AlertChanged> recorded(Instant from, Instant to, int most) {
        return database.read(rows -> AlertStore.recorded(rows, from, to, most));
    }

    /// Everything that happened after `from` up to and including `to`, oldest first, the first `most`: of a recorded
    /// site, whose readings came long after they were taken, this is the order of its own time.
    public List<AlertChanged> happened(Instant from, Instant to, int most) {
        return database.read(rows -> AlertStore.happened(rows, from, to, most));
    }

    /// Every alert that was open by what had happened at an instant, whenever that was recorded.
    public List<Alert> openAsHappened(Instant at) {
        return database.read(rows -> AlertStore.asHappened(rows, at)).stream()
                .filter(Alert::open)
                .toList();
    }

    /// Number of the newest event that [#page] and [#counts] know of; 0 before the first.
    public long newestEvent() {
        return open.newestEvent();
    }

    /// Lets every open alert fall under the silences and conditions that hide it now, and out of those that do not.
    void recoverAll(Tx tx, Instant now) {
        handling.recoverAll(ledger(tx), now);
    }

    /// Takes what a person reported into the open alert of that zone and kind, or makes one.
    Alert report(Tx tx, Source source, ReportKind kind, String words, Actor who) {
        return handling.report(ledger(tx), source, kind, words, who, now());
    }

    /// Takes what a tool says into the open alert of that name, or makes one; empty when it changes nothing.
    Optional<Alert> warn(Tx tx, Source source, Warning warning, Actor who) {
        return handling.warn(ledger(tx), source, warning, who, now());
    }

    /// What to do about an alert: what the catalogue says of its sensor, or what is to be done about such a report or
    /// warning.
    public Guidance guidance(Alert alert) {
        if (alert.source().warned()) return Warnings.GUIDANCE;
        return alert.source().reported()
                ? ReportKind.of(alert.rule()).map(ReportKind::guidance).orElse(Guidance.NONE)
                : catalogue.guidance(alert.sensor(), alert.rule(), alert.severity());
    }

    /// [#handle] as part of a transaction.
    Outcome handle(Tx tx, Item item, Command command, Actor who, Role role, Optional<String> key) {
        return once(
                tx,
                item.id(),
                command,
                who,
                key,
                () -> handling.decide(ledger(tx), item.id(), item.seen(), command, who, role, now()));
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

    /// The instant of a unit of work, as the disk will tell it again.
    private Instant now() {
        return Micros.toInstant(Micros.of(clock.instant()));
    }

    private Ledger ledger(Tx tx) {
        return new Tables(tx);
    }

    /// The tables within a transaction: each change is a row, its event and its audit line, told after the commit.
    private final class Tables implements Ledger {
        private final Tx tx;

        Tables(Tx tx) {
            this.tx = tx;
        }

        @Override
        public Optional<Alert> find(long id) {
            return AlertStore.find(tx, id);
        }

        @Override
        public Optional<Alert> open(SensorId sensor, String rule) {
            return AlertStore.open(tx, sensor, rule);
        }

        @Override
        public List<Alert> allOpen() {
            return AlertStore.allOpen(tx);
        }

        @Override
        public List<Alert> due(Instant now) {
            return AlertStore.due(tx, now);
        }

        @Override
        public Optional<Instant> activation(SensorId sensor, String rule, int back) {
            return AlertStore.activation(tx, sensor, rule, back);
        }

        @Override
        public long nextId() {
            return AlertStore.nextId(tx);
        }

        @Override
        public List<Silence> active() {
            return SilenceStore.active(tx);
        }

        @Override
        public List<Silence> turning(Instant now) {
            return SilenceStore.due(tx, now);
        }

        @Override
        public void turned(Silence silence, Window.State state) {
            SilenceStore.turn(tx, silence.id(), state.open(), state.next());
            if (state.open() != silence.active())
                audit.append(
                        tx,
                        Actor.SYSTEM,
                        state.open() ? "silence.begins" : "silence.ends",
                        "silence/" + silence.id(),
                        silence.matcher().text());
        }

        @Override
        public void raised(Alert alert, Entry entry) {
            AlertStore.insert(tx, alert);
            told(EventKind.RAISED, entry, alert);
        }

        @Override
        public void moved(Alert from, Lifecycle.Move move, Entry entry) {
            if (!AlertStore.move(tx, from, move.to()))
                throw new IllegalStateException("alert " + from.id() + " moved under the only writer");
            told(move.kind(), entry, move.to());
        }

        private void told(EventKind kind, Entry entry, Alert alert) {
            var listed = new Listed(alert);
            var change =
                    AlertStore.record(tx, kind, entry.at(), entry.recorded(), entry.actor(), entry.words(), listed);
            audit.append(
                    tx,
                    entry.actor(),
                    "alert." + AlertJson.word(kind),
                    "alert/" + alert.id(),
                    AlertJson.text(change, listed.json()));
            tx.afterCommit(() -> {
                open.changed(change, listed);
                count(change);
            });
            tx.afterAnswer(() -> listener.accept(change));
        }
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
