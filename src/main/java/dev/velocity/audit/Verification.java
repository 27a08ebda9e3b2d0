package dev.velocity.audit;

import dev.velocity.platform.Rows;
import java.io.BufferedReader;
import java.io.IOException;
import java.security.PublicKey;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// What came of checking a trail line by line, and against what was signed of it.
public sealed interface Verification {
    /// Every line follows from the one before, and every checkpoint fits.
    ///
    /// @param lines how many there are
    /// @param signed up to which line a checkpoint vouches; lines behind it could still be cut off unseen
    /// @param checkpoints how many vouch for it
    record Whole(long lines, long signed, int checkpoints) implements Verification {}

    /// Something is wrong.
    ///
    /// @param line the first line that does not fit
    record Broken(long line, String why) implements Verification {}

    /// Checks the trail in the database.
    ///
    /// @param progress told the number of lines seen, now and then
    static Verification of(Rows rows, List<Checkpoint> checkpoints, PublicKey key, LongConsumer progress) {
        var check = new Check(checkpoints, key, progress);
        AuditStore.forEach(rows, check::line);
        return check.end();
    }

    /// Checks an exported trail.
    ///
    /// @param key whom the checkpoints must be signed by; null to take the key the file itself names, which proves
    /// only that nobody without that key changed the file
    static Verification of(BufferedReader export, @Nullable PublicKey key, LongConsumer progress) throws IOException {
        var reading = new Reading(key, progress);
        long number = 0;
        for (String text; (text = export.readLine()) != null; ) {
            number++;
            try {
                reading.take(text);
            } catch (IllegalArgumentException e) {
                return new Broken(reading.line(), "line " + number + " of the file: " + e.getMessage());
            }
        }
        try {
            return reading.end();
        } catch (IllegalArgumentException e) {
            return new Broken(reading.line(), String.valueOf(e.getMessage()));
        }
    }
}
