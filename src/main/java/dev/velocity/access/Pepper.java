package dev.velocity.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The server's own secret, kept beside the database and not in it: a copy of the database alone proves no key and
/// forges none.
///
/// A backup needs this file too; without it every device needs a new key.
final class Pepper {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private final Mac keyed;

    private Pepper(byte[] secret) {
        try {
            keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /// The pepper of this data directory, made when there is none. Server and command line may both come here at once.
    ///
    /// @throws IllegalStateException when others on this machine may read it: it is no secret then
    static Pepper in(Path directory) {
        var file = directory.resolve("pepper");
        try {
            if (!Files.exists(file)) make(file);
            var mode = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(mode))
                throw new IllegalStateException(file + " may be read by others (" + PosixFilePermissions.toString(mode)
                        + "): run chmod 600 on it, and rotate all device keys if somebody may have read it");
            var secret = Files.readAllBytes(file);
            if (secret.length != BYTES)
                throw new IllegalStateException(
                        file + " has " + secret.length + " bytes and not " + BYTES + ": put it back from the backup");
            return new Pepper(secret);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + file, e);
        }
    }

    /// Written whole under another name first, so that no other process ever reads half of it.
    private static void make(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        var draft = Files.createTempFile(
                file.getParent(), "pepper", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(secret);
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its pepper is the one.
        } finally {
            Files.delete(draft);
        }
    }

    /// HMAC-SHA-256 in hex of `text`, for one `purpose` and good for no other. Any thread.
    String mac(String purpose, String text) {
        try {
            var mac = (Mac) keyed.clone();
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every Java's HmacSHA256 can be cloned", e);
        }
    }
}
