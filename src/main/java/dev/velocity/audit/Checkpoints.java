package dev.velocity.audit;

import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Signs the end of the trail every 1,000 lines or 60 seconds, into a file beside the database. One thread calls
/// [#look].
public final class Checkpoints {
    private static final int LINES = 1_000;
    private static final Duration AGE = Duration.ofSeconds(60);
    private final Database database;
    private final InstantSource clock;
    private final Path file;
    private final KeyPair keys;
    /// When something was last signed or, at the start, found to be signed.
    private Instant looked;
    private volatile Signed signed;

    /// @param dataDirectory the server's; keys and checkpoints live in its folder `audit`
    public Checkpoints(Database database, InstantSource clock, Path dataDirectory) {
        this.database = database;
        this.clock = clock;
        var directory = DataDirectory.open(directory(dataDirectory));
        file = file(dataDirectory);
        keys = Keys.in(directory);
        var known = read(file);
        looked = clock.instant();
        signed = known.isEmpty()
                ? new Signed(0, looked, 0)
                : new Signed(known.getLast().seq(), known.getLast().at(), known.size());
    }

    /// The newest checkpoint.
    ///
    /// @param seq up to which line it vouches; 0 when there is none
    /// @param count how many there are
    record Signed(long seq, Instant at, long count) {}

    Signed signed() {
        return signed;
    }

    /// Signs when it is time; call about once a second.
    public void look() {
        var head = database.read(AuditStore::head);
        long seq = signed.seq();
        boolean due = head.seq() - seq >= LINES
                || (head.seq() > seq
                        && Duration.between(looked, clock.instant()).compareTo(AGE) >= 0);
        if (due) sign(head);
    }

    /// Signs whatever is new, as at the end of a run.
    public void close() {
        var head = database.read(AuditStore::head);
        if (head.seq() > signed.seq()) sign(head);
    }

    /// What the trail and the checkpoints beside it say of each other.
    public Verification verify() {
        return database.read(rows -> Verification.of(rows, read(file), keys.getPublic(), _ -> {}));
    }

    static Path directory(Path dataDirectory) {
        return dataDirectory.resolve("audit");
    }

    static Path file(Path dataDirectory) {
        return directory(dataDirectory).resolve("checkpoints.jsonl");
    }

    static List<Checkpoint> read(Path file) {
        try {
            if (!Files.exists(file)) return List.of();
            // A last line without an end is one whose writing a power cut stopped; it never counted.
            var text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(TrailJson::checkpoint)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private void sign(Head head) {
        var now = clock.instant();
        var line = TrailJson.text(Checkpoint.sign(head, now, keys.getPrivate())) + "\n";
        try (var out =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            cutTornEnd(out);
            out.position(out.size());
            var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) out.write(bytes);
            out.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a checkpoint of the trail to " + file, e);
        }
        looked = now;
        signed = new Signed(head.seq(), now, signed.count() + 1);
    }

    private static void cutTornEnd(FileChannel out) throws IOException {
        var last = ByteBuffer.allocate(1);
        for (long size = out.size(); size > 0; size--) {
            last.clear();
            out.read(last, size - 1);
            if (last.get(0) == '\n') return;
            out.truncate(size - 1);
        }
    }
}
