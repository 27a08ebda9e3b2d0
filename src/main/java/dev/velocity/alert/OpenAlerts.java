package dev.velocity.alert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The alerts anything can still happen to, as the last commit left them, and the number of the newest event.
///
/// They are few (some thousands in the worst flood), and every board, count and screen asks for them; of the many that
/// are over only the disk knows. The writer's thread changes them after each commit and before anybody is answered;
/// any thread may ask.
final class OpenAlerts {
    static final Comparator<Listed> WORST_FIRST = Comparator.comparing(Listed::alert, Alert.WORST_FIRST);

    private final Map<Long, Listed> byId = new HashMap<>();
    private List<Listed> worstFirst = List.of();
    private boolean sorted = true;
    private long seq;

    /// Begins with what a start found on disk.
    synchronized void begin(Collection<Alert> open, long newestEvent) {
        byId.clear();
        for (var alert : open) byId.put(alert.id(), new Listed(alert));
        sorted = false;
        seq = newestEvent;
    }

    synchronized void changed(AlertChanged change, Listed to) {
        seq = change.seq();
        if (to.alert().open()) byId.put(to.alert().id(), to);
        else byId.remove(to.alert().id());
        sorted = false;
    }

    /// Newest first among equals.
    synchronized List<Listed> worstFirst() {
        if (!sorted) {
            var all = new ArrayList<>(byId.values());
            all.sort(WORST_FIRST);
            worstFirst = List.copyOf(all);
            sorted = true;
        }
        return worstFirst;
    }

    synchronized Optional<Alert> find(long id) {
        return Optional.ofNullable(byId.get(id)).map(Listed::alert);
    }

    synchronized long newestEvent() {
        return seq;
    }
}
