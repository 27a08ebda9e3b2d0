package dev.velocity.watch;

import dev.velocity.platform.NotWritten;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls [Watch#tick] four times a second, so that a timer is at most that late.
final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final Duration EVERY = Duration.ofMillis(250);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ticker").daemon().factory());
    private final ScheduledFuture<?> ticking;

    Ticker(Watch watch) {
        ticking = timer.scheduleWithFixedDelay(
                () -> tick(watch), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// An exception would end the schedule, and with it every stale alert; so it is told and the next tick tries again.
    private static void tick(Watch watch) {
        try {
            watch.tick();
        } catch (NotWritten e) {
            LOG.debug("a tick was not written: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a tick failed", e);
        }
    }

    @Override
    public void close() {
        ticking.cancel(false);
        timer.shutdown();
    }
}
