package dev.velocity.audit;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A trail being checked, line by line.
final class Check {
    private static final long TOLD_EVERY = 50_000;
    private final List<Checkpoint> checkpoints;
    private final PublicKey key;
    private final LongConsumer progress;
    private Head head = Head.EMPTY;
    private int next;
    private Verification.@Nullable Broken broken;

    Check(List<Checkpoint> checkpoints, PublicKey key, LongConsumer progress) {
        this.checkpoints = checkpoints.stream()
                .sorted(Comparator.comparingLong(Checkpoint::seq))
                .toList();
        this.key = key;
        this.progress = progress;
    }

    void line(Line line) {
        if (broken != null) return;
        long expected = head.seq() + 1;
        var right = head.next(line.at(), line.actor(), line.action(), line.object(), line.detail());
        if (line.seq() != expected) {
            broken = new Verification.Broken(
                    expected, "line " + expected + " is missing; line " + line.seq() + " follows");
        } else if (!Arrays.equals(right.hash(), line.hash())) {
            broken = new Verification.Broken(
                    expected, "its content does not fit its hash, or the line before it was changed");
        } else {
            head = new Head(line.seq(), line.hash());
            if (head.seq() % TOLD_EVERY == 0) progress.accept(head.seq());
            vouched();
        }
    }

    private void vouched() {
        for (; next < checkpoints.size() && checkpoints.get(next).seq() == head.seq(); next++) {
            var checkpoint = checkpoints.get(next);
            if (!checkpoint.isSignedBy(key))
                broken = new Verification.Broken(head.seq(), "the checkpoint for it is not signed by the trail's key");
            else if (!Arrays.equals(checkpoint.hash(), head.hash()))
                broken = new Verification.Broken(
                        head.seq(), "its hash is not the one that was signed: the trail was made anew");
        }
    }

    long seen() {
        return head.seq();
    }

    Verification end() {
        if (broken != null) return broken;
        if (next < checkpoints.size())
            return new Verification.Broken(
                    head.seq() + 1,
                    "the trail ends with line " + head.seq() + ", but line "
                            + checkpoints.getLast().seq() + " was signed: its end was cut off");
        long signed = checkpoints.isEmpty() ? 0 : checkpoints.getLast().seq();
        return new Verification.Whole(head.seq(), signed, checkpoints.size());
    }
}
