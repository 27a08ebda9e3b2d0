package dev.velocity.replay;

import dev.velocity.alert.AlertChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Counts what came and what called in parts of a window: minutes, or longer parts when a chart of them would be too
/// long. One thread.
final class Slots {
    /// Ten minutes are what floods are counted in.
    private static final List<Duration> LENGTHS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(30));
    private static final int MOST = 96;

    private final Instant from;
    private final Instant to;
    private final long length;
    private final long[] fired;
    private final long[] wouldFire;
    private final long[] calls;
    private final long[] wouldCall;

    Slots(Instant from, Instant to) {
        this.from = from;
        this.to = to;
        long window = Duration.between(from, to).toMillis();
        length = LENGTHS.stream()
                .mapToLong(Duration::toMillis)
                .filter(one -> window <= MOST * one)
                .findFirst()
                .orElseGet(() -> Math.ceilDiv(window, MOST));
        int count = (int) Math.max(1, Math.ceilDiv(window, length));
        fired = new long[count];
        wouldFire = new long[count];
        calls = new long[count];
        wouldCall = new long[count];
    }

    /// @param when it counts for, within the window
    void was(AlertChanged move, Instant when) {
        count(move, when, fired, calls);
    }

    void wouldBe(AlertChanged move, Instant when) {
        count(move, when, wouldFire, wouldCall);
    }

    List<Comparison.Slot> done() {
        var all = new ArrayList<Comparison.Slot>(fired.length);
        for (int i = 0; i < fired.length; i++) {
            var begin = from.plusMillis(i * length);
            var end = begin.plusMillis(length);
            all.add(new Comparison.Slot(
                    begin, end.isAfter(to) ? to : end, fired[i], wouldFire[i], calls[i], wouldCall[i]));
        }
        return all;
    }

    private void count(AlertChanged move, Instant when, long[] came, long[] called) {
        int slot = Math.clamp(Duration.between(from, when).toMillis() / length, 0, came.length - 1);
        if (Turn.of(move).filter(turn -> turn == Turn.FIRED).isPresent()) came[slot]++;
        if (move.called()) called[slot]++;
    }
}
