package dev.velocity.proof;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A small disk of its own, whose power can be cut: a file, mounted as an ext4 file system. What was not flushed when
/// the power goes is gone.
final class Disk implements AutoCloseable {
    private static final int BYTES = 512 << 20;
    private final Path image;
    private final Path place;
    private boolean mounted;

    Disk(Path directory) throws IOException, InterruptedException {
        image = directory.resolve("disk.img");
        place = Files.createDirectories(directory.resolve("disk"));
        try (var file = FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(java.nio.ByteBuffer.allocate(1), BYTES - 1L);
        }
        Tool.run("mkfs.ext4", "-q", "-F", image.toString());
        mount();
    }

    /// Whether this machine lets us have one.
    static boolean isPossible(Path directory) throws IOException, InterruptedException {
        if (!Tool.isRoot() || !Tool.works("xfs_io", "-V") || !Tool.works("mkfs.ext4", "-V")) return false;
        try (var _ = new Disk(Files.createDirectory(directory.resolve("trial")))) {
            return true;
        } catch (IOException e) {
            System.out.println(e.getMessage());
            return false;
        }
    }

    /// Where it is mounted.
    Path place() {
        return place;
    }

    /// Cuts the power while a process is at work on it: stops the process first, for what it is told while the disk
    /// dies is no answer; then the disk, then the process. Nothing is left mounted.
    void cut(long pid, Runnable kill) throws IOException, InterruptedException {
        Tool.run("kill", "-STOP", Long.toString(pid));
        for (int i = 0; i < 1_000 && !isStopped(pid); i++)
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        Tool.run("xfs_io", "-x", "-c", "shutdown", place.toString());
        assertThatThrownBy(() -> Files.writeString(place.resolve("after-the-cut"), "x"))
                .as("the power is off")
                .isInstanceOf(IOException.class);
        kill.run();
        unmount();
    }

    void mount() throws IOException, InterruptedException {
        Tool.run("mount", "-o", "loop", image.toString(), place.toString());
        mounted = true;
    }

    @Override
    public void close() throws IOException {
        try {
            if (mounted) unmount();
            Files.deleteIfExists(image);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void unmount() throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            if (Tool.works("umount", place.toString())) {
                mounted = false;
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        Tool.run("umount", "-l", place.toString());
        mounted = false;
        throw new IOException(place + " stayed busy");
    }

    private static boolean isStopped(long pid) throws IOException {
        try (var tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (var task : tasks.toList()) {
                var stat = Files.readString(task.resolve("stat"));
                char state = stat.charAt(stat.lastIndexOf(')') + 2);
                // D: in the middle of a flush, whose outcome it will not live to tell.
                if (state != 'T' && state != 'D') return false;
            }
        }
        return true;
    }
}
