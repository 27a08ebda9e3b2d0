package dev.velocity.audit;

import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/// The audit table; nobody else touches it.
final class AuditStore {
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

    static List<Line> lines(Rows rows, AuditQuery query) {
        var prefix = query.objectPrefix().orElse("");
        return rows.list(
                """
                SELECT seq, at, actor, role, action, object, detail, hash FROM audit
                 WHERE seq < ? AND (? = '' OR actor = ?) AND (? = '' OR substr(object, 1, length(?)) = ?)
                 ORDER BY seq DESC LIMIT ?""",
                AuditStore::line,
                query.before().orElse(Long.MAX_VALUE),
                query.actor().orElse(""),
                query.actor().orElse(""),
                prefix,
                prefix,
                prefix,
                query.most());
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
