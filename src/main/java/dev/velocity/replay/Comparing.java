package dev.velocity.replay;

import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.AlertJson;
import dev.velocity.sensor.Cause;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// Holds two tellings of the same past against each other, and the first of them against the record, move by move.
/// What both tell is forgotten at once; what only one tells waits an hour for the other's, so that a turn that only
/// comes later is one difference and not two. One thread.
final class Comparing implements Backtest.Listener {
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final int MOST_WAITING = 64;
    private static final int MOST_AHEAD = 50_000;

    /// Told how far a run has come.
    interface Progress {
        void at(Instant arrived, long readings);
    }

    private record Waiting(Difference.Happened happened, Instant recorded) {}

    private static final class Apart {
        private final Deque<Waiting> was = new ArrayDeque<>();
        private final Deque<Waiting> wouldBe = new ArrayDeque<>();
    }

    private final Instant from;
    private final Instant to;
    /// When a move counts for; it belongs to the window when that lies within.
    private final Function<AlertChanged, Instant> when;
    private final boolean same;
    private final Progress progress;
    private final Tally.Counter was = new Tally.Counter();
    private final Tally.Counter wouldBe = new Tally.Counter();
    private final Slots slots;
    private final Map<Cause, Apart> apart = new HashMap<>();
    private final TreeMap<Instant, List<Difference>> differences = new TreeMap<>();
    private final List<Moot> moot = new ArrayList<>();
    private final MessageDigest digest = sha256();
    private final Deque<AlertChanged> untold = new ArrayDeque<>();
    private final Deque<AlertChanged> unrecorded = new ArrayDeque<>();
    private Optional<AlertChanged> firstRecorded = Optional.empty();
    private Optional<AlertChanged> firstTold = Optional.empty();
    private long exact;
    private long differing;
    private long listed;
    private long mooted;
    private Instant swept = Instant.MIN;

    /// @param same whether there is only one telling
    Comparing(Instant from, Instant to, Function<AlertChanged, Instant> when, boolean same, Progress progress) {
        this.from = from;
        this.to = to;
        this.when = when;
        slots = new Slots(from, to);
        this.same = same;
        this.progress = progress;
    }

    @Override
    public void recorded(AlertChanged event) {
        if (astray()) return;
        untold.addLast(event);
        match();
    }

    @Override
    public void asIs(AlertChanged move) {
        digest(move, 'a');
        if (!astray()) {
            unrecorded.addLast(move);
            match();
        }
        if (!counts(move)) return;
        was.take(move);
        slots.was(move, when.apply(move));
        if (same) would(move);
        else turn(move, true);
    }

    @Override
    public void changed(AlertChanged move) {
        digest(move, 'b');
        if (!counts(move)) return;
        would(move);
        turn(move, false);
    }

    @Override
    public void moot(AlertChanged deed, String because) {
        if (!counts(deed)) return;
        mooted++;
        if (moot.size() < Comparison.MOST_LISTED) moot.add(new Moot(deed, because));
    }

    @Override
    public void at(Instant arrived, long readings) {
        if (swept.equals(Instant.MIN) || Duration.between(swept, arrived).compareTo(PATIENCE) > 0) {
            swept = arrived;
            for (var one : List.copyOf(apart.keySet())) sweep(one, arrived.minus(PATIENCE));
        }
        progress.at(arrived, readings);
    }

    /// What came of it, after the run.
    Comparison done(long readings) {
        if (!astray()) {
            firstRecorded = Optional.ofNullable(untold.peekFirst());
            firstTold = Optional.ofNullable(unrecorded.peekFirst());
        }
        for (var one : List.copyOf(apart.keySet())) sweep(one, Instant.MAX);
        return new Comparison(
                from,
                to,
                readings,
                was.done(from, to),
                wouldBe.done(from, to),
                slots.done(),
                differences.values().stream()
                        .flatMap(List::stream)
                        .limit(Comparison.MOST_LISTED)
                        .toList(),
                differing,
                moot,
                mooted,
                new Comparison.Fidelity(exact, firstRecorded, firstTold),
                HexFormat.of().formatHex(digest.digest()));
    }

