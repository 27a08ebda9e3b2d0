package dev.velocity.proposal;

import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import dev.velocity.rule.Damping;
import dev.velocity.rule.Outline;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The table proposal; nobody else touches it.
final class ProposalStore {
    private static final String COLUMNS = """
            id, sensor, rule, severity, from_deadband, from_on_delay, from_off_delay, to_deadband, to_on_delay, to_off_delay,
            reason, since, until, respond, calls_before, bursts_before, present_before, calls_after, bursts_after,
            present_after, proposer, proposed_at, state, decided_by, decided_at, decided_words""";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM proposal";

    private ProposalStore() {}

    static long nextId(Rows rows) {
        return rows.one("SELECT coalesce(max(id), 0) + 1 FROM proposal", row -> row.getLong(1))
                .orElseThrow();
    }

    static void insert(Tx tx, Proposal proposal) {
        var evidence = proposal.evidence();
        tx.update(
                "INSERT INTO proposal (" + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', NULL, NULL, NULL)",
                proposal.id(),
                proposal.sensor().text(),
                proposal.rule(),
                proposal.severity(),
                proposal.from().deadband(),
                micros(proposal.from().onDelay()),
                micros(proposal.from().offDelay()),
                proposal.to().deadband(),
                micros(proposal.to().onDelay()),
                micros(proposal.to().offDelay()),
                proposal.reason(),
                evidence.since(),
                evidence.until(),
                micros(evidence.respond()),
                evidence.before().calls(),
                evidence.before().bursts(),
                micros(evidence.before().present()),
                evidence.after().calls(),
                evidence.after().bursts(),
                micros(evidence.after().present()),
                proposal.proposer(),
                proposal.proposedAt());
    }

    static void decide(Tx tx, long id, Decision decision) {
        tx.update(
                "UPDATE proposal SET state = ?, decided_by = ?, decided_at = ?, decided_words = ? WHERE id = ?",
                decision.approved() ? "approved" : "refused",
                decision.by(),
                decision.at(),
                decision.words(),
                id);
    }

    static Optional<Proposal> find(Rows rows, long id) {
        return rows.one(SELECT + " WHERE id = ?", ProposalStore::proposal, id);
    }

    static Optional<Proposal> open(Rows rows, SensorId sensor, String rule, Severity severity) {
        return rows.one(
                SELECT + " WHERE sensor = ? AND rule = ? AND severity = ? AND state = 'open'",
                ProposalStore::proposal,
                sensor.text(),
                rule,
                severity);
    }

    /// Those that wait first, each kind newest first.
    static List<Proposal> newest(Rows rows, int most) {
        return rows.list(SELECT + " ORDER BY state <> 'open', id DESC LIMIT ?", ProposalStore::proposal, most);
    }

    private static Proposal proposal(ResultSet row) throws SQLException {
        return new Proposal(
                row.getLong("id"),
                new SensorId(row.getString("sensor")),
                row.getString("rule"),
                Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                damping(row, "from"),
                damping(row, "to"),
                row.getString("reason"),
                new Evidence(
                        Micros.toInstant(row.getLong("since")),
                        Micros.toInstant(row.getLong("until")),
                        length(row.getLong("respond")),
                        outline(row, "before"),
                        outline(row, "after")),
                row.getString("proposer"),
                Micros.toInstant(row.getLong("proposed_at")),
                DecisionStore.read(row));
    }

    private static Damping damping(ResultSet row, String which) throws SQLException {
        return new Damping(
                row.getDouble(which + "_deadband"),
                length(row.getLong(which + "_on_delay")),
                length(row.getLong(which + "_off_delay")));
    }

    private static Outline outline(ResultSet row, String which) throws SQLException {
        return new Outline(
                row.getInt("calls_" + which), row.getInt("bursts_" + which), length(row.getLong("present_" + which)));
    }

    private static long micros(Duration length) {
        return length.toNanos() / 1_000;
    }

    private static Duration length(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }
}
