package dev.velocity.e2e;

import dev.velocity.platform.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicReference;

/// The machine's clock, set forward by hand: an hour passes in no time, and time goes on by itself in between.
public final class TestClock implements InstantSource {
    private final InstantSource machine = Clocks.system();
    private final AtomicReference<Duration> ahead = new AtomicReference<>();

    /// @param ahead how much later than the machine's clock it begins; negative for earlier
    public TestClock(Duration ahead) {
        this.ahead.set(ahead);
    }

    /// Beginning yesterday at half past noon where [Sites] are: no hour and no day ends while a test runs, whenever it
    /// runs.
    static TestClock yesterday() {
        var now = ZonedDateTime.now(Sites.ZONE);
        var begin = now.toLocalDate().minusDays(1).atTime(12, 30).atZone(Sites.ZONE);
        return new TestClock(Duration.between(now, begin));
    }

    public void advance(Duration length) {
        ahead.updateAndGet(before -> before.plus(length));
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead.get());
    }
}
