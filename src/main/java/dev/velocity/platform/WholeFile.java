package dev.velocity.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// A file that is replaced whole or not at all: whoever reads it, also after a power cut, finds the old text
/// or the new one and never a part of either.
public final class WholeFile {
    private WholeFile() {}

    /// Puts `text` in the place of what `file` holds, or makes it, readable by its owner alone; it is on
    /// disk when this returns.
    public static void write(Path file, String text) throws IOException {
        var directory = directory(file);
        var draft = Files.createTempFile(
                directory,
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (rest.hasRemaining()) channel.write(rest);
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            sync(directory);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// Gives what `file` holds the further name `other`, which must be free; it keeps it when `file` is
    /// replaced.
    public static void keepAs(Path file, Path other) throws IOException {
        Files.createLink(other, file);
        sync(directory(other));
    }

    private static Path directory(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
    }

    /// A name is on disk only when its directory is.
    private static void sync(Path directory) throws IOException {
        try (var entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }
}
