package dev.velocity.audit;

import dev.velocity.platform.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The trail as people outside the server look at it: proved whole, and carried away as a file. Reads only.
public final class Trail {
    private Trail() {}

    /// Checks the trail of a server's data directory against the checkpoints beside it.
    ///
    /// @param publicKey whose signature to trust; empty for the key in the data directory
    public static Verification verify(
            Database database, Path dataDirectory, Optional<Path> publicKey, LongConsumer progress) throws IOException {
        var key = Keys.readPublic(publicKey.orElse(keyFile(dataDirectory)));
        var checkpoints = Checkpoints.read(Checkpoints.file(dataDirectory));
        return database.read(rows -> Verification.of(rows, checkpoints, key, progress));
    }

    /// Checks an exported trail, with nothing else at hand.
    public static Verification verify(Path export, Optional<Path> publicKey, LongConsumer progress) throws IOException {
        try (var in = Files.newBufferedReader(export)) {
            return Verification.of(in, publicKey.isEmpty() ? null : Keys.readPublic(publicKey.get()), progress);
        } catch (CharacterCodingException e) {
            return new Verification.Broken(0, "the file is not UTF-8 text");
        }
    }

    /// Writes the whole trail and its checkpoints, one JSON object a line; how many lines of the trail.
    public static long export(Database database, Path dataDirectory, Path to, LongConsumer progress)
            throws IOException {
        var key = Keys.readPublic(keyFile(dataDirectory));
        // Read first: a checkpoint signed meanwhile would speak of lines this export does not hold.
        var checkpoints = Checkpoints.read(Checkpoints.file(dataDirectory));
        var count = new long[1];
        try (var out = Files.newBufferedWriter(to)) {
            write(out, TrailJson.header(Keys.pem(key)));
            for (var checkpoint : checkpoints) write(out, TrailJson.text(checkpoint));
            database.read(rows -> {
                AuditStore.forEach(rows, line -> {
                    write(out, TrailJson.text(line));
                    if (++count[0] % 50_000 == 0) progress.accept(count[0]);
                });
                return count[0];
            });
        }
        return count[0];
    }

    private static Path keyFile(Path dataDirectory) {
        return Checkpoints.directory(dataDirectory).resolve("audit.pub");
    }

    private static void write(Writer out, String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the export", e);
        }
    }
}
