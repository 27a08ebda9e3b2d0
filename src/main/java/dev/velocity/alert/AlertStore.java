package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tables alert, alert_event and alert_answer; nobody else touches them.
final class AlertStore {
    private static final String FIXED = "id, sensor, rule, site, zone, kind, title, owner, latched";
    private static final String MOVING = """
            role, informed, assignee, severity, present, triage, lapsed, chattering, raised_at, returned_at,
            acknowledged_by, acknowledged_at, known, remind_at, resolved_by, resolved_at,
            shelf_until, shelf_one_shot, shelf_up_to, shelf_by, shelf_at, shelf_reason, silence, suppressed_by,
            service_by, service_at, service_reference, value, occurrences, changed_at, version""";
    private static final String DERIVED = "rank, condition, covered, due_at";
    private static final String COLUMNS = FIXED + ", " + MOVING;
    private static final String SELECT = "SELECT " + COLUMNS + " FROM alert";
    /// Where [#SELECT] has each column. The driver finds a name only by comparing it with those of all columns, anew
    /// for every answer; most answers are one row.
    private static final Map<String, Integer> AT = positions(names(COLUMNS));
    private static final String BY_ID = SELECT + " WHERE id = ?";
    private static final String TRACKED = "(triage <> 'resolved' OR covered = 1)";
    private static final String OF_CONDITION = SELECT + " WHERE sensor = ? AND rule = ? AND " + TRACKED;
    /// Each change of a row is followed by its event; the row has its number.
    private static final String NEXT_EVENT = "(SELECT coalesce(max(seq), 0) + 1 FROM alert_event)";

