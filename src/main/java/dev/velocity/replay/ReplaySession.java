package dev.velocity.replay;

import dev.velocity.access.Role;
import dev.velocity.alert.AlertChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A replay that is open. Any thread; moments of the viewers' clock are passed in.
final class ReplaySession {
    static final int MOST_BOOKMARKS = 50;
    /// How near to a change of an alert a moment is not idle.
    static final Duration AROUND = Duration.ofSeconds(30);

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    final String id;
    final String opener;
    private final Stretch window;
    private final Tape tape;
    private final Camera camera;
    private final boolean live;
    private final List<Bookmark> bookmarks = new ArrayList<>();
    private Playhead head;
    private Instant usedAt;
    private boolean skipping;
    private int marks;
    private long turn;
    private int viewers;
    private boolean ended;

    /// @param live whether readings are stepped through as they came, and not as they were taken
    ReplaySession(
            String id, String opener, Stretch window, Instant at, Tape tape, Camera camera, boolean live, Instant now) {
        this.id = id;
        this.opener = opener;
        this.window = window;
        this.tape = tape;
        this.camera = camera;
        this.live = live;
        head = Playhead.paused(window, at, now);
        usedAt = now;
    }

    synchronized Replay at(Instant now) {
        head = head.at(now);
        return new Replay(
                id,
                opener,
                window,
                head.cursor(),
                head.pace(),
                head.playing(),
                skipping,
                head.loop(),
                bookmarks,
                turn,
                viewers);
    }

    List<AlertChanged> calls(Role viewer) {
        return tape.calls(viewer);
    }

    /// When somebody last looked or did something.
    synchronized Instant usedAt(Instant now) {
        return viewers > 0 ? now : usedAt;
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized void enter() {
        viewers++;
        changed();
    }

    synchronized void leave(Instant now) {
        viewers--;
        usedAt = now;
        changed();
    }

    Answer handle(Deed deed, String who, Role role, Instant now) {
        // Where a step leads is looked up outside the lock: others watch on meanwhile.
        var to = deed instanceof Deed.Step step ? step(step, at(now).cursor(), role) : Optional.<Instant>empty();
        return handle(deed, to, who, role, now);
    }

    private Optional<Instant> step(Deed.Step step, Instant from, Role role) {
        return switch (step.by()) {
            case ALERT -> step.back() ? tape.before(from, role) : tape.after(from, role);
            case READING ->
                step.back()
                        ? camera.readingBefore(from, window.from(), live)
                        : camera.readingAfter(from, window.to(), live);
            case TEN_MINUTES ->
                Optional.of(window.clamp(step.back() ? from.minus(TEN_MINUTES) : from.plus(TEN_MINUTES)))
                        .filter(to -> !to.equals(from));
        };
    }

    private synchronized Answer handle(Deed deed, Optional<Instant> to, String who, Role role, Instant now) {
        usedAt = now;
        switch (deed) {
            case Deed.Play() -> head = head.play(now);
            case Deed.Pause() -> head = head.pause(now);
            case Deed.Seek(var at) -> head = head.seek(at, now);
            case Deed.Step step -> {
                if (to.isEmpty())
                    return new Answer.Refused(
                            Answer.Obstacle.NOTHING_THERE,
                            step.back()
                                    ? "there is nothing before it in the window"
                                    : "there is nothing behind it in the window");
                head = head.pause(now).seek(to.get(), now);
            }
            case Deed.Go(var pace) -> head = head.with(pace, now);
            case Deed.Skip(boolean idle) -> {
                var moments = idle ? tape.moments(role, window) : List.<Instant>of();
                if (idle && moments.isEmpty())
                    return new Answer.Refused(
                            Answer.Obstacle.NOTHING_THERE,
                            "nothing happened to an alert in the window: all of it is idle");
                skipping = idle;
                head = head.skipping(Stretch.around(moments, AROUND), now);
            }
            case Deed.Loop(var between) -> {
                if (!window.holds(between))
                    return new Answer.Refused(
                            Answer.Obstacle.OUTSIDE,
                            "a loop lies within the window, " + window.from() + " to " + window.to());
                head = head.between(Optional.of(between), now);
            }
            case Deed.EndLoop() -> head = head.between(Optional.empty(), now);
            case Deed.Mark(var note) -> {
                if (bookmarks.size() >= MOST_BOOKMARKS)
                    return new Answer.Refused(
                            Answer.Obstacle.TOO_MANY_MARKS,
                            "a replay has " + MOST_BOOKMARKS + " bookmarks at most; remove one");
                head = head.at(now);
                bookmarks.add(new Bookmark(marks + 1, head.cursor(), note.strip(), who));
                marks++;
                bookmarks.sort(Comparator.comparing(Bookmark::at).thenComparingInt(Bookmark::number));
            }
            case Deed.Unmark(int number) -> {
                if (!bookmarks.removeIf(mark -> mark.number() == number))
                    return new Answer.Refused(Answer.Obstacle.NO_MARK, "there is no bookmark " + number);
            }
        }
        changed();
        return new Answer.Done(at(now));
    }

    private void changed() {
        turn++;
        notifyAll();
    }

    /// Waits until somebody does something, `patience` at most. False when it has ended.
    synchronized boolean await(long seen, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); !ended && turn == seen && left > 0; left = until - System.nanoTime())
            TimeUnit.NANOSECONDS.timedWait(this, left);
        return !ended;
    }

    /// The scene of a moment [#at] told: viewers that ask at nearly the same time get the same.
    Scene scene(Replay told) {
        var pace = told.pace();
        if (!told.playing()) return camera.at(told.cursor(), Duration.ZERO);
        if (pace == Pace.FASTEST)
            return camera.at(told.cursor(), window.length().dividedBy(100));
        long grid = (long) (pace.times() * Viewing.FRAME.toNanos());
        long since = Duration.between(window.from(), told.cursor()).toNanos();
        var second = Duration.ofNanos((long) (pace.times() * 1_000_000_000L));
        return camera.at(window.from().plusNanos(since - since % grid), second);
    }

    /// One of the viewers has seen a moment: as fast as possible, the next one comes.
    synchronized void seen(Replay told, Instant now) {
        if (head.pace() == Pace.FASTEST && head.cursor().equals(told.cursor())) head = head.stride(now);
    }
}
