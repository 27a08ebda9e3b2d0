package dev.velocity.audit;

import dev.velocity.platform.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// The Ed25519 keys checkpoints are signed with: `audit.key` for the server alone, `audit.pub` for whoever verifies.
final class Keys {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private Keys() {}

    /// The pair kept in `directory`, made at the first call.
    static KeyPair in(Path directory) {
        var secret = directory.resolve("audit.key");
        var open = directory.resolve("audit.pub");
        try {
            if (!Files.exists(secret)) {
                var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                // Both on disk before anything is signed, the secret one last: it says that the pair is whole.
                WholeFile.write(open, pem(PUBLIC, pair.getPublic().getEncoded()));
                WholeFile.write(secret, pem(PRIVATE, pair.getPrivate().getEncoded()));
                return pair;
            }
            var key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes(PRIVATE, Files.readString(secret))));
            return new KeyPair(readPublic(open), key);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the audit keys in " + directory, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(secret + " is not an Ed25519 key", e);
        }
    }

    /// @throws IllegalArgumentException when the file does not hold an Ed25519 public key
    static PublicKey readPublic(Path file) throws IOException {
        return publicKey(Files.readString(file));
    }

    static PublicKey publicKey(String pem) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes(PUBLIC, pem)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this is not an Ed25519 public key", e);
        }
    }

    static String pem(PublicKey key) {
        return pem(PUBLIC, key.getEncoded());
    }

    private static String pem(String kind, byte[] key) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key) + "\n-----END "
                + kind + "-----\n";
    }

    private static byte[] bytes(String kind, String pem) {
        return Base64.getMimeDecoder()
                .decode(pem.replace("-----BEGIN " + kind + "-----", "").replace("-----END " + kind + "-----", ""));
    }
}
