package dev.velocity.proposal;

import dev.velocity.access.Role;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The table site_proposal; nobody else touches it.
final class SiteProposalStore {
    private static final String COLUMNS =
            "id, before, after, reason, proposer, role, proposed_at, state, decided_by, decided_at, decided_words";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM site_proposal";

    private SiteProposalStore() {}

    static long nextId(Rows rows) {
        return rows.one("SELECT coalesce(max(id), 0) + 1 FROM site_proposal", row -> row.getLong(1))
                .orElseThrow();
    }

    static void insert(Tx tx, SiteProposal proposal) {
        tx.update(
                "INSERT INTO site_proposal (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, 'open', NULL, NULL, NULL)",
                proposal.id(),
                proposal.before(),
                proposal.after(),
                proposal.reason(),
                proposal.proposer(),
                proposal.role(),
                proposal.proposedAt());
    }

    static void decide(Tx tx, long id, Decision decision) {
        tx.update(
                "UPDATE site_proposal SET state = ?, decided_by = ?, decided_at = ?, decided_words = ? WHERE id = ?",
                decision.approved() ? "approved" : "refused",
                decision.by(),
                decision.at(),
                decision.words(),
                id);
    }

    static Optional<SiteProposal> find(Rows rows, long id) {
        return rows.one(SELECT + " WHERE id = ?", SiteProposalStore::proposal, id);
    }

    static int open(Rows rows) {
        return rows.one("SELECT count(*) FROM site_proposal WHERE state = 'open'", row -> row.getInt(1))
                .orElseThrow();
    }

    /// Those that wait first, each kind newest first.
    static List<SiteProposal> newest(Rows rows, int most) {
        return rows.list(SELECT + " ORDER BY state <> 'open', id DESC LIMIT ?", SiteProposalStore::proposal, most);
    }

    private static SiteProposal proposal(ResultSet row) throws SQLException {
        return new SiteProposal(
                row.getLong("id"),
                row.getString("before"),
                row.getString("after"),
                row.getString("reason"),
                row.getString("proposer"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                Micros.toInstant(row.getLong("proposed_at")),
                DecisionStore.read(row));
    }
}
