package dev.velocity.audit;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// An exported trail being read: first the header, then the checkpoints, then the lines. Every line must be exactly
/// as the export writes it, so that no byte can be changed unseen, not even one that would mean the same.
final class Reading {
    private final LongConsumer progress;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private @Nullable PublicKey key;
    private @Nullable Check check;

    /// @param key whom to trust; null for the key the header names
    Reading(@Nullable PublicKey key, LongConsumer progress) {
        this.key = key;
        this.progress = progress;
    }

    /// @throws IllegalArgumentException when the text is not what stands at this place of an export
    void take(String text) {
        var members = TrailJson.members(text);
        if (members.containsKey("velocityAudit")) {
            var named = TrailJson.member(members, "publicKey");
            same(text, TrailJson.header(named));
            if (key == null) key = Keys.publicKey(named);
        } else if (members.containsKey("checkpoint")) {
            if (check != null)
                throw new IllegalArgumentException("a checkpoint cannot stand behind lines of the trail");
            var checkpoint = TrailJson.checkpoint(members);
            same(text, TrailJson.text(checkpoint));
            checkpoints.add(checkpoint);
        } else {
            var line = TrailJson.line(members);
            same(text, TrailJson.text(line));
            check().line(line);
        }
    }

    /// The line of the trail that is next.
    long line() {
        return check == null ? 1 : check.seen() + 1;
    }

    Verification end() {
        return check().end();
    }

    private Check check() {
        var begun = check;
        if (begun != null) return begun;
        if (key == null) throw new IllegalArgumentException("the file names no public key and none was given");
        check = new Check(checkpoints, key, progress);
        return check;
    }

    private static void same(String text, String canonical) {
        if (!text.equals(canonical)) throw new IllegalArgumentException("it is not written as an export writes it");
    }
}
