package dev.velocity.incident;

import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The tables incident_shaping, incident_review and listening; nobody else touches them.
final class IncidentStore {
    private IncidentStore() {}

    static long nextShaping(Rows rows) {
        return rows.one("SELECT coalesce(max(id), 0) + 1 FROM incident_shaping", row -> row.getLong(1))
                .orElseThrow();
    }

    static void insert(Tx tx, Reshaping deed) {
        switch (deed) {
            case Reshaping.Merged merged -> insert(tx, deed, "merged", merged.one() + " " + merged.other());
            case Reshaping.Split split ->
                insert(
                        tx,
                        deed,
                        "split",
                        split.episodes().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }

    private static void insert(Tx tx, Reshaping deed, String kind, String episodes) {
        tx.update(
                "INSERT INTO incident_shaping (id, kind, episodes, actor, at, reason) VALUES (?, ?, ?, ?, ?, ?)",
                deed.id(),
                kind,
                episodes,
                deed.by(),
                deed.at(),
                deed.reason());
    }

    /// In the order in which they were done.
    static List<Reshaping> shapings(Rows rows) {
        return rows.list(
                "SELECT id, kind, episodes, actor, at, reason FROM incident_shaping ORDER BY id",
                IncidentStore::shaping);
    }

    private static Reshaping shaping(ResultSet row) throws SQLException {
        long id = row.getLong(1);
        var episodes = Arrays.stream(row.getString(3).split(" ", -1))
                .map(Long::valueOf)
                .toList();
        var by = row.getString(4);
        var at = Micros.toInstant(row.getLong(5));
        var reason = row.getString(6);
        return row.getString(2).equals("merged")
                ? new Reshaping.Merged(id, episodes.getFirst(), episodes.getLast(), by, at, reason)
                : new Reshaping.Split(id, episodes, by, at, reason);
    }

    static long nextReview(Rows rows) {
        return rows.one("SELECT coalesce(max(id), 0) + 1 FROM incident_review", row -> row.getLong(1))
                .orElseThrow();
    }

    static void insert(Tx tx, Review review) {
        tx.update(
                "INSERT INTO incident_review (id, incident, happened, why, well, actions, actor, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                review.id(),
                review.incident(),
                review.words().happened(),
                review.words().why(),
                review.words().well(),
                review.words().actions(),
                review.by(),
                review.at());
    }

    /// Every writing, newest first.
    static List<Review> reviews(Rows rows) {
        return rows.list(
                "SELECT id, incident, happened, why, well, actions, actor, at FROM incident_review ORDER BY id DESC",
                row -> new Review(
                        row.getLong(1),
                        row.getLong(2),
                        new Review.Words(row.getString(3), row.getString(4), row.getString(5), row.getString(6)),
                        row.getString(7),
                        Micros.toInstant(row.getLong(8))));
    }

    /// The server listens at `now`: prolongs the newest span, or begins another when that ended more than `gap` ago.
    static void listening(Tx tx, Instant now, Duration gap) {
        int prolonged = tx.update(
                "UPDATE listening SET until = ? WHERE since = (SELECT max(since) FROM listening) AND until >= ? AND until <= ?",
                now,
                now.minus(gap),
                now);
        if (prolonged == 0)
            tx.update(
                    "INSERT INTO listening (since, until) VALUES (?, ?) ON CONFLICT (since) DO UPDATE SET until = excluded.until",
                    now,
                    now);
    }

    /// When the server listened, oldest first.
    static List<Span> listened(Rows rows, Instant from) {
        return rows.list(
                "SELECT since, until FROM listening WHERE until >= ? ORDER BY since",
                row -> new Span(Micros.toInstant(row.getLong(1)), Micros.toInstant(row.getLong(2))),
                from);
    }
}
