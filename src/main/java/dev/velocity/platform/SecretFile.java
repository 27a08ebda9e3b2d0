package dev.velocity.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A file of random bytes that is this server's own secret. Server and command line may both come for it at once.
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SecretFile() {}

    /// The bytes in `file`, which is made with new ones when there is none.
    ///
    /// @throws Settings.Wrong when others may read it, so that it is no secret, or when it is cut short
    public static byte[] readOrMake(Path file, int bytes) {
        try {
            if (!Files.exists(file)) make(file, bytes);
            var mode = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(mode))
                throw new Settings.Wrong(List.of(file + " may be read by others (" + PosixFilePermissions.toString(mode)
                        + "): run chmod 600 on it, and if somebody may have read it, replace what hangs on it"));
            var secret = Files.readAllBytes(file);
            if (secret.length != bytes)
                throw new Settings.Wrong(List.of(
                        file + " has " + secret.length + " bytes and not " + bytes + ": put it back from the backup"));
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + file, e);
        }
    }

    /// Written whole under another name first, so that no other process ever reads half of it.
    private static void make(Path file, int bytes) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        var secret = new byte[bytes];
        new SecureRandom().nextBytes(secret);
        var draft = Files.createTempFile(
                directory, file.getFileName().toString(), ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var rest = ByteBuffer.wrap(secret);
                while (rest.hasRemaining()) channel.write(rest);
                channel.force(true);
            }
            Files.createLink(file, draft);
            try (var entry = FileChannel.open(directory, StandardOpenOption.READ)) {
                entry.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its secret is the one.
        } finally {
            Files.delete(draft);
        }
    }
}
