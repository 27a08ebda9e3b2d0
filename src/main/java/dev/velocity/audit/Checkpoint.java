package dev.velocity.audit;

import dev.velocity.platform.Micros;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;

/// A signed word that the trail once ended with line `seq` of this hash. Kept outside the database, so that a trail cut
/// short or made anew no longer fits it.
///
/// @param at when it was signed, whole microseconds
/// @param signature Ed25519 over [#signed]
@SuppressWarnings("ArrayRecordComponent") // written and verified where they are made
record Checkpoint(long seq, Instant at, byte[] hash, byte[] signature) {
    private static final byte[] PURPOSE = "velocity audit checkpoint 1\n".getBytes(StandardCharsets.US_ASCII);

    static Checkpoint sign(Head head, Instant at, PrivateKey key) {
        try {
            var stored = Micros.toInstant(Micros.of(at));
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(signed(head.seq(), stored, head.hash()));
            return new Checkpoint(head.seq(), stored, head.hash(), signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 15 signs with Ed25519", e);
        }
    }

    boolean isSignedBy(PublicKey key) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed(seq, at, hash));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Purpose, number and instant (big-endian microseconds), hash: a signature made for anything else does not fit.
    private static byte[] signed(long seq, Instant at, byte[] hash) {
        return ByteBuffer.allocate(PURPOSE.length + 16 + hash.length)
                .put(PURPOSE)
                .putLong(seq)
                .putLong(Micros.of(at))
                .put(hash)
                .array();
    }
}
