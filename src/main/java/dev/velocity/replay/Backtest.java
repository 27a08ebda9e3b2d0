package dev.velocity.replay;

import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Beginning;
import dev.velocity.alert.Rehearsal;
import dev.velocity.alert.Silence;
import dev.velocity.alert.Silences;
import dev.velocity.history.Inputs;
import dev.velocity.history.Keyframe;
import dev.velocity.history.Readings;
import dev.velocity.platform.Micros;
import dev.velocity.rule.Detector;
import dev.velocity.rule.Verdicts;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.TimeBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Runs the recorded inputs of a window through rules and lifecycle again, once with the rules of today and once with
/// changed ones, and tells a [Listener] what each makes of them.
///
/// The inputs are the journal (readings as they came, ticks of the rules' timers, restarts), what people did to alerts
/// and silences, and the moments at which the server looked at the time, all in the order they first had. Sensors whose
/// rules are the same are judged once. Memory stays small however long the window. One thread.
final class Backtest implements Inputs {
    /// A timer the record knows nothing of is let fire when it is so much overdue.
    private static final long OVERDUE = RecordedAlerts.LONGEST_TICK.toNanos() / 1_000;

    /// Hears of what comes of it, in order.
    interface Listener {
        /// An event as it was recorded.
        void recorded(AlertChanged event);

        /// A move with the rules of today.
        void asIs(AlertChanged move);

        /// A move with the changed rules.
        void changed(AlertChanged move);

        /// Something a person did that applies with the rules of today and would not with the changed ones.
        void moot(AlertChanged deed, String because);

        /// How far it has come; called often.
        void at(Instant arrived, long readings);
    }

    private record Turned(Instant at, Silence silence, boolean ends) {}

    private final Listener listener;
    private final Catalogue changedCatalogue;
    private final Retelling base;
    private final Retelling other;
    private final boolean same;
    /// By today's index: the sensor's index in the changed catalogue; -1 where it has none.
    private final int[] indexes;
    /// By today's index: whether the changed rules judge it themselves.
    private final boolean[] apart;
    /// The same by the changed catalogue's index.
    private final boolean[] apartThere;
    /// By the changed catalogue's index: today's, or -1.
    private final int[] here;

    private final RecordedAlerts recorded;
    private final Deque<Turned> silences = new ArrayDeque<>();
    private final Readings readings;
    private final long row;
    private final Instant until;

    private Instant now = Instant.MIN;
    private long pending = Long.MIN_VALUE;
    /// When the last unit came that rules took something from.
    private long fedAt = Long.MIN_VALUE;
    /// What the rules of today wait for, and since when. What comes late may make due what is long past, and a server
    /// that was down was not asked; both wait from then on.
    private long waitsFor = Long.MIN_VALUE;

    private long waitsSince = Long.MIN_VALUE;
    private boolean open;
    private boolean ticked;
    private Instant lookedAt = Instant.MIN;
    private long count;

    /// @param from the first moment of interest; it begins before, so that rules have something to remember
    Backtest(
            Readings readings,
            Alerts alerts,
            Silences silenced,
            Catalogue today,
            Catalogue changedCatalogue,
            Instant from,
            Instant until,
            Listener listener) {
        this.readings = readings;
        this.listener = listener;
        this.until = until;
        this.changedCatalogue = changedCatalogue;
        var keyframe = anyRecorded(today)
                ? Optional.<Keyframe>empty()
                : readings.keyframe(minus(from, Warming.longest(changedCatalogue)));
        row = keyframe.map(frame -> frame.journal()).orElse(0L);
        var beginning = keyframe.map(frame -> alerts.beginning(frame.arrived())).orElse(Beginning.NOTHING);
        indexes = new int[today.size()];
        apart = new boolean[today.size()];
        apartThere = new boolean[changedCatalogue.size()];
        here = new int[changedCatalogue.size()];
        Arrays.fill(here, -1);
        same = mapSensors(today);
        base = new Retelling(today, rules(today, keyframe.map(frame -> frame.rules())), beginning, listener::asIs);
        other = same
                ? base
                : new Retelling(
                        changedCatalogue,
                        rules(changedCatalogue, keyframe.map(frame -> frame.rules())),
                        beginning,
                        listener::changed);
        recorded = new RecordedAlerts(alerts, beginning.newestEvent(), beginning.open(), until);
        for (var silence : silenced.between(beginning.at(), until)) {
            if (silence.createdAt().isAfter(beginning.at()))
                silences.add(new Turned(silence.createdAt(), silence, false));
            silence.ended()
                    .filter(end -> end.at().isAfter(beginning.at()) && !end.at().isAfter(until))
                    .ifPresent(end -> silences.add(new Turned(end.at(), silence, true)));
        }
        var inOrder = silences.stream().sorted(Comparator.comparing(Turned::at)).toList();
        silences.clear();
        silences.addAll(inOrder);
        if (!same && keyframe.isPresent()) {
            now = keyframe.get().arrived();
            other.alerts.agree(verdicts(), now);
        }
    }

