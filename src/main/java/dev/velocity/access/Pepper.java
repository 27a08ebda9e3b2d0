package dev.velocity.access;

import dev.velocity.platform.SecretFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The server's own secret, kept beside the database and not in it: a copy of the database alone proves no key and
/// forges none.
///
/// A backup needs its file too; without it every device needs a new key.
final class Pepper {
    private static final int BYTES = 32;
    private final Mac keyed;

    private Pepper(byte[] secret) {
        try {
            keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /// The pepper of this data directory, made when there is none.
    static Pepper in(Path directory) {
        return new Pepper(SecretFile.readOrMake(directory.resolve("pepper"), BYTES));
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
