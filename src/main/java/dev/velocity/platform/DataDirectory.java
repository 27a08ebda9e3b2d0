package dev.velocity.platform;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Where a server keeps everything: the database, keys, checkpoints of the trail. Readable by its owner alone.
public final class DataDirectory {
    private DataDirectory() {}

    /// Makes the directory when it is missing, and closes it to everybody else.
    public static Path open(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + directory + " as the data directory", e);
        }
    }

    /// The database file of a data directory.
    public static Path database(Path directory) {
        return directory.resolve("velocity.db");
    }

    /// Makes this process the only server on the directory until the answer is closed or the process ends.
    ///
    /// @throws Taken when another server runs on it
    public static Closeable lock(Path directory) {
        try {
            var channel = FileChannel.open(
                    directory.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                channel.close();
                throw new Taken(directory, e);
            }
            if (lock != null) return channel;
            channel.close();
            throw new Taken(directory, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + directory, e);
        }
    }

    /// Another server runs on the directory.
    public static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Taken(Path directory, @org.jspecify.annotations.Nullable Throwable cause) {
            super("another server runs on " + directory + ": stop it first, or give --data another directory", cause);
        }
    }
}
