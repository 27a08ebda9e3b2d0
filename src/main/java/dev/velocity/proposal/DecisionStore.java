package dev.velocity.proposal;

import dev.velocity.platform.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// The columns state, decided_by, decided_at and decided_words, which both tables of proposals have.
final class DecisionStore {
    private DecisionStore() {}

    /// Nothing while the proposal waits.
    static Optional<Decision> read(ResultSet row) throws SQLException {
        var by = row.getString("decided_by");
        return by == null
                ? Optional.empty()
                : Optional.of(new Decision(
                        row.getString("state").equals("approved"),
                        by,
                        Micros.toInstant(row.getLong("decided_at")),
                        row.getString("decided_words")));
    }
}
