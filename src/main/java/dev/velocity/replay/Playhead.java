package dev.velocity.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where a replay stands and how it goes on. Pure: a moment of the viewers' clock goes in, a moment of the recorded
/// past comes out.
///
/// @param window what can be shown
/// @param cursor the recorded moment that was shown when the viewers' clock said `since`
/// @param busy what is left when idle stretches are skipped, in order; empty to show everything
/// @param loop what is shown again and again
record Playhead(
        Stretch window,
        Instant cursor,
        Instant since,
        Pace pace,
        boolean playing,
        Optional<Stretch> loop,
        List<Stretch> busy) {
    private static final Duration SHORTEST_STRIDE = Duration.ofSeconds(1);
    private static final Duration LONGEST_STRIDE = Duration.ofMinutes(10);
    private static final int STRIDES = 600;

    Playhead {
        busy = List.copyOf(busy);
    }

    static Playhead paused(Stretch window, Instant cursor, Instant now) {
        return new Playhead(window, window.clamp(cursor), now, Pace.ONE, false, Optional.empty(), List.of());
    }

    /// How it stands at a later moment of the viewers' clock. It stops at the end of the window.
    Playhead at(Instant now) {
        if (!playing) return new Playhead(window, cursor, now, pace, false, loop, busy);
        double nanos = Duration.between(since, now).toNanos() * pace.times();
        return pace == Pace.FASTEST ? this : gone(Math.max(0, (long) nanos), now);
    }

    /// The next moment that is shown when it goes as fast as possible: a six-hundredth of the window further.
    Playhead stride(Instant now) {
        if (!playing || pace != Pace.FASTEST) return this;
        var stride = window.length().dividedBy(STRIDES);
        if (stride.compareTo(SHORTEST_STRIDE) < 0) stride = SHORTEST_STRIDE;
        if (stride.compareTo(LONGEST_STRIDE) > 0) stride = LONGEST_STRIDE;
        return gone(stride.toNanos(), now);
    }

    Playhead play(Instant now) {
        var here = at(now);
        // At the end there is nothing to play: it begins again.
        var from = here.loop.map(Stretch::from).orElse(window.from());
        var begin = here.cursor.isBefore(here.end()) ? here.cursor : from;
        return new Playhead(window, begin, now, pace, true, loop, busy);
    }

    Playhead pause(Instant now) {
        var here = at(now);
        return new Playhead(window, here.cursor, now, pace, false, loop, busy);
    }

    /// A loop that does not hold the moment ends: whoever goes elsewhere wants to be there.
    Playhead seek(Instant to, Instant now) {
        var cursor = window.clamp(to);
        var kept = loop.filter(stretch -> !cursor.isBefore(stretch.from()) && !cursor.isAfter(stretch.to()));
        return new Playhead(window, cursor, now, pace, playing, kept, busy);
    }

    Playhead with(Pace other, Instant now) {
        var here = at(now);
        return new Playhead(window, here.cursor, now, other, here.playing, loop, busy);
    }

    /// @param stretch within the window
    Playhead between(Optional<Stretch> stretch, Instant now) {
        var here = at(now);
        var cursor = stretch.map(one -> one.clamp(here.cursor)).orElse(here.cursor);
        return new Playhead(window, cursor, now, pace, here.playing, stretch, busy);
    }

    Playhead skipping(List<Stretch> left, Instant now) {
        var here = at(now);
        return new Playhead(window, here.cursor, now, pace, here.playing, loop, left);
    }

    private Instant end() {
        return loop.map(Stretch::to).orElse(window.to());
    }

    private Playhead gone(long nanos, Instant now) {
        var end = end();
        long left = length(cursor, end);
        if (nanos < left) return moved(walk(cursor, nanos, end), true, now);
        if (loop.isEmpty()) return moved(window.to(), false, now);
        var again = loop.get();
        long round = length(again.from(), again.to());
        // Where nothing is left to show, it waits at the loop's beginning.
        if (round == 0) return moved(again.from(), true, now);
        return moved(walk(again.from(), (nanos - left) % round, end), true, now);
    }

    private Playhead moved(Instant to, boolean plays, Instant now) {
        return new Playhead(window, to, now, pace, plays, loop, busy);
    }

    /// How much is shown between two moments, in nanoseconds.
    private long length(Instant from, Instant to) {
        if (busy.isEmpty()) return Duration.between(from, to).toNanos();
        long length = 0;
        for (var stretch : busy) {
            var begin = later(stretch.from(), from);
            var end = earlier(stretch.to(), to);
            if (begin.isBefore(end)) length += Duration.between(begin, end).toNanos();
        }
        return length;
    }

    /// Where so much shown time leads; less than there is to `end`.
    private Instant walk(Instant from, long nanos, Instant end) {
        if (busy.isEmpty()) return from.plusNanos(nanos);
        long left = nanos;
        for (var stretch : busy) {
            var begin = later(stretch.from(), from);
            var stop = earlier(stretch.to(), end);
            if (!begin.isBefore(stop)) continue;
            long length = Duration.between(begin, stop).toNanos();
            if (left < length) return begin.plusNanos(left);
            left -= length;
        }
        return end;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
