package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.sensor.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which alerts to show, as it stands in the address of a board and of the API. A part that is empty asks for
/// nothing.
///
/// @param severities only these
/// @param triage only these
/// @param role only this role's queue
/// @param zone only this zone's
/// @param kind only sensors of this kind
/// @param sensor only this sensor's
/// @param condition only while it is so
/// @param cover only what is, or is not, hidden so
/// @param assignee only what this person is to handle
/// @param older only what began at least so long ago
/// @param younger only what began at most so long ago
/// @param text only alerts whose title, sensor, zone or rule contains it, whatever the case
public record AlertFilter(
        Set<Severity> severities,
        Set<Triage> triage,
        Optional<Role> role,
        Optional<String> zone,
        Optional<String> kind,
        Optional<String> sensor,
        Optional<Condition> condition,
        Optional<Cover> cover,
        Optional<String> assignee,
        Optional<Duration> older,
        Optional<Duration> younger,
        Optional<String> text) {
    /// Asks for nothing: every alert there ever was.
    public static final AlertFilter ALL = new AlertFilter(
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /// Everything that is not resolved, hidden or not.
    public static final AlertFilter OPEN = ALL.withTriage(Set.of(Triage.NEW, Triage.ACKNOWLEDGED));

    /// Most characters a value of a filter may have.
    private static final int MOST_CHARACTERS = 100;

    public AlertFilter {
        severities = Set.copyOf(severities);
        triage = Set.copyOf(triage);
    }

    /// What hides an alert's calls.
    public enum Cover {
        /// Nothing.
        NONE,
        /// Anything.
        ANY,
        SHELF,
        SILENCE,
        SUPPRESSED,
        SERVICE;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The values a person sent for each part; none for a part that is not said.
    public interface Parts {
        List<String> values(String name);
    }

    /// What an address says: `severity` and `triage` (repeated, or with commas), `role`, `zone`, `kind`, `sensor`,
    /// `condition`, `cover`, `assignee`, `older` and `younger` (minutes), `text`.
    ///
    /// @throws IllegalArgumentException naming the part and what it may be
    public static AlertFilter read(Parts parts) {
        return new AlertFilter(
                all(Severity.class, "severity", parts),
                all(Triage.class, "triage", parts),
                one(Role.class, "role", parts),
                one("zone", parts),
                one("kind", parts),
                one("sensor", parts),
                one(Condition.class, "condition", parts),
                one(Cover.class, "cover", parts),
                one("assignee", parts),
                minutes("older", parts),
                minutes("younger", parts),
                one("text", parts));
    }

    /// Whether an alert is one of those asked for, at an instant; the same question [Alerts#page] asks of the past on
    /// disk.
    public boolean fits(Alert alert, Instant now) {
        return (severities.isEmpty() || severities.contains(alert.severity()))
                && (triage.isEmpty() || triage.contains(alert.triage()))
                && role.filter(one -> one != alert.role()).isEmpty()
                && zone.filter(one -> !one.equals(alert.zone())).isEmpty()
                && kind.filter(one -> !one.equals(alert.source().kind())).isEmpty()
                && sensor.filter(one -> !one.equals(alert.sensor().text())).isEmpty()
                && condition.filter(one -> one != alert.condition()).isEmpty()
                && cover.filter(one -> !covers(one, alert)).isEmpty()
                && assignee.filter(one -> !alert.assignee().equals(Optional.of(one)))
                        .isEmpty()
                && older.filter(age -> alert.raisedAt().isAfter(now.minus(age))).isEmpty()
                && younger.filter(age -> alert.raisedAt().isBefore(now.minus(age)))
                        .isEmpty()
                && text.filter(words -> !says(alert, words.toLowerCase(Locale.ROOT)))
                        .isEmpty();
    }

    /// Whether nothing but open alerts can fit.
    public boolean onlyOpen() {
        return !triage.isEmpty() && !triage.contains(Triage.RESOLVED);
    }

    static boolean covers(Cover cover, Alert alert) {
        return switch (cover) {
            case NONE -> !alert.covered();
            case ANY -> alert.covered();
            case SHELF -> alert.covers().shelf().isPresent();
            case SILENCE -> alert.covers().silence().isPresent();
            case SUPPRESSED -> alert.covers().suppressedBy().isPresent();
            case SERVICE -> alert.covers().outOfService().isPresent();
        };
    }

    private static boolean says(Alert alert, String words) {
        return alert.title().toLowerCase(Locale.ROOT).contains(words)
                || alert.sensor().text().contains(words)
                || alert.zone().contains(words)
                || alert.rule().contains(words);
    }

    /// The query of an address that says this, without a question mark; empty when it asks for nothing.
    public String query() {
        var query = new StringBuilder();
        severities.stream().sorted().forEach(severity -> add(query, "severity", severity.text()));
        triage.stream().sorted().forEach(one -> add(query, "triage", word(one)));
        role.ifPresent(one -> add(query, "role", one.text()));
        zone.ifPresent(one -> add(query, "zone", one));
        kind.ifPresent(one -> add(query, "kind", one));
        sensor.ifPresent(one -> add(query, "sensor", one));
        condition.ifPresent(one -> add(query, "condition", word(one)));
        cover.ifPresent(one -> add(query, "cover", one.text()));
        assignee.ifPresent(one -> add(query, "assignee", one));
        older.ifPresent(one -> add(query, "older", Long.toString(one.toMinutes())));
        younger.ifPresent(one -> add(query, "younger", Long.toString(one.toMinutes())));
        text.ifPresent(one -> add(query, "text", one));
        return query.toString();
    }

    public AlertFilter withSeverities(Set<Severity> to) {
        return new AlertFilter(to, triage, role, zone, kind, sensor, condition, cover, assignee, older, younger, text);
    }

    public AlertFilter withTriage(Set<Triage> to) {
        return new AlertFilter(
                severities, to, role, zone, kind, sensor, condition, cover, assignee, older, younger, text);
    }

    public AlertFilter withZone(Optional<String> to) {
        return new AlertFilter(
                severities, triage, role, to, kind, sensor, condition, cover, assignee, older, younger, text);
    }

    public AlertFilter withSensor(Optional<String> to) {
        return new AlertFilter(
                severities, triage, role, zone, kind, to, condition, cover, assignee, older, younger, text);
    }

    public AlertFilter withCover(Optional<Cover> to) {
        return new AlertFilter(
                severities, triage, role, zone, kind, sensor, condition, to, assignee, older, younger, text);
    }

    private static Optional<String> one(String name, Parts parts) {
        var values = parts.values(name).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        if (values.size() > 1) throw new IllegalArgumentException("say " + name + " once");
        values.stream()
                .filter(text -> text.length() > MOST_CHARACTERS)
                .findFirst()
                .ifPresent(_ -> {
                    throw new IllegalArgumentException(name + " has at most " + MOST_CHARACTERS + " characters");
                });
        return values.stream().findFirst();
    }

    private static Optional<Duration> minutes(String name, Parts parts) {
        return one(name, parts).map(text -> {
            if (!text.matches("\\d{1,7}"))
                throw new IllegalArgumentException(name + " is a whole number of minutes, not '" + text + "'");
            return Duration.ofMinutes(Long.parseLong(text));
        });
    }

    private static <E extends Enum<E>> Optional<E> one(Class<E> type, String name, Parts parts) {
        return one(name, parts).map(text -> constant(type, name, text));
    }

    private static <E extends Enum<E>> Set<E> all(Class<E> type, String name, Parts parts) {
        var found = EnumSet.noneOf(type);
        for (var value : parts.values(name))
            for (var text : value.split(",", -1)) if (!text.isBlank()) found.add(constant(type, name, text.strip()));
        return found;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, String text) {
        for (var one : type.getEnumConstants()) if (word(one).equals(text)) return one;
        throw new IllegalArgumentException("'" + text + "' is no " + name + ": it is "
                + Arrays.stream(type.getEnumConstants()).map(AlertFilter::word).collect(Collectors.joining(", ")));
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