    private static final String INSERT = "INSERT INTO alert (" + COLUMNS + ", " + DERIVED + ", seq) VALUES ("
            + String.join(
                    ", ", Collections.nCopies(names(COLUMNS + ", " + DERIVED).size(), "?")) + ", " + NEXT_EVENT + ")";
    private static final List<String> MOVED = names(MOVING + ", " + DERIVED);
    private static final String EVENT = """
            INSERT INTO alert_event (seq, alert, at, recorded, kind, actor, role, detail, snapshot, hidden)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String EVENT_COLUMNS = "seq, at, recorded, kind, actor, role, detail, snapshot";
    private static final String CALLS = "kind IN ('raised', 'escalated', 'recurred', 'recalled', 'lapsed')";

    private static final String CHANGED = """
            SELECT (SELECT snapshot FROM alert_event WHERE alert = alert.id AND alert_event.seq <= ?
                ORDER BY alert_event.seq DESC LIMIT 1) FROM alert WHERE %s > ? AND id <= ?""";
    private static final String CHANGED_BY_EVENT = CHANGED.formatted("seq");
    /// The sign keeps the index of events out of it.
    private static final String CHANGED_BY_ID = CHANGED.formatted("+seq");

    /// Most ids that one statement names; SQLite takes 32,766.
    private static final int MOST_IN_LIST = 1_000;

    /// Of alerts before so many others a condition's past is not asked, so that the question stays quick.
    static final int ALERTS_BACK = 64;

    private AlertStore() {}

    /// What a command with this key was answered before.
    record Answer(String request, String status, String detail) {}

    static Optional<Alert> find(Rows rows, long id) {
        return rows.one(BY_ID, AlertStore::alert, id);
    }

    /// The alert of that condition to which anything can still happen; at most one, by the schema.
    static Optional<Alert> open(Rows rows, SensorId sensor, String rule) {
        return rows.one(OF_CONDITION, AlertStore::alert, sensor.text(), rule);
    }

    static List<Alert> allOpen(Rows rows) {
        return rows.list(
                SELECT + " WHERE triage <> 'resolved' UNION " + SELECT + " WHERE covered = 1 ORDER BY id",
                AlertStore::alert);
    }

    /// Alerts that move by themselves at `now` or before.
    static List<Alert> due(Rows rows, Instant now) {
        return rows.list(
                SELECT + " WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, id", AlertStore::alert, now);
    }

    static long nextId(Rows rows) {
        return rows.one("SELECT coalesce(max(id), 0) + 1 FROM alert", row -> row.getLong(1))
                .orElseThrow();
    }

    static void insert(Tx tx, Alert alert) {
        var values = new ArrayList<@Nullable Object>();
        Collections.addAll(
                values,
                alert.id(),
                alert.sensor().text(),
                alert.rule(),
                alert.source().site(),
                alert.zone(),
                alert.source().kind(),
                alert.title(),
                alert.source().owner(),
                alert.latched());
        moving(alert, values);
        tx.update(INSERT, values.toArray());
    }

    /// Whether the row moved; false when somebody moved it since `from` was read. Only what is different is written: an
    /// index of columns that are not named is left alone.
    static boolean move(Tx tx, Alert from, Alert to) {
        var before = new ArrayList<@Nullable Object>();
        var after = new ArrayList<@Nullable Object>();
        moving(from, before);
        moving(to, after);
        var set = new StringBuilder("UPDATE alert SET ");
        var values = new ArrayList<@Nullable Object>();
        for (int i = 0; i < MOVED.size(); i++) {
            if (Objects.equals(before.get(i), after.get(i))) continue;
            set.append(MOVED.get(i)).append(" = ?, ");
            values.add(after.get(i));
        }
        values.add(from.id());
        values.add(from.version());
        return tx.update(
                        set.append("seq = ")
                                .append(NEXT_EVENT)
                                .append(" WHERE id = ? AND version = ?")
                                .toString(),
                        values.toArray())
                == 1;
    }

    private static void moving(Alert alert, List<@Nullable Object> values) {
        var acknowledged = alert.acknowledged();
        var shelf = alert.covers().shelf();
        var service = alert.covers().outOfService();
        Collections.addAll(
                values,
                alert.role(),
                roles(alert.informed()),
                alert.assignee().orElse(null),
                alert.severity(),
                alert.present().orElse(null),
                alert.triage(),
                alert.lapsed(),
                alert.chattering(),
                alert.raisedAt(),
                alert.returnedAt().orElse(null),
                acknowledged.map(Acknowledgement::by).orElse(null),
                acknowledged.map(Acknowledgement::at).orElse(null),
                acknowledged.map(Acknowledgement::severity).orElse(null),
                acknowledged.flatMap(Acknowledgement::remindAt).orElse(null),
                alert.resolved().map(Deed::by).orElse(null),
                alert.resolved().map(Deed::at).orElse(null),
                shelf.map(Shelf::until).orElse(null),
                shelf.map(Shelf::oneShot).orElse(null),
                shelf.map(Shelf::upTo).orElse(null),
                shelf.map(Shelf::by).orElse(null),
                shelf.map(Shelf::at).orElse(null),
                shelf.map(Shelf::reason).orElse(null),
                alert.covers().silence().orElse(null),
                alert.covers().suppressedBy().orElse(null),
                service.map(OutOfService::by).orElse(null),
                service.map(OutOfService::at).orElse(null),
                service.map(OutOfService::reference).orElse(null),
                alert.value(),
                alert.occurrences(),
                alert.changedAt(),
                alert.version(),
                alert.severity().rank(),
                alert.condition(),
                alert.covered(),
                alert.due().orElse(null));
    }

    /// Alerts from before kinds were kept get the kind their sensor has in the catalogue.
    static void kindOf(Tx tx, SensorId sensor, String kind) {
        tx.update("UPDATE alert SET kind = ? WHERE sensor = ? AND kind = ''", kind, sensor.text());
    }

    static boolean lacksKinds(Rows rows) {
        return rows.one("SELECT 1 FROM alert WHERE kind = '' LIMIT 1", row -> row.getInt(1))
                .isPresent();
    }

    /// Writes the event with the next number of the sequence.
    static AlertChanged record(
            Tx tx, EventKind kind, Instant at, Instant recorded, Actor actor, String words, Listed listed) {
        var alert = listed.alert();
        long seq = newestEvent(tx) + 1;
        var change = new AlertChanged(seq, kind, at, recorded, actor, words, alert);
        tx.update(
                EVENT,
                seq,
                alert.id(),
                at,
                recorded,
                kind,
                actor.name(),
                actor.role(),
                words,
                listed.json(),
                change.hiddenBy());
        return change;
    }

    static long newestEvent(Rows rows) {
        return rows.one("SELECT coalesce(max(seq), 0) FROM alert_event", row -> row.getLong(1))
                .orElseThrow();
    }

    static List<AlertChanged> eventsAfter(Rows rows, long seq, int most) {
        return rows.list(
                "SELECT " + EVENT_COLUMNS + " FROM alert_event WHERE seq > ? ORDER BY seq LIMIT ?",
                AlertStore::event,
                seq,
                most);
    }

    static List<AlertChanged> eventsOf(Rows rows, long alert) {
        return rows.list(
                "SELECT " + EVENT_COLUMNS + " FROM alert_event WHERE alert = ? ORDER BY seq", AlertStore::event, alert);
    }

    /// Everything that happened to these alerts, in the order of events.
    static List<AlertChanged> eventsOf(Rows rows, Collection<Long> alerts) {
        var found = new ArrayList<AlertChanged>();
        var ids = List.copyOf(alerts);
        for (int i = 0; i < ids.size(); i += MOST_IN_LIST) {
            var some = ids.subList(i, Math.min(ids.size(), i + MOST_IN_LIST));
            found.addAll(rows.list(
                    "SELECT " + EVENT_COLUMNS + " FROM alert_event WHERE alert IN ("
                            + String.join(", ", Collections.nCopies(some.size(), "?")) + ") ORDER BY seq",
                    AlertStore::event,
                    some.toArray()));
        }
        found.sort(Comparator.comparingLong(AlertChanged::seq));
        return found;
    }

    /// Everything that happened to the alerts with an event that called, or would have, recorded from `from` up to
    /// before `to`, and to the open ones.
    static List<AlertChanged> eventsOfCalls(Rows rows, Instant from, Instant to) {
        return rows.list(
                "SELECT " + EVENT_COLUMNS + " FROM alert_event WHERE alert IN (SELECT alert FROM alert_event WHERE "
                        + CALLS
                        + " AND recorded >= ? AND recorded < ? UNION SELECT id FROM alert WHERE " + TRACKED
                        + ") ORDER BY seq",
                AlertStore::event,
                from,
                to);
    }

    /// Alerts of the implicit sensors that a person reported, or added to; newest first.
    static List<Alert> reportedBy(Rows rows, String person, int most) {
        return rows.list(
                SELECT + " WHERE sensor >= 'reported' AND sensor < 'reportee' AND kind = ?"
                        + " AND EXISTS (SELECT 1 FROM alert_event e WHERE e.alert = alert.id AND e.actor = ?"
                        + " AND e.kind IN ('raised', 'recurred', 'commented')) ORDER BY id DESC LIMIT ?",
                AlertStore::alert,
                Source.REPORT,
                person,
                most);
    }

    /// How many warnings are open.
    static int openWarnings(Rows rows) {
        return rows.one(
                        "SELECT count(*) FROM alert WHERE sensor >= 'warned.' AND sensor < 'warned/' AND " + TRACKED,
                        row -> row.getInt(1))
                .orElseThrow();
    }

    static long eventBefore(Rows rows, Instant recorded) {
        return rows.one(
                        "SELECT coalesce((SELECT min(seq) - 1 FROM alert_event WHERE " + CALLS
                                + " AND recorded >= ?), (SELECT max(seq) FROM alert_event), 0)",
                        row -> row.getLong(1),
                        recorded)
                .orElseThrow();
    }

    /// Number of the last event recorded by that instant; 0 when there was none.
    static long eventAt(Rows rows, Instant at) {
        return rows.one("""
                        SELECT seq FROM alert_event WHERE recorded <= ?
                            ORDER BY recorded DESC, seq DESC LIMIT 1""", row -> row.getLong(1), at).orElse(0L);
    }

    /// How alerts stood with event `seq` that have changed since: each of them was alive then, and the others are as
    /// their rows say.
    static List<Alert> changedSince(Rows rows, long seq) {
        long newest = raisedBy(rows, seq);
        // Either few have changed since, or few had been raised by then.
        boolean byEvent = newestEvent(rows) - seq < newest;
        return rows.list(
                byEvent ? CHANGED_BY_EVENT : CHANGED_BY_ID, row -> AlertJson.read(row.getString(1)), seq, seq, newest);
    }

    /// The newest alert that had been raised with event `seq`; 0 when none had. They are raised in the order of their
    /// numbers.
    static long raisedBy(Rows rows, long seq) {
        long raised = 0;
        long later = nextId(rows);
        while (later - raised > 1) {
            long middle = (raised + later) >>> 1;
            long first = rows.one(
                            "SELECT coalesce(min(seq), 0) FROM alert_event WHERE alert = ?",
                            row -> row.getLong(1),
                            middle)
                    .orElseThrow();
            if (first <= seq) raised = middle;
            else later = middle;
        }
        return raised;
    }

    /// Every alert that was open with event `seq` and has not changed since.
    static List<Alert> openAndUnchanged(Rows rows, long seq) {
        return rows.list(SELECT + " WHERE " + TRACKED + " AND seq <= ?", AlertStore::alert, seq);
    }

    /// Every event that called, or would have if nothing had hidden it, recorded from `from` up to before `to`.
    static List<AlertChanged> calls(Rows rows, Instant from, Instant to) {
        return rows.list(
                "SELECT " + EVENT_COLUMNS + " FROM alert_event WHERE " + CALLS
                        + " AND recorded >= ? AND recorded < ? ORDER BY seq",
                AlertStore::event,
                from,
                to);
    }

    /// Every event recorded after `from` up to and including `to`, the first `most`.
    static List<AlertChanged> recorded(Rows rows, Instant from, Instant to, int most) {
        return rows.list(
                "SELECT " + EVENT_COLUMNS
                        + " FROM alert_event WHERE recorded > ? AND recorded <= ? ORDER BY seq LIMIT ?",
                AlertStore::event,
                from,
                to,
                most);
    }

    /// Every event that happened after `from` up to and including `to`, whenever it was recorded, the first `most`.
    static List<AlertChanged> happened(Rows rows, Instant from, Instant to, int most) {
        return rows.list(
                "SELECT " + EVENT_COLUMNS + " FROM alert_event WHERE at > ? AND at <= ? ORDER BY at, seq LIMIT ?",
                AlertStore::event,
                from,
                to,
                most);
    }

    /// How every alert stood by what had happened at an instant, whenever it was recorded.
    static List<Alert> asHappened(Rows rows, Instant at) {
        return rows.list(
                "SELECT snapshot FROM alert_event WHERE seq IN"
                        + " (SELECT max(seq) FROM alert_event WHERE at <= ? GROUP BY alert)",
                row -> AlertJson.read(row.getString(1)),
                at);
    }

    /// Every call that `label` hid, oldest first; see [Covers#label].
    static List<AlertChanged> hiddenBy(Rows rows, String label, int most) {
        return rows.list(
                "SELECT " + EVENT_COLUMNS + " FROM alert_event WHERE hidden = ? ORDER BY seq LIMIT ?",
                AlertStore::event,
                label,
                most);
    }

    /// When the condition came before the newest time, `back` times ago, in event time.
    static Optional<Instant> activation(Rows rows, SensorId sensor, String rule, int back) {
        return rows.one(
                """
                SELECT e.at FROM alert a JOIN alert_event e ON e.alert = a.id
                 WHERE a.sensor = ? AND a.rule = ? AND e.kind IN ('raised', 'recurred')
                   AND a.id > (SELECT coalesce(max(id), 0) - %d FROM alert WHERE sensor = ? AND rule = ?)
                 ORDER BY e.seq DESC LIMIT 1 OFFSET ?""".formatted(ALERTS_BACK),
                row -> Micros.toInstant(row.getLong(1)),
                sensor.text(),
                rule,
                sensor.text(),
                rule,
                back);
    }

    static Optional<Answer> answer(Rows rows, String actor, String key) {
        return rows.one(
                "SELECT request, status, detail FROM alert_answer WHERE actor = ? AND key = ?",
                row -> new Answer(row.getString(1), row.getString(2), row.getString(3)),
                actor,
                key);
    }

    static void remember(Tx tx, String actor, String key, Answer answer, Instant at) {
        tx.update(
                "INSERT INTO alert_answer (actor, key, request, status, detail, at) VALUES (?, ?, ?, ?, ?, ?)",
                actor,
                key,
                answer.request(),
                answer.status(),
                answer.detail(),
                at);
    }

    static void forgetAnswersBefore(Tx tx, Instant at) {
        tx.update("DELETE FROM alert_answer WHERE at < ?", at);
    }

    /// Where a list has an alert; the number and the version together say what it is like.
    record Place(long id, long version, int rank) {
        private static final Comparator<Place> WORST_FIRST = Comparator.comparingInt(Place::rank)
                .thenComparingLong(Place::id)
                .reversed();
    }

    /// The places of one page, and of one more alert when the list goes on.
    ///
    /// @param now what the ages of the filter are counted from
    /// @param seq only alerts that have not changed since this event
    static List<Place> places(Rows rows, AlertQuery query, Instant now, long seq) {
        // The index has the list's order within each state of triage: so many short lists, and not one long one sorted.
        var wanted = query.filter().triage().isEmpty()
                ? EnumSet.allOf(Triage.class)
                : query.filter().triage();
        return wanted.stream()
                .flatMap(triage -> places(rows, triage, query, now, seq).stream())
                .sorted(Place.WORST_FIRST)
                .limit(query.most() + 1L)
                .toList();
    }

    private static List<Place> places(Rows rows, Triage triage, AlertQuery query, Instant now, long seq) {
        var filter = query.filter();
        var sql = new StringBuilder("SELECT id, version, rank FROM alert WHERE triage = ?");
        var args = new ArrayList<@Nullable Object>();
        args.add(triage);
        if (seq < Long.MAX_VALUE) {
            sql.append(" AND +seq <= ?");
            args.add(seq);
        }
        concerning(query.viewer(), sql, args);
        if (!filter.severities().isEmpty()) {
            // By rank, which the list's order has an index for.
            sql.append(" AND rank BETWEEN ? AND ?");
            args.add(Collections.min(filter.severities()).rank());
            args.add(Collections.max(filter.severities()).rank());
            among("severity", filter.severities(), sql, args);
        }
        equal("role", filter.role().map(Role::text), sql, args);
        equal("zone", filter.zone(), sql, args);
        equal("kind", filter.kind(), sql, args);
        equal("sensor", filter.sensor(), sql, args);
        equal("condition", filter.condition().map(AlertJson::word), sql, args);
        equal("assignee", filter.assignee(), sql, args);
        filter.cover().ifPresent(cover -> sql.append(" AND ").append(covered(cover)));
        filter.older().ifPresent(age -> {
            sql.append(" AND raised_at <= ?");
            args.add(now.minus(age));
        });
        filter.younger().ifPresent(age -> {
            sql.append(" AND raised_at >= ?");
            args.add(now.minus(age));
        });
        filter.text().ifPresent(text -> {
            sql.append(
                    " AND (instr(lower(title), ?) > 0 OR instr(sensor, ?) > 0 OR instr(zone, ?) > 0 OR instr(rule, ?) > 0)");
            var needle = text.toLowerCase(Locale.ROOT);
            for (int i = 0; i < 4; i++) args.add(needle);
        });
        query.after().ifPresent(place -> {
            sql.append(" AND (rank < ? OR (rank = ? AND id < ?))");
            args.add(place.severity().rank());
            args.add(place.severity().rank());
            args.add(place.id());
        });
        sql.append(" ORDER BY rank DESC, id DESC LIMIT ?");
        args.add(query.most() + 1);
        return rows.list(
                sql.toString(), row -> new Place(row.getLong(1), row.getLong(2), row.getInt(3)), args.toArray());
    }

    private static String covered(AlertFilter.Cover cover) {
        return switch (cover) {
            case NONE -> "covered = 0";
            case ANY -> "covered = 1";
            case SHELF -> "shelf_until IS NOT NULL";
            case SILENCE -> "silence IS NOT NULL";
            case SUPPRESSED -> "suppressed_by IS NOT NULL";
            case SERVICE -> "service_at IS NOT NULL";
        };
    }

    /// The rule of [dev.velocity.access.Permissions#maySee], in SQL; a test holds the two together.
    private static void concerning(Role viewer, StringBuilder sql, List<@Nullable Object> args) {
        switch (viewer) {
            case RESIDENT -> {
                sql.append(" AND role = ?");
                args.add(viewer);
            }
            case OPERATIONS -> {
                sql.append(" AND (role = ? OR instr(informed, ?) > 0)");
                args.add(viewer);
                args.add("," + viewer.text() + ",");
            }
            case SECURITY, ANALYST, ADMIN -> {}
        }
    }

    private static void among(
            String column, Set<? extends Enum<?>> wanted, StringBuilder sql, List<@Nullable Object> args) {
        if (wanted.isEmpty()) return;
        sql.append(" AND ")
                .append(column)
                .append(wanted.stream().map(_ -> "?").collect(Collectors.joining(", ", " IN (", ")")));
        args.addAll(wanted);
    }

    private static void equal(String column, Optional<String> wanted, StringBuilder sql, List<@Nullable Object> args) {
        if (wanted.isEmpty()) return;
        sql.append(" AND ").append(column).append(" = ?");
        args.add(wanted.get());
    }

    private static AlertChanged event(ResultSet row) throws SQLException {
        return new AlertChanged(
                row.getLong(1),
                constant(EventKind.class, row.getString(4)),
                Micros.toInstant(row.getLong(2)),
                Micros.toInstant(row.getLong(3)),
                new Actor(row.getString(5), row.getString(6)),
                row.getString(7),
                AlertJson.read(row.getString(8)));
    }

    private static Alert alert(ResultSet row) throws SQLException {
        var source = new Source(
                new SensorId(row.getString(at("sensor"))),
                row.getString(at("rule")),
                row.getString(at("site")),
                row.getString(at("zone")),
                row.getString(at("kind")),
                row.getString(at("title")),
                constant(Role.class, row.getString(at("owner"))));
        return new Alert(
                row.getLong(at("id")),
                source,
                constant(Role.class, row.getString(at("role"))),
                roles(row.getString(at("informed"))),
                text(row, "assignee"),
                severity(row.getString(at("severity"))),
                text(row, "present").map(AlertStore::severity),
                constant(Triage.class, row.getString(at("triage"))),
                row.getInt(at("latched")) == 1,
                row.getInt(at("lapsed")) == 1,
                row.getInt(at("chattering")) == 1,
                Micros.toInstant(row.getLong(at("raised_at"))),
                instant(row, "returned_at"),
                acknowledged(row),
                deed(row, "resolved"),
                covers(row),
                row.getDouble(at("value")),
                row.getInt(at("occurrences")),
                Micros.toInstant(row.getLong(at("changed_at"))),
                row.getLong(at("version")));
    }

    private static Optional<Acknowledgement> acknowledged(ResultSet row) throws SQLException {
        var deed = deed(row, "acknowledged");
        if (deed.isEmpty()) return Optional.empty();
        return Optional.of(new Acknowledgement(
                deed.get().by(), deed.get().at(), severity(row.getString(at("known"))), instant(row, "remind_at")));
    }

    private static Covers covers(ResultSet row) throws SQLException {
        var until = instant(row, "shelf_until");
        var service = deed(row, "service");
        long silence = row.getLong(at("silence"));
        boolean silenced = !row.wasNull();
        Optional<Shelf> shelf = until.isEmpty()
                ? Optional.empty()
                : Optional.of(new Shelf(
                        until.get(),
                        row.getInt(at("shelf_one_shot")) == 1,
                        severity(row.getString(at("shelf_up_to"))),
                        row.getString(at("shelf_by")),
                        Micros.toInstant(row.getLong(at("shelf_at"))),
                        row.getString(at("shelf_reason"))));
        Optional<OutOfService> out = service.isEmpty()
                ? Optional.empty()
                : Optional.of(new OutOfService(
                        service.get().by(), service.get().at(), row.getString(at("service_reference"))));
        return new Covers(shelf, silenced ? Optional.of(silence) : Optional.empty(), text(row, "suppressed_by"), out);
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(at(column)));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(at(column));
        return row.wasNull() ? Optional.empty() : Optional.of(Micros.toInstant(micros));
    }

    private static Optional<Deed> deed(ResultSet row, String name) throws SQLException {
        var by = row.getString(at(name + "_by"));
        return by == null
                ? Optional.empty()
                : Optional.of(new Deed(by, Micros.toInstant(row.getLong(at(name + "_at")))));
    }

    private static String roles(Set<Role> roles) {
        return roles.stream().sorted().map(Role::text).collect(Collectors.joining(",", ",", ","));
    }

    private static Set<Role> roles(String text) {
        var roles = EnumSet.noneOf(Role.class);
        for (var role : text.split(",", -1)) if (!role.isEmpty()) roles.add(constant(Role.class, role));
        return roles;
    }

    private static int at(String column) {
        return Objects.requireNonNull(AT.get(column), column);
    }

    private static Map<String, Integer> positions(List<String> columns) {
        var at = new HashMap<String, Integer>();
        for (var column : columns) at.put(column, at.size() + 1);
        return Map.copyOf(at);
    }

    private static List<String> names(String columns) {
        return Arrays.stream(columns.split(",", -1)).map(String::strip).toList();
    }

    private static Severity severity(String text) {
        return constant(Severity.class, text);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }
}
