package dev.velocity.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.zip.CRC32;

/// Random texts nobody can guess, and their fingerprints.
final class Tokens {
    /// Letters and digits only: a double click selects the whole key, and nothing in it needs quoting.
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /// For what people copy by hand: no 0/o, no 1/l/i, and one case only; 4.95 bits each.
    private static final String BY_HAND = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /// `length` letters and digits, 5.95 bits each: 43 are 256 bits.
    static String random(int length) {
        return random(BASE62, length);
    }

    private static String random(String signs, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) text.append(signs.charAt(RANDOM.nextInt(signs.length())));
        return text.toString();
    }

    /// `groups` groups of five signs to be copied by hand, joined by hyphens: 24.8 bits a group.
    static String byHand(int groups) {
        var text = new StringBuilder(groups * 6);
        for (int i = 0; i < groups; i++) {
            if (i > 0) text.append('-');
            text.append(random(BY_HAND, 5));
        }
        return text.toString();
    }

    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Whether the two are the same, in a time that does not tell where they differ.
    static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /// Six letters and digits that show a mistyped or cut-off key without asking the database.
    static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        long rest = crc.getValue();
        var signs = new char[6];
        for (int i = 5; i >= 0; i--) {
            signs[i] = BASE62.charAt((int) (rest % 62));
            rest /= 62;
        }
        return new String(signs);
    }
}
