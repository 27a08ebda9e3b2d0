package dev.velocity.audit;

import dev.velocity.platform.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks the whole trail at the start, once a day and when somebody asks, and knows what came of it. Any thread.
public final class Verifications implements AutoCloseable {
    /// Nobody may have it checked more often: a long trail takes a processor for seconds.
    static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    private static final String EXPORT = "trail-";
    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
    private final Checkpoints checkpoints;
    private final Database database;
    private final Path dataDirectory;
    private final InstantSource clock;
    private final ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("trail-check").daemon().factory());
    private @Nullable Result last;
    private boolean checking;

    private record Result(Verification found, Instant at) {}

    Verifications(Checkpoints checkpoints, Database database, Path dataDirectory, InstantSource clock) {
        this.checkpoints = checkpoints;
        this.database = database;
        this.dataDirectory = dataDirectory;
        this.clock = clock;
        forgetExports();
        var _ = daily.scheduleWithFixedDelay(this::ask, 1, 1, TimeUnit.DAYS);
    }

    /// What is known of the trail; costs no look at its lines.
    public TrailState state() {
        var signed = checkpoints.signed();
        long lines = database.read(AuditStore::head).seq();
        synchronized (this) {
            var result = Optional.ofNullable(last);
            return new TrailState(
                    result.map(Result::found),
                    result.map(Result::at),
                    checking,
                    lines,
                    signed.seq(),
                    signed.seq() == 0 ? Optional.empty() : Optional.of(signed.at()),
                    signed.count());
        }
    }

    /// Has the trail checked by another thread, unless that was done within the minute or is being done.
    ///
    /// @return whether it is being checked now
    public boolean ask() {
        synchronized (this) {
            if (checking) return true;
            var before = last;
            if (before != null && clock.instant().isBefore(before.at().plus(AT_MOST_EVERY))) return false;
            checking = true;
        }
        Thread.ofVirtual().name("trail-check").start(this::check);
        return true;
    }

    /// Checks it now, on this thread.
    Verification check() {
        synchronized (this) {
            checking = true;
        }
        try {
            var found = checkpoints.verify();
            if (found instanceof Verification.Broken(long line, String why))
                LOG.error(
                        "THE AUDIT TRAIL IS NOT WHOLE at line {}: {}. Keep this database and find out why.", line, why);
            synchronized (this) {
                last = new Result(found, clock.instant());
            }
            return found;
        } finally {
            synchronized (this) {
                checking = false;
            }
        }
    }

    /// The whole trail and its checkpoints in a file that whoever gets it can check by itself, and deletes.
    /// Written out before anything is sent, so that a slow reader holds nothing of the database.
    public Path export() throws IOException {
        var file = Files.createTempFile(dataDirectory, EXPORT, ".jsonl");
        try {
            Trail.export(database, dataDirectory, file, _ -> {});
            return file;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// What a crash left of them.
    private void forgetExports() {
        try (var left = Files.newDirectoryStream(dataDirectory, EXPORT + "*")) {
            for (var file : left) Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("an export of the trail that was cut short could not be deleted", e);
        }
    }

    @Override
    public void close() {
        daily.shutdownNow();
    }
}
