package dev.velocity.replay;

import dev.velocity.access.Role;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.history.Readings;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.TimeBase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The past, played again: replays that people open, share by their address, and leave. Start here.
///
/// A replay lives in memory and shows what is recorded; nothing durable changes by it. It has one clock for all its
/// viewers. Any thread.
public final class Replays {
    /// Most replays at once, and of one person's.
    static final int MOST = 24;

    static final int MOST_EACH = 3;
    /// Most changes of alerts in a window.
    static final int MOST_CHANGES = 20_000;

    static final Duration LONGEST = Duration.ofDays(31);
    /// How long a replay stays that nobody looks at.
    static final Duration IDLE = Duration.ofMinutes(30);

    private static final int ID_BYTES = 12;

    private final Alerts alerts;
    private final Readings readings;
    private final Catalogue catalogue;
    private final InstantSource clock;
    private final double speed;
    private final Instant began;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ReplaySession> sessions = new LinkedHashMap<>();

    /// @param speed how fast `clock` runs; a replay goes by the clock of whoever looks, which never runs faster
    public Replays(Alerts alerts, Readings readings, Catalogue catalogue, InstantSource clock, double speed) {
        this.alerts = alerts;
        this.readings = readings;
        this.catalogue = catalogue;
        this.clock = clock;
        this.speed = speed;
        began = clock.instant();
    }

    /// Opens a replay of a window, paused. What a window has of the future is left out. Of a person's replays the one
    /// that was left longest gives way.
    ///
    /// @param at the moment that is shown first
    /// @throws IllegalArgumentException when nothing of the window is over yet, or it is longer than 31 days
    public Answer open(Stretch wanted, Instant at, String opener) {
        var recorded = clock.instant();
        if (!wanted.from().isBefore(recorded))
            throw new IllegalArgumentException("nothing is recorded yet of a window that begins at " + wanted.from());
        var window = wanted.to().isAfter(recorded) ? new Stretch(wanted.from(), recorded) : wanted;
        if (window.length().compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("a window is " + LONGEST.toDays() + " days long at most");
        var now = now();
        if (!hasRoom(opener, now))
            return new Answer.Refused(
                    Answer.Obstacle.FULL, "there are " + MOST + " replays open, which is all there can be");
        var tape = Tape.of(alerts, catalogue, window, MOST_CHANGES);
        if (tape.isEmpty())
            return new Answer.Refused(
                    Answer.Obstacle.TOO_MUCH,
                    "alerts changed more than " + MOST_CHANGES + " times in the window; choose a shorter one");
        var session = new ReplaySession(
                id(),
                opener,
                window,
                at,
                tape.get(),
                new Camera(tape.get(), readings, catalogue),
                catalogue.sites().stream().anyMatch(site -> site.timeBase() == TimeBase.LIVE),
                now);
        synchronized (sessions) {
            sessions.put(session.id, session);
        }
        return new Answer.Done(session.at(now));
    }

    public Optional<Replay> find(String id) {
        var now = now();
        return session(id, now).map(session -> session.at(now));
    }

    /// Every open replay, the newest first.
    public List<Replay> all() {
        var now = now();
        synchronized (sessions) {
            sweep(now);
            return sessions.values().stream()
                    .map(session -> session.at(now))
                    .toList()
                    .reversed();
        }
    }

    /// @param who their sign-in name
    /// @param role whose alerts they may see: steps and idle stretches go by those
    public Answer handle(String id, Deed deed, String who, Role role) {
        var now = now();
        return session(id, now)
                .map(session -> session.handle(deed, who, role, now))
                .orElseGet(Answer.Unknown::new);
    }

    /// What the replay shows now.
    public Optional<Scene> scene(String id) {
        var now = now();
        return session(id, now).map(session -> session.scene(session.at(now)));
    }

    /// What called in the window of those the role may see, oldest first.
    public List<AlertChanged> calls(String id, Role viewer) {
        return session(id, now()).map(session -> session.calls(viewer)).orElse(List.of());
    }

    /// A screen begins to look; empty when there is no such replay.
    public Optional<Viewing> view(String id) {
        return session(id, now()).map(session -> new Viewing(session, this::now));
    }

    private Optional<ReplaySession> session(String id, Instant now) {
        synchronized (sessions) {
            sweep(now);
            return Optional.ofNullable(sessions.get(id));
        }
    }

    private boolean hasRoom(String opener, Instant now) {
        synchronized (sessions) {
            sweep(now);
            var own = sessions.values().stream()
                    .filter(session -> session.opener.equals(opener))
                    .toList();
            if (own.size() >= MOST_EACH)
                own.stream()
                        .min(Comparator.comparing(session -> session.usedAt(now)))
                        .ifPresent(this::end);
            return sessions.size() < MOST;
        }
    }

    private void sweep(Instant now) {
        var over = now.minus(IDLE);
        for (var session : List.copyOf(sessions.values()))
            if (session.usedAt(now).isBefore(over)) end(session);
    }

    private void end(ReplaySession session) {
        sessions.remove(session.id);
        session.end();
    }

    private String id() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// The viewers' clock: as many seconds after the start as pass for them.
    private Instant now() {
        var passed = Duration.between(began, clock.instant());
        return speed == 1 ? began.plus(passed) : began.plusNanos((long) (passed.toNanos() / speed));
    }
}
