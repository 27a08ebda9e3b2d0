package dev.velocity.console;

import dev.velocity.access.Person;
import dev.velocity.alert.Silences;
import java.util.List;

/// What hiding calls means, in words: alerts it hides at once, and conditions it would have hidden in seven days, or
/// has hidden.
///
/// @param now open alerts
/// @param before conditions, most often first
public record HidesView(List<AlertView> now, List<Condition> before) {
    public HidesView {
        now = List.copyOf(now);
        before = List.copyOf(before);
    }

    /// @param alert as it stood at the newest call
    /// @param calls how many
    public record Condition(AlertView alert, int calls) {}

    static HidesView of(Silences.Preview preview, AlertViews views, Person viewer) {
        return new HidesView(
                preview.now().stream().map(alert -> views.view(alert, viewer)).toList(),
                conditions(preview.before(), views, viewer));
    }

    /// Of what concerns the viewer.
    static List<Condition> conditions(List<Silences.Hidden> hidden, AlertViews views, Person viewer) {
        return hidden.stream()
                .filter(one -> one.alert().concerns(viewer.role()))
                .map(one -> new Condition(views.view(one.alert(), viewer), one.calls()))
                .toList();
    }

    /// How many calls.
    public int calls() {
        return before.stream().mapToInt(Condition::calls).sum();
    }
}
