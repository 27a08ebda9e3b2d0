package dev.velocity.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// One screen that looks at a replay; its thread closes it.
public final class Viewing implements AutoCloseable {
    /// How long a moment is shown while a replay plays.
    public static final Duration FRAME = Duration.ofMillis(250);

    private final ReplaySession session;
    private final Supplier<Instant> now;

    Viewing(ReplaySession session, Supplier<Instant> now) {
        this.session = session;
        this.now = now;
        session.enter();
    }

    /// How the replay stands after somebody did something to it, or `patience` later; empty when it has ended.
    ///
    /// @param turn what the viewer knows of; -1 at first
    public Optional<Replay> next(long turn, Duration patience) throws InterruptedException {
        return session.await(turn, patience) ? Optional.of(session.at(now.get())) : Optional.empty();
    }

    public Scene scene(Replay told) {
        return session.scene(told);
    }

    /// The moment is on the screen.
    public void seen(Replay told) {
        session.seen(told, now.get());
    }

    @Override
    public void close() {
        session.leave(now.get());
    }
}
