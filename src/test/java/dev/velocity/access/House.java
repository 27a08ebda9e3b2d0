package dev.velocity.access;

import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.audit.AuditQuery;
import dev.velocity.audit.Line;
import dev.velocity.platform.Database;
import dev.velocity.platform.Secret;
import dev.velocity.platform.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The room on a real database, with a clock that stands until it is moved and hashes that cost next to nothing.
final class House implements AutoCloseable {
    static final Actor ROOT = Actor.COMMAND_LINE;
    static final Secret PASSWORD = new Secret("four gulls over harbour");
    static final Passwords.Cost CHEAP = new Passwords.Cost(64, 1, 1);

    private final Database database;
    private final Writer writer;
    private final Audit audit;
    final Hands clock;
    final Access access;

    House(Path directory) {
        this(directory, new Hands(), CHEAP);
    }

    House(Path directory, Hands clock, Passwords.Cost cost) {
        this.clock = clock;
        this.database = Database.open(directory.resolve("velocity.db"));
        this.writer = new Writer(database);
        this.audit = new Audit(clock);
        writer.onForeignChange(audit::forget);
        this.access = Access.open(database, writer, audit, clock, directory, cost);
    }

    /// A clock set by hand.
    static final class Hands implements InstantSource {
        private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    Person person(String name, Role role) {
        return done(access.people().add(name, name, role, PASSWORD, ROOT));
    }

    SignIn.Welcome welcome(String name) {
        return welcome(name, Optional.empty());
    }

    SignIn.Welcome welcome(String name, Optional<Session> before) {
        var answer = access.sessions().signIn(name, PASSWORD, "10.0.0.1", "a browser", before);
        if (answer instanceof SignIn.Welcome welcome) return welcome;
        throw new AssertionError("not let in: " + answer);
    }

    /// What the trail says was done, oldest first.
    List<String> trail() {
        return database
                .read(rows ->
                        audit.lines(rows, new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), 1_000)))
                .reversed()
                .stream()
                .map(line -> line.actor().name() + " " + line.action() + " " + line.object())
                .toList();
    }

    List<Line> lines() {
        return database.read(
                rows -> audit.lines(rows, new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), 1_000)));
    }

    static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T>(var value)) return value;
        throw new AssertionError("not done: " + outcome);
    }

    static String refusal(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Refused<?> refused -> refused.code();
            case Outcome.Unknown<?> _ -> "unknown";
            case Outcome.Done<?> _ -> "done";
        };
    }

    /// Whether it comes true within a second of the machine's time, the promise for what another process changed.
    static boolean withinASecond(BooleanSupplier comesTrue) {
        for (long end = System.nanoTime() + 1_000_000_000; System.nanoTime() < end; LockSupport.parkNanos(5_000_000))
            if (comesTrue.getAsBoolean()) return true;
        return comesTrue.getAsBoolean();
    }

    @Override
    public void close() {
        writer.close();
        database.close();
    }
}
