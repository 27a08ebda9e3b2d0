package dev.velocity.audit;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets [Checkpoints] look once a second, and a last time at the end.
final class CheckpointTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointTimer.class);
    private final Checkpoints checkpoints;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("checkpoints").daemon().factory());
    private final ScheduledFuture<?> looking;

    CheckpointTimer(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
        looking = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /// An exception would end the schedule; so it is told and the next look tries again.
    private void look() {
        try {
            checkpoints.look();
        } catch (RuntimeException e) {
            LOG.error("no checkpoint of the trail could be written", e);
        }
    }

    @Override
    public void close() {
        looking.cancel(false);
        timer.close();
        checkpoints.close();
    }
}