    private boolean counts(AlertChanged move) {
        var at = when.apply(move);
        return !at.isBefore(from) && !at.isAfter(to);
    }

    private void would(AlertChanged move) {
        wouldBe.take(move);
        slots.wouldBe(move, when.apply(move));
    }

    private boolean astray() {
        return firstRecorded.isPresent() || firstTold.isPresent();
    }

    private void match() {
        while (!untold.isEmpty() && !unrecorded.isEmpty()) {
            var recorded = untold.removeFirst();
            var told = unrecorded.removeFirst();
            if (recorded.equals(told)) {
                exact++;
                continue;
            }
            firstRecorded = Optional.of(recorded);
            firstTold = Optional.of(told);
            untold.clear();
            unrecorded.clear();
        }
        // One of the two has fallen silent.
        if (untold.size() + unrecorded.size() <= MOST_AHEAD) return;
        firstRecorded = Optional.ofNullable(untold.peekFirst());
        firstTold = Optional.ofNullable(unrecorded.peekFirst());
        untold.clear();
        unrecorded.clear();
    }

    private void turn(AlertChanged move, boolean isWas) {
        var turn = Turn.of(move);
        if (turn.isEmpty()) return;
        var alert = move.alert();
        var happened = new Difference.Happened(
                turn.get(), move.at(), alert.present().orElse(alert.severity()), move.hiddenBy());
        var condition = new Cause(alert.sensor(), alert.rule());
        var between = apart.computeIfAbsent(condition, _ -> new Apart());
        var own = isWas ? between.was : between.wouldBe;
        var others = isWas ? between.wouldBe : between.was;
        boolean both = others.removeIf(first(happened));
        if (!both) own.addLast(new Waiting(happened, move.recorded()));
        if (between.was.isEmpty() && between.wouldBe.isEmpty()) apart.remove(condition);
        else if (own.size() > MOST_WAITING) sweep(condition, Instant.MAX);
    }

    /// Fits the first that is equal, and no other.
    private static Predicate<Waiting> first(Difference.Happened happened) {
        boolean[] found = {false};
        return waiting -> {
            if (found[0] || !waiting.happened.equals(happened)) return false;
            found[0] = true;
            return true;
        };
    }

    /// Settles what has waited since before `before`: two of a kind are one difference.
    private void sweep(Cause condition, Instant before) {
        var between = apart.get(condition);
        if (between == null) return;
        while (true) {
            var was = Optional.ofNullable(between.was.peekFirst()).filter(one -> one.recorded.isBefore(before));
            var wouldBe = Optional.ofNullable(between.wouldBe.peekFirst()).filter(one -> one.recorded.isBefore(before));
            if (was.isEmpty() && wouldBe.isEmpty()) break;
            boolean wasFirst =
                    wouldBe.isEmpty() || (was.isPresent() && !was.get().recorded.isAfter(wouldBe.get().recorded));
            var own = wasFirst ? between.was : between.wouldBe;
            var others = wasFirst ? between.wouldBe : between.was;
            var one = own.removeFirst();
            var match = others.stream()
                    .filter(other -> other.happened.turn() == one.happened.turn()
                            && !other.recorded.isAfter(one.recorded.plus(PATIENCE)))
                    .findFirst();
            match.ifPresent(others::remove);
            var first = Optional.of(one.happened);
            var second = match.map(Waiting::happened);
            keep(new Difference(
                    condition.sensor().text(), condition.rule(), wasFirst ? first : second, wasFirst ? second : first));
        }
        if (between.was.isEmpty() && between.wouldBe.isEmpty()) apart.remove(condition);
    }

    /// Keeps the first so many in order of time.
    private void keep(Difference difference) {
        differing++;
        var here = differences.computeIfAbsent(difference.at(), _ -> new ArrayList<>(1));
        here.add(difference);
        here.sort(Comparator.comparing(Difference::sensor).thenComparing(Difference::rule));
        if (++listed <= Comparison.MOST_LISTED) return;
        var last = differences.lastEntry();
        last.getValue().removeLast();
        if (last.getValue().isEmpty()) differences.remove(last.getKey());
        listed--;
    }

    private void digest(AlertChanged move, char telling) {
        digest.update((byte) telling);
        digest.update(AlertJson.text(move).getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