    /// Runs to the end of the window, or until `enough`; whether it came to the end.
    boolean run(BooleanSupplier enough) {
        var journal = readings.journal(row, until);
        while (journal.next(this)) {
            if (enough.getAsBoolean()) return false;
            listener.at(journal.arrived(), count);
        }
        finish();
        var end = until.plusNanos(1_000);
        deeds(end);
        timers(end);
        listener.at(until, count);
        return true;
    }

    /// Readings that were judged.
    long count() {
        return count;
    }

    @Override
    public void arrived(long at) {
        finish();
        pending = at;
    }

    @Override
    public void reading(int sensor, long at, double value) {
        if (!open) begin(false);
        count++;
        var out = base.out;
        int before = base.found().size();
        base.rules.feed(sensor, at, value, out);
        if (same) return;
        if (base.found().size() > before) share(before);
        if (apart[sensor] && indexes[sensor] >= 0) other.rules.feed(indexes[sensor], at, value, other.out);
    }

    @Override
    public void tick(long at) {
        if (!open) begin(false);
        ticked = true;
        int before = base.found().size();
        base.rules.tick(at, base.out);
        if (same) return;
        share(before);
        other.rules.tick(at, i -> apartThere[i], other.out);
    }

    @Override
    public void resume(long at) {
        if (!open) begin(true);
        base.rules.resume(at);
        base.alerts.restart(base.rules, now);
        if (same) return;
        other.rules.resume(at);
        other.alerts.restart(verdicts(), now);
    }

    /// What the rules of today found of sensors that the changed ones judge the same, or of which they would not.
    private void share(int from) {
        var found = base.found();
        for (int i = from; i < found.size(); i++) {
            var finding = found.get(i);
            int sensor = base.catalogue.index(finding.sensor().text());
            if (!apart[sensor] && indexes[sensor] >= 0) other.found().add(finding);
        }
    }

    private void begin(boolean resume) {
        var at = Micros.toInstant(pending);
        deeds(at);
        if (!resume) timers(at);
        now = at;
        open = true;
    }

    private void finish() {
        if (!open) return;
        open = false;
        base.settle(now);
        if (!same) other.settle(now);
        fedAt = Micros.of(now);
        if (base.rules.due() != waitsFor) {
            waitsFor = base.rules.due();
            waitsSince = fedAt;
        }
        if (!ticked) return;
        ticked = false;
        tickAlerts(now);
    }

    /// What people did before `end`, and when time was looked at.
    private void deeds(Instant end) {
        while (true) {
            var event = recorded.before(end);
            var silence = Optional.ofNullable(silences.peekFirst()).filter(one -> one.at.isBefore(end));
            if (event.isEmpty() && silence.isEmpty()) return;
            boolean silenceFirst = silence.isPresent()
                    && (event.isEmpty() || !silence.get().at.isAfter(event.get().recorded()));
            if (silenceFirst) {
                timers(silence.get().at);
                silences.removeFirst();
                turn(silence.get());
            } else event.ifPresent(this::deed);
        }
    }

    private void turn(Turned turned) {
        both(one -> {
            if (turned.ends) one.alerts.unsilence(turned.silence.id(), turned.at);
            else one.alerts.silence(turned.silence);
        });
    }

    private void deed(AlertChanged event) {
        var at = event.recorded();
        boolean person = Rehearsal.byPerson(event);
        boolean looked = !person && !at.equals(lookedAt) && looks(event);
        if (person || looked) timers(at);
        var before = recorded.take();
        if (looked) {
            lookedAt = at;
            tickAlerts(at);
        } else if (person) {
            var asIs = base.alerts.again(event, before);
            if (!same
                    && other.alerts.again(event, before) instanceof Rehearsal.Deed.Moot(var because)
                    && asIs instanceof Rehearsal.Deed.Done) listener.moot(event, because);
        }
        listener.recorded(event);
    }

    private boolean looks(AlertChanged event) {
        if (Rehearsal.byTime(event)) return true;
        var silence = Rehearsal.bySilence(event);
        return silence.isPresent()
                && base.alerts
                        .turns(silence.getAsLong())
                        .filter(due -> !due.isAfter(event.recorded()))
                        .isPresent();
    }

