package dev.velocity.alert;

import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.util.List;

/// Filters people gave a name, so that a queue is one press away. Each person has their own.
public final class SavedViews {
    private static final int MOST_NAME = 40;
    private static final int MOST = 30;
    private final Database database;
    private final Writer writer;

    public SavedViews(Database database, Writer writer) {
        this.database = database;
        this.writer = writer;
    }

    /// A named filter.
    ///
    /// @param query as [AlertFilter#query] writes it
    public record SavedView(String name, String query) {}

    public List<SavedView> of(String person) {
        return database.read(rows -> SavedViewStore.of(rows, person));
    }

    /// Keeps the filter under the name, in place of one of the same name.
    ///
    /// @throws IllegalArgumentException when the name is none or there are too many
    public void save(String person, String name, AlertFilter filter) {
        var text = name.strip();
        if (text.isEmpty() || text.length() > MOST_NAME) throw new Refusal.Unacceptable(Obstacle.VIEW_NAME, MOST_NAME);
        writer.write(tx -> {
            var kept = SavedViewStore.of(tx, person);
            if (kept.size() >= MOST
                    && kept.stream().noneMatch(view -> view.name().equals(text)))
                throw new Refusal.Unacceptable(Obstacle.VIEWS_TOO_MANY, MOST);
            SavedViewStore.save(tx, person, new SavedView(text, filter.query()));
            return text;
        });
    }

    public void forget(String person, String name) {
        writer.write(tx -> {
            SavedViewStore.forget(tx, person, name);
            return name;
        });
    }
}
