package dev.velocity.audit;

import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The audit table; nobody else touches it.
final class AuditStore {
    /// So many lines one question looks through; a third of a second's work.
    static final long LOOKED_THROUGH = 200_000;

    private static final String SELECT = "SELECT seq, at, actor, role, action, object, detail, hash FROM audit";
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private AuditStore() {}

    static Head head(Rows rows) {
        return rows.one(
                        "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1",
                        row -> new Head(row.getLong(1), row.getBytes(2)))
                .orElse(Head.EMPTY);
    }

    static void insert(Tx tx, Line line) {
        tx.update(
                "INSERT INTO audit (seq, at, actor, role, action, object, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                line.seq(),
                line.at(),
                line.actor().name(),
                line.actor().role(),
                line.action(),
                line.object(),
                line.detail(),
                line.hash());
    }

    /// Every line from the first, in order, one at a time.
    static void forEach(Rows rows, Consumer<Line> each) {
        rows.forEach(
                "SELECT seq, at, actor, role, action, object, detail, hash FROM audit ORDER BY seq",
                row -> each.accept(line(row)));
    }

    static AuditPage page(Rows rows, AuditQuery query) {
        return page(rows, query, LOOKED_THROUGH);
    }

    static AuditPage page(Rows rows, AuditQuery query, long lookedThrough) {
        var bounds = bounds(rows, query);
        var where = new StringBuilder(" WHERE seq >= ? AND seq < ?");
        var args = new ArrayList<@Nullable Object>();
        // Lines of an actor and of an object have an index; any other search looks through what lies there.
        boolean indexed = query.actor().isPresent()
                || query.oneObject()
                || (query.reach().objects().isEmpty() && query.reach().own().isPresent());
        long first = indexed ? bounds.first() : Math.max(bounds.first(), bounds.end() - lookedThrough);
        args.add(first);
        args.add(bounds.end());
        reach(query.reach(), where, args);
        query.actor().ifPresent(actor -> {
            where.append(" AND actor = ?");
            args.add(actor);
        });
        query.action().ifPresent(action -> beginning("action", action, where, args));
        query.object().ifPresent(object -> {
            if (query.oneObject()) {
                where.append(" AND object = ?");
                args.add(object);
            } else beginning("object", object, where, args);
        });
        query.text().ifPresent(text -> {
            where.append(" AND (instr(lower(detail), ?) > 0 OR instr(lower(object), ?) > 0")
                    .append(" OR instr(lower(action), ?) > 0 OR instr(lower(actor), ?) > 0)");
            for (int i = 0; i < 4; i++) args.add(text.toLowerCase(Locale.ROOT));
        });
        query.from().ifPresent(from -> {
            where.append(" AND at >= ?");
            args.add(from);
        });
        query.to().ifPresent(to -> {
            where.append(" AND at < ?");
            args.add(to);
        });
        args.add(query.most());
        var lines = rows.list(SELECT + where + " ORDER BY seq DESC LIMIT ?", AuditStore::line, args.toArray());
        if (lines.size() == query.most())
            return new AuditPage(lines, Optional.of(lines.getLast().seq()).filter(seq -> seq > bounds.first()));
        return new AuditPage(lines, Optional.of(first).filter(seq -> seq > bounds.first()));
    }

    /// @param first the lowest number that may be among them
    /// @param end the number behind the highest
    private record Bounds(long first, long end) {}

    /// Where in the trail the period lies. By the instants of all lines and not by those at its ends, since
    /// clocks are set back.
    private static Bounds bounds(Rows rows, AuditQuery query) {
        long end = Math.min(query.before().orElse(Long.MAX_VALUE), head(rows).seq() + 1);
        if (query.from().isEmpty() && query.to().isEmpty()) return new Bounds(1, end);
        return rows.one(
                        "SELECT coalesce(min(seq), 1), coalesce(max(seq), 0) FROM audit WHERE at >= ? AND at < ?",
                        row -> new Bounds(row.getLong(1), Math.min(end, row.getLong(2) + 1)),
                        query.from().orElse(Instant.EPOCH),
                        query.to().orElse(FAR))
                .orElseThrow();
    }

    private static void reach(AuditQuery.Reach reach, StringBuilder where, List<@Nullable Object> args) {
        if (reach.all()) return;
        where.append(" AND (actor = ?");
        args.add(reach.own().orElseThrow());
        for (var object : reach.objects()) {
            where.append(" OR substr(object, 1, ?) = ?");
            args.add(object.length());
            args.add(object);
        }
        where.append(")");
    }

    private static void beginning(String column, String text, StringBuilder where, List<@Nullable Object> args) {
        where.append(" AND substr(").append(column).append(", 1, ?) = ?");
        args.add(text.length());
        args.add(text);
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getLong(1),
                Micros.toInstant(row.getLong(2)),
                new Actor(row.getString(3), row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getBytes(8));
    }
}
