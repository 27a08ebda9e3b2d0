package dev.velocity.e2e;

import dev.velocity.platform.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The machine's clock, set forward by hand: an hour passes in no time, and time goes on by itself in between.
public final class TestClock implements InstantSource {
    private final InstantSource machine = Clocks.system();
    private final AtomicReference<Duration> ahead = new AtomicReference<>();

    /// @param ahead how much later than the machine's clock it begins; negative for earlier
    public TestClock(Duration ahead) {
        this.ahead.set(ahead);
    }

    public void advance(Duration length) {
        ahead.updateAndGet(before -> before.plus(length));
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead.get());
    }
}
