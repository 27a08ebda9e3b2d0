package dev.velocity.alert;

import dev.velocity.sensor.Cause;
import dev.velocity.sensor.SensorId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Alerts and silences in memory only: the open ones, and of those that are over as many as a person may still come
/// back to. One thread.
final class MemoryLedger implements Ledger {
    private static final int MOST_CLOSED = 10_000;
    private static final int ACTIVATIONS = 2;
    /// Of alerts before so many others a condition's past is not asked.
    private static final int ALERTS_BACK = AlertStore.ALERTS_BACK;

    private final Consumer<AlertChanged> told;
    private final Map<Long, Alert> open = new TreeMap<>();
    private final Map<Cause, Alert> byCondition = new HashMap<>();
    private final Map<Long, Alert> closed = new LinkedHashMap<>();
    private final Map<Cause, Long> lastClosed = new HashMap<>();
    /// When each condition came, the newest first.
    private final Map<Cause, Deque<Came>> activations = new HashMap<>();

    private final Map<Long, Turning> silences = new TreeMap<>();
    private Predicate<Alert> held = _ -> false;
    private Predicate<Silence> heldSilence = _ -> false;
    private long newestAlert;
    private long newestEvent;
    private Optional<Instant> earliest = Optional.empty();
    private boolean moved = true;

    /// When a condition came, and the alert it came with.
    private record Came(long alert, Instant at) {}

    /// A silence, and when it next begins or ends.
    private record Turning(Silence silence, Optional<Instant> next) {}

    MemoryLedger(Beginning beginning, Consumer<AlertChanged> told) {
        this.told = told;
        newestAlert = beginning.newestAlert();
        newestEvent = beginning.newestEvent();
        for (var alert : beginning.open()) put(alert);
        for (var call : beginning.activations()) activated(call.alert(), call.at());
        for (var silence : beginning.silences()) put(silence, beginning.at());
    }

    void put(Silence silence, Instant now) {
        var state = silence.window().at(now);
        silences.put(silence.id(), new Turning(with(silence, state.open()), state.next()));
        moved = true;
    }

    void end(long silence) {
        moved = true;
        silences.remove(silence);
    }

    /// Lets those alone that are still to be left alone when time passes.
    void hold(Predicate<Alert> alerts, Predicate<Silence> turning) {
        held = alerts;
        heldSilence = turning;
    }

    /// When something next moves by itself, held or not.
    Optional<Instant> earliest() {
        if (moved) {
            earliest = next();
            moved = false;
        }
        return earliest;
    }

    /// When something next moves by itself that is not held.
    Optional<Instant> next() {
        Optional<Instant> next = Optional.empty();
        for (var alert : open.values()) {
            var due = alert.due();
            if (due.isPresent() && (next.isEmpty() || due.get().isBefore(next.get())) && !held.test(alert)) next = due;
        }
        for (var one : silences.values())
            if (one.next.isPresent()
                    && (next.isEmpty() || one.next.get().isBefore(next.get()))
                    && !heldSilence.test(one.silence)) next = one.next;
        return next;
    }

    /// When a silence next begins or ends.
    Optional<Instant> turns(long silence) {
        return Optional.ofNullable(silences.get(silence)).flatMap(Turning::next);
    }

    Optional<Alert> lastClosed(Cause condition) {
        return Optional.ofNullable(lastClosed.get(condition)).map(closed::get);
    }

    /// Takes an alert that is over from the record, so that somebody may come back to it.
    void adopt(Alert alert) {
        if (alert.open()) throw new IllegalArgumentException("alert " + alert.id() + " is not over");
        close(alert);
    }

    List<Alert> tracked() {
        return List.copyOf(open.values());
    }

    @Override
    public Optional<Alert> find(long id) {
        return Optional.ofNullable(open.get(id)).or(() -> Optional.ofNullable(closed.get(id)));
    }

    @Override
    public Optional<Alert> open(SensorId sensor, String rule) {
        return Optional.ofNullable(byCondition.get(new Cause(sensor, rule)));
    }

    @Override
    public List<Alert> allOpen() {
        return tracked();
    }

    @Override
    public List<Alert> due(Instant now) {
        record Due(Instant at, Alert alert) {}
        var found = new ArrayList<Due>();
        for (var alert : open.values())
            alert.due()
                    .filter(at -> !at.isAfter(now) && !held.test(alert))
                    .ifPresent(at -> found.add(new Due(at, alert)));
        found.sort(Comparator.comparing(Due::at)
                .thenComparingLong(due -> due.alert().id()));
        return found.stream().map(Due::alert).toList();
    }

    @Override
    public Optional<Instant> activation(SensorId sensor, String rule, int back) {
        var times = activations.get(new Cause(sensor, rule));
        if (times == null) return Optional.empty();
        long newest = times.stream().mapToLong(Came::alert).max().orElse(0);
        return times.stream()
                .filter(came -> came.alert > newest - ALERTS_BACK)
                .skip(back)
                .findFirst()
                .map(Came::at);
    }

    @Override
    public long nextId() {
        return newestAlert + 1;
    }

    @Override
    public List<Silence> active() {
        return silences.values().stream()
                .map(Turning::silence)
                .filter(Silence::active)
                .toList();
    }

    @Override
    public List<Silence> turning(Instant now) {
        return silences.values().stream()
                .filter(one ->
                        one.next.filter(next -> !next.isAfter(now)).isPresent() && !heldSilence.test(one.silence))
                .map(Turning::silence)
                .toList();
    }

    @Override
    public void turned(Silence silence, Window.State state) {
        silences.put(silence.id(), new Turning(with(silence, state.open()), state.next()));
        moved = true;
    }

    @Override
    public void raised(Alert alert, Entry entry) {
        newestAlert = Math.max(newestAlert, alert.id());
        write(EventKind.RAISED, entry, alert);
    }

    @Override
    public void moved(Alert from, Lifecycle.Move move, Entry entry) {
        write(move.kind(), entry, move.to());
    }

    private void write(EventKind kind, Entry entry, Alert alert) {
        put(alert);
        if (kind == EventKind.RAISED || kind == EventKind.RECURRED) activated(alert, entry.at());
        told.accept(new AlertChanged(
                ++newestEvent, kind, entry.at(), entry.recorded(), entry.actor(), entry.words(), alert));
    }

    private void put(Alert alert) {
        moved = true;
        var condition = new Cause(alert.sensor(), alert.rule());
        if (alert.open()) {
            open.put(alert.id(), alert);
            byCondition.put(condition, alert);
            closed.remove(alert.id());
        } else {
            if (open.remove(alert.id()) != null) byCondition.remove(condition);
            close(alert);
        }
    }

    private void close(Alert alert) {
        closed.remove(alert.id());
        closed.put(alert.id(), alert);
        lastClosed.put(new Cause(alert.sensor(), alert.rule()), alert.id());
        if (closed.size() > MOST_CLOSED)
            closed.remove(closed.keySet().iterator().next());
    }

    private void activated(Alert alert, Instant at) {
        var times = activations.computeIfAbsent(
                new Cause(alert.sensor(), alert.rule()), _ -> new ArrayDeque<>(ACTIVATIONS + 1));
        times.addFirst(new Came(alert.id(), at));
        if (times.size() > ACTIVATIONS) times.removeLast();
    }

    private static Silence with(Silence silence, boolean active) {
        return new Silence(
                silence.id(),
                silence.matcher(),
                silence.window(),
                silence.owner(),
                silence.role(),
                silence.reason(),
                silence.createdAt(),
                Optional.empty(),
                active);
    }
}
