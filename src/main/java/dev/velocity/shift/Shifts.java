package dev.velocity.shift;

import dev.velocity.access.Action;
import dev.velocity.access.Outcome;
import dev.velocity.access.Permissions;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.alert.Alerts;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Notes during a shift, the sheet at its end, and the signatures of who leaves and who comes. Any thread.
public final class Shifts {
    /// How far back the first sheet of all looks.
    public static final Duration FIRST = Duration.ofDays(1);

    private static final int MOST_CHARACTERS = 2_000;
    private static final int MOST_NOTES = 500;
    private static final int MOST_LISTED = 100;

    private final Database database;
    private final Writer writer;
    private final Audit audit;
    private final InstantSource clock;
    private final Alerts alerts;

    public Shifts(Database database, Writer writer, Audit audit, InstantSource clock, Alerts alerts) {
        this.database = database;
        this.writer = writer;
        this.audit = audit;
        this.clock = clock;
        this.alerts = alerts;
    }

    /// What the role would hand over now.
    public Sheet sheet(Role role) {
        return database.read(rows -> sheet(rows, role));
    }

    private Sheet sheet(Rows rows, Role role) {
        var since = ShiftStore.last(rows, role)
                .map(Handover::at)
                .orElseGet(() -> clock.instant().minus(FIRST).truncatedTo(ChronoUnit.HOURS));
        return new Sheet(
                role,
                since,
                alerts.open(rows).stream()
                        .filter(alert -> alert.role() == role)
                        .sorted((a, b) -> a.severity() == b.severity()
                                ? Long.compare(a.id(), b.id())
                                : b.severity().compareTo(a.severity()))
                        .toList(),
                ShiftStore.notes(rows, role, since, MOST_NOTES));
    }

    /// Refused with `words-missing` or `words-too-long`.
    public Outcome<Note> note(Person author, String text) {
        var words = text.strip();
        if (words.isEmpty()) return new Outcome.Refused<>("words-missing", "a note needs at least one word");
        if (words.length() > MOST_CHARACTERS)
            return new Outcome.Refused<>(
                    "words-too-long",
                    "a note has at most " + MOST_CHARACTERS + " characters; this has " + words.length());
        return writer.write(tx -> {
            var note = new Note(author.name(), now(), words);
            ShiftStore.note(tx, author.role(), note);
            audit.append(
                    tx, author.actor(), "shift.note", "shift/" + author.role().text(), words);
            return new Outcome.Done<>(note);
        });
    }

    /// Both sign the sheet that `leaving` looked at.
    ///
    /// Refused with `same-person`, `other-role`, or `changed` when it is no longer the sheet of that digest.
    ///
    /// @param coming has shown that they are who they say
    public Outcome<Handover> sign(Person leaving, Person coming, String digest) {
        if (leaving.id() == coming.id()) return new Outcome.Refused<>("same-person", "somebody else must take over");
        if (coming.role() != leaving.role() || !Permissions.allows(coming.role(), Action.HAND_OVER))
            return new Outcome.Refused<>(
                    "other-role", "who takes over must be of " + leaving.role().text() + " too");
        return writer.write(tx -> {
            var sheet = sheet(tx, leaving.role());
            if (!sheet.digest().equals(digest))
                return new Outcome.Refused<Handover>(
                        "changed", "something changed while you looked at it; look again, then sign");
            var handover = new Handover(
                    ShiftStore.nextId(tx),
                    leaving.role(),
                    sheet.since(),
                    now(),
                    leaving.name(),
                    coming.name(),
                    sheet.text(),
                    digest);
            ShiftStore.insert(tx, handover);
            var object = "handover/" + handover.id();
            audit.append(tx, leaving.actor(), "handover.left", object, digest);
            audit.append(tx, coming.actor(), "handover.taken", object, digest);
            return new Outcome.Done<>(handover);
        });
    }

    public Optional<Handover> find(long id) {
        return database.read(rows -> ShiftStore.find(rows, id));
    }

    /// The newest of a role, newest first.
    public List<Handover> list(Role role) {
        return database.read(rows -> ShiftStore.newest(rows, role, MOST_LISTED));
    }

    /// As it will be read back.
    private Instant now() {
        return Micros.toInstant(Micros.of(clock.instant()));
    }
}
