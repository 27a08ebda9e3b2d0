package dev.velocity.alert;

import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Calls hidden on purpose, by matcher and for a while: what a silence would hide, making it, ending it, and what it
/// hid.
public final class Silences {
    /// The longest a silence may last; of one that comes again and again, each time.
    public static final Duration LONGEST = Duration.ofHours(4);
    /// How far back a preview looks.
    public static final Duration PREVIEW = Duration.ofDays(7);

    private static final int MOST_REASON = 500;
    private static final int MOST_LISTED = 500;
    private static final int MOST_REPORTED = 10_000;

    private final Database database;
    private final Writer writer;
    private final Audit audit;
    private final InstantSource clock;
    private final Alerts alerts;

    public Silences(Database database, Writer writer, Audit audit, InstantSource clock, Alerts alerts) {
        this.database = database;
        this.writer = writer;
        this.audit = audit;
        this.clock = clock;
        this.alerts = alerts;
    }

    /// What hiding calls means: seen before it is done.
    ///
    /// @param now open alerts it would hide at once
    /// @param before conditions that called in the last seven days and would have been hidden, with how often, most
    ///     often first
    public record Preview(List<Alert> now, List<Hidden> before) {}

    /// A condition whose calls are, or would be, hidden.
    ///
    /// @param alert as it stood at the newest of them
    /// @param calls how many
    public record Hidden(Alert alert, int calls) {}

    public Preview preview(Matcher matcher, Role role) {
        return preview(alert -> matcher.fits(alert) && alert.concerns(role));
    }

    /// What shelving these alerts hides, together.
    public Preview preview(List<Alert> shelved) {
        return preview(other -> shelved.stream()
                .anyMatch(alert ->
                        other.sensor().equals(alert.sensor()) && other.rule().equals(alert.rule())));
    }

    /// Makes a silence; it begins at once if its window is open.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    public Silence add(Matcher matcher, Window window, String reason, Actor who, Role role) {
        return writer.write(tx -> add(tx, matcher, window, reason, who, role));
    }

    /// [#add] as part of a transaction.
    Silence add(Tx tx, Matcher matcher, Window window, String reason, Actor who, Role role) {
        if (reason.isBlank() || reason.length() > MOST_REASON)
            throw new Refusal.Unacceptable(Obstacle.SILENCE_WITHOUT_REASON, MOST_REASON);
        if (window.length().compareTo(LONGEST) > 0)
            throw new Refusal.Unacceptable(Obstacle.SILENCE_TOO_LONG, LONGEST.toHours());
        var now = now();
        var state = window.at(now);
        if (!state.open() && state.next().isEmpty()) throw new Refusal.Unacceptable(Obstacle.SILENCE_OVER);
        var silence = new Silence(
                SilenceStore.nextId(tx),
                matcher,
                window,
                who.name(),
                role,
                reason.strip(),
                now,
                Optional.empty(),
                state.open());
        SilenceStore.insert(tx, silence, state.next());
        audit.append(
                tx,
                who,
                "silence.made",
                "silence/" + silence.id(),
                matcher.text() + "; " + window.start() + " to " + window.end()
                        + window.recurrence().map(rule -> " " + rule).orElse("") + "; " + silence.reason());
        alerts.recoverAll(tx, now);
        return silence;
    }

    /// Ends a silence before its time; what still holds calls at once.
    ///
    /// @return the silence as it stands; empty when there is none of that number or it was over
    public Optional<Silence> end(long id, Actor who) {
        return writer.write(tx -> end(tx, id, who));
    }

    /// [#end] as part of a transaction.
    Optional<Silence> end(Tx tx, long id, Actor who) {
        var now = now();
        var found = SilenceStore.find(tx, id).filter(silence -> silence.ended().isEmpty());
        if (found.isEmpty()) return Optional.empty();
        SilenceStore.end(tx, id, new Deed(who.name(), now));
        audit.append(
                tx, who, "silence.ended", "silence/" + id, found.get().matcher().text());
        alerts.recoverAll(tx, now);
        return SilenceStore.find(tx, id);
    }

    /// The newest silences, active, coming and past.
    public List<Silence> list() {
        return database.read(rows -> SilenceStore.newest(rows, MOST_LISTED));
    }

    /// Every silence that was made behind `from` up to and including `to`, or ended then, the oldest first.
    public List<Silence> between(Instant from, Instant to) {
        return database.read(rows -> SilenceStore.newest(rows, Integer.MAX_VALUE)).reversed().stream()
                .filter(silence -> within(silence.createdAt(), from, to)
                        || silence.ended()
                                .filter(end -> within(end.at(), from, to))
                                .isPresent())
                .toList();
    }

    private static boolean within(Instant at, Instant from, Instant to) {
        return at.isAfter(from) && !at.isAfter(to);
    }

    /// Numbers of all silences that were made in a role that may make none.
    public Set<Long> unauthorised() {
        return database.read(SilenceStore::roles).entrySet().stream()
                .filter(made -> !Permissions.allows(made.getValue(), Action.SILENCE))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    public Optional<Silence> find(long id) {
        return database.read(rows -> SilenceStore.find(rows, id));
    }

    /// What a silence has hidden so far of what the role may see, most often first.
    public List<Hidden> report(long id, Role role) {
        return count(
                database.read(rows -> AlertStore.hiddenBy(rows, "silence-" + id, MOST_REPORTED)),
                alert -> alert.concerns(role));
    }

    private Preview preview(Predicate<Alert> fits) {
        var now = clock.instant();
        var open = database.read(AlertStore::allOpen).stream().filter(fits).toList();
        return new Preview(open, count(alerts.calls(now.minus(PREVIEW), now), fits));
    }

    private static List<Hidden> count(List<AlertChanged> calls, Predicate<Alert> fits) {
        Map<String, Hidden> found = new LinkedHashMap<>();
        for (var call : calls)
            if (fits.test(call.alert()))
                found.merge(
                        call.alert().sensor().text() + "/" + call.alert().rule(),
                        new Hidden(call.alert(), 1),
                        (before, one) -> new Hidden(one.alert(), before.calls() + 1));
        return found.values().stream()
                .sorted((a, b) -> Integer.compare(b.calls(), a.calls()))
                .toList();
    }

    /// The instant of a unit of work, as the disk will tell it again.
    private Instant now() {
        return Micros.toInstant(Micros.of(clock.instant()));
    }
}
