package dev.velocity.audit;

import dev.velocity.platform.Micros;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/// The end of the chain: number and hash of its last line. Number 0 with a hash of zeros is the empty chain.
@SuppressWarnings("ArrayRecordComponent") // never handed out
record Head(long seq, byte[] hash) {
    static final Head EMPTY = new Head(0, new byte[32]);

    /// The line that would follow, with its hash. Instants are cut to microseconds, as they are stored.
    Line next(Instant at, Actor actor, String action, String object, String detail) {
        var stored = Micros.toInstant(Micros.of(at));
        return new Line(
                seq + 1,
                stored,
                actor,
                action,
                object,
                detail,
                hash(hash, seq + 1, stored, actor, action, object, detail));
    }

    /// SHA-256 over a 0 byte (so that a line can never be taken for an inner node of a tree), the numbers
    /// big-endian, each text as its UTF-8 length and bytes (so that no two different lines share their bytes), and
    /// the hash before.
    static byte[] hash(byte[] before, long seq, Instant at, Actor actor, String action, String object, String detail) {
        var digest = sha256();
        digest.update((byte) 0);
        number(digest, seq);
        number(digest, Micros.of(at));
        text(digest, actor.name());
        text(digest, actor.role());
        text(digest, action);
        text(digest, object);
        text(digest, detail);
        return digest.digest(before);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void number(MessageDigest digest, long number) {
        for (int shift = 56; shift >= 0; shift -= 8) digest.update((byte) (number >>> shift));
    }

    private static void text(MessageDigest digest, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        number(digest, bytes.length);
        digest.update(bytes);
    }
}
