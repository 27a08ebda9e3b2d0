package dev.velocity.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Room on the disk that is kept for the day it is full: a file of so many bytes that means nothing, deleted when they
/// are needed.
///
/// From then on the mass of readings is refused ([Writer#full]), and what is left is for alerts, for what people do
/// about them, and for the trail. When there is room again the file is made anew, and all is as before. Looks once a
/// second.
final class Space implements AutoCloseable {
    /// With less than this the disk counts as full: what is under way must still find room.
    static final long LEAST = 16L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Space.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final String NAME = "reserve";
    private static final int AT_ONCE = 1 << 20;

    private final Path directory;
    private final Path file;
    private final long reserve;
    private final Writer writer;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean released;

    /// @param reserve how many bytes to keep
    Space(Path directory, long reserve, Writer writer) {
        this.directory = directory;
        this.reserve = reserve;
        this.writer = writer;
        file = directory.resolve(NAME);
        thread = Thread.ofPlatform().name("space").daemon().unstarted(this::work);
    }

    /// Begins to look.
    void start() {
        writer.whenFull(this::release);
        thread.start();
    }

    /// Looks once.
    void look() throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        boolean roomy = free >= reserve + 2 * LEAST;
        if (writer.full()) {
            if (!roomy) return;
            released = false;
            if (!keep()) return;
            writer.full(false);
            LOG.warn("There is room on the disk again: readings are taken");
        } else if (free < LEAST) {
            release();
        } else if (roomy) {
            keep();
        }
    }

    /// Gives the room to whoever needs it; whether there was any to give. Any thread, and it does not wait.
    private boolean release() {
        released = true;
        writer.full(true);
        try {
            boolean there = Files.deleteIfExists(file);
            if (there)
                LOG.error(
                        "The disk is full: readings are refused, and the reserve of {} MiB is for alerts",
                        reserve >> 20);
            return there;
        } catch (IOException e) {
            LOG.error("The disk is full, and its reserve cannot be used", e);
            return false;
        }
    }

    /// Makes the file as large as it should be, unless its room is needed meanwhile; whether it is. What is in it
    /// cannot be made smaller by a file system that tries.
    private boolean keep() throws IOException {
        long there = Files.exists(file) ? Files.size(file) : 0;
        if (there >= reserve) return true;
        var bytes = new byte[AT_ONCE];
        var random = new SplittableRandom(there);
        try (var out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            out.position(there);
            for (long left = reserve - there; left > 0 && !released && !closing; left -= AT_ONCE) {
                random.nextBytes(bytes);
                out.write(ByteBuffer.wrap(bytes, 0, (int) Math.min(left, AT_ONCE)));
            }
        }
        if (released) Files.deleteIfExists(file);
        return !released;
    }

    private void work() {
        while (!closing) {
            try {
                look();
            } catch (IOException e) {
                LOG.warn("cannot look how full the disk is: {}", e.getMessage());
            }
            LockSupport.parkNanos(this, LOOK.toNanos());
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
