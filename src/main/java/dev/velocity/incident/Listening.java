package dev.velocity.incident;

import dev.velocity.platform.NotWritten;
import dev.velocity.platform.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down every few seconds that the server listens, so that an hour in which nothing called can be told from one
/// in which nobody listened.
final class Listening implements AutoCloseable {
    /// A clock that stood still for longer than this, or was set, begins another span.
    static final Duration GAP = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Writer writer;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("listening").daemon().factory());
    private final ScheduledFuture<?> looking;

    Listening(Writer writer, InstantSource clock) {
        this.writer = writer;
        this.clock = clock;
        looking = timer.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            note(writer, clock);
        } catch (NotWritten e) {
            LOG.debug("that the server listens was not written: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("that the server listens could not be written", e);
        }
    }

    static void note(Writer writer, InstantSource clock) {
        writer.write(tx -> {
            IncidentStore.listening(tx, clock.instant(), GAP);
            return true;
        });
    }

    @Override
    public void close() {
        looking.cancel(false);
        timer.shutdown();
    }
}
