package dev.velocity.alert;

import java.util.List;
import java.util.Optional;

/// A part of a list of alerts.
///
/// @param listed in the list's order
/// @param next where the list goes on; empty at its end
public record AlertPage(List<Listed> listed, Optional<AlertQuery.Cursor> next) {
    public AlertPage {
        listed = List.copyOf(listed);
    }

    /// The first `query.most()` of what was found, which is one more when the list goes on.
    static AlertPage of(List<Listed> found, AlertQuery query) {
        if (found.size() <= query.most()) return new AlertPage(found, Optional.empty());
        var listed = found.subList(0, query.most());
        return new AlertPage(
                listed, Optional.of(AlertQuery.Cursor.behind(listed.getLast().alert())));
    }

    public List<Alert> alerts() {
        return listed.stream().map(Listed::alert).toList();
    }
}
