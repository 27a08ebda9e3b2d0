package dev.velocity.alert;

import dev.velocity.platform.Rows;
import dev.velocity.platform.Tx;
import java.util.List;

/// The table alert_view; nobody else touches it.
final class SavedViewStore {
    private SavedViewStore() {}

    static List<SavedViews.SavedView> of(Rows rows, String person) {
        return rows.list(
                "SELECT name, filter FROM alert_view WHERE person = ? ORDER BY name",
                row -> new SavedViews.SavedView(row.getString(1), row.getString(2)),
                person);
    }

    static void save(Tx tx, String person, SavedViews.SavedView view) {
        tx.update("""
                INSERT INTO alert_view (person, name, filter) VALUES (?, ?, ?)
                ON CONFLICT (person, name) DO UPDATE SET filter = excluded.filter""", person, view.name(), view.query());
    }

    static void forget(Tx tx, String person, String name) {
        tx.update("DELETE FROM alert_view WHERE person = ? AND name = ?", person, name);
    }
}