    private void tickAlerts(Instant at) {
        both(one -> one.alerts.tick(at));
    }

    /// Fires what was due before `end` and has no place of its own in the record, because it never was: a live server
    /// would have looked at the time then.
    private void timers(Instant end) {
        long limit = Micros.of(end);
        // The rules of today were asked when the record says so, and not when a timer was due.
        for (long due = base.rules.due();
                due != Long.MIN_VALUE && Math.max(due, waitsSince) < limit - OVERDUE;
                due = base.rules.due()) {
            long instant = Math.max(due, waitsSince) + 1;
            var at = Micros.toInstant(instant);
            alertTimers(base, at);
            base.rules.tick(instant, base.out);
            if (!same) share(0);
            base.settle(at);
            if (!same) other.settle(at);
            waitsFor = base.rules.due();
        }
        alertTimers(base, end);
        if (same) return;
        for (long due = dueApart(); due < limit; due = dueApart()) {
            long instant = due == Long.MIN_VALUE ? limit - 1 : Math.max(due + 1, Math.min(fedAt + 1, limit - 1));
            var at = Micros.toInstant(instant);
            alertTimers(other, at);
            other.rules.tick(instant, this::isAlone, other.out);
            other.settle(at);
        }
        alertTimers(other, end);
    }

    private long dueApart() {
        return other.rules.due(this::isAlone);
    }

    /// Whether the changed rules wait for something the rules of today do not: else both are asked when the record says
    /// so.
    private boolean isAlone(int there) {
        return apartThere[there] && (here[there] < 0 || other.rules.due(there) != base.rules.due(here[there]));
    }

    private void alertTimers(Retelling one, Instant end) {
        if (one.alerts.due().filter(due -> due.isBefore(end)).isEmpty()) return;
        while (true) {
            var next = one.alerts.next(this::isHeld, this::isHeld).filter(due -> due.isBefore(end));
            if (next.isEmpty()) return;
            one.alerts.tick(next.get(), this::isHeld, this::isHeld);
        }
    }

    private boolean isHeld(Alert alert) {
        return alert.due().filter(due -> recorded.isDue(alert, due)).isPresent();
    }

    private boolean isHeld(Silence silence) {
        return base.alerts
                .turns(silence.id())
                .filter(due -> recorded.turns(silence.id(), due))
                .isPresent();
    }

    private void both(Consumer<Retelling> deed) {
        deed.accept(base);
        if (!same) deed.accept(other);
    }

    /// What the changed rules say: their own word on sensors they judge, and today's on the others.
    private Verdicts verdicts() {
        return new Verdicts() {
            @Override
            public Optional<Severity> verdict(SensorId sensor, String rule) {
                return of(sensor).verdict(sensor, rule);
            }

            @Override
            public boolean has(SensorId sensor, String rule) {
                return other.rules.has(sensor, rule);
            }

            @Override
            public void assume(SensorId sensor, String rule, Optional<Severity> severity) {
                // Today's rules are not told otherwise because of an alert that is not theirs.
                if (of(sensor) == other.rules) other.rules.assume(sensor, rule, severity);
            }

            private Detector of(SensorId sensor) {
                int index = changedCatalogue.index(sensor.text());
                return index >= 0 && !apartThere[index] ? base.rules : other.rules;
            }
        };
    }

    /// Whether the catalogues are the same.
    private boolean mapSensors(Catalogue today) {
        boolean equal = today.sites().equals(changedCatalogue.sites());
        for (int i = 0; i < indexes.length; i++) {
            var sensor = today.sensor(i);
            indexes[i] = changedCatalogue.index(sensor.id().text());
            // On a recorded site every reading moves the time of all its sensors.
            apart[i] = indexes[i] >= 0
                    && (!sensor.equals(changedCatalogue.sensor(indexes[i]))
                            || today.site(i).timeBase() == TimeBase.RECORDED);
            if (indexes[i] >= 0) here[indexes[i]] = i;
            if (apart[i]) apartThere[indexes[i]] = true;
        }
        return equal;
    }

    private static boolean anyRecorded(Catalogue catalogue) {
        return catalogue.sites().stream().anyMatch(site -> site.timeBase() == TimeBase.RECORDED);
    }

    private static Instant minus(Instant from, Duration length) {
        return from.isBefore(Instant.EPOCH.plus(length)) ? Instant.EPOCH : from.minus(length);
    }

    private static Detector rules(Catalogue catalogue, Optional<byte[]> kept) {
        return kept.map(bytes -> Detector.restore(catalogue, bytes)).orElseGet(() -> new Detector(catalogue));
    }
}
