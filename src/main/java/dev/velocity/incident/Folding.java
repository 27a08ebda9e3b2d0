package dev.velocity.incident;

import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.EventKind;
import dev.velocity.alert.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Folds what happened to alerts into episodes and calls. Pure: the same events give the same episodes, whether they
/// are of the past, of a replay or of a what-if. One thread.
final class Folding {
    private final List<Episode> episodes = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    /// Where the newest episode of each alert is.
    private final Map<Long, Integer> newest = new HashMap<>();

    /// Takes the next event, in the order of their numbers.
    void take(AlertChanged event) {
        var alert = event.alert();
        var place = newest.get(alert.id());
        var last = place == null ? Optional.<Episode>empty() : Optional.of(episodes.get(place));
        // One object for all that is of the same alert; what is read from disk brings its own each time.
        var source = last.map(Episode::source).orElse(alert.source());
        int called = event.called() ? 1 : 0;
        if (event.called())
            calls.add(new Call(event.at(), alert.id(), source, alert.role(), alert.informed(), alert.severity()));
        boolean going = last.filter(Episode::present).isPresent();
        if (alert.present().isPresent() && !going) open(event, source, called);
        else if (place != null) episodes.set(place, later(episodes.get(place), event, called, going));
    }

    private void open(AlertChanged event, Source source, int called) {
        var alert = event.alert();
        newest.put(alert.id(), episodes.size());
        // Of an alert that is met in the middle of its life, the raise is what it says itself.
        boolean recurred = event.kind() == EventKind.RECURRED;
        episodes.add(new Episode(
                event.seq(),
                alert.id(),
                source,
                alert.role(),
                alert.informed(),
                alert.present().orElseThrow(),
                recurred ? event.at() : alert.raisedAt(),
                Optional.empty(),
                called,
                event.seq()));
    }

    private static Episode later(Episode episode, AlertChanged event, int called, boolean going) {
        var alert = event.alert();
        var worst = alert.present().map(episode.severity()::or).orElse(episode.severity());
        var from =
                going && event.kind() == EventKind.REVISED && alert.raisedAt().isBefore(episode.from())
                        ? alert.raisedAt()
                        : episode.from();
        var to = going && alert.present().isEmpty()
                ? Optional.of(alert.returnedAt().orElse(event.at())).map(end -> end.isBefore(from) ? from : end)
                : episode.to();
        return episode.after(alert.role(), alert.informed(), worst, from, to, episode.calls() + called, event.seq());
    }

    /// In the order in which they were opened.
    List<Episode> episodes() {
        return List.copyOf(episodes);
    }

    /// In the order of events.
    List<Call> calls() {
        return List.copyOf(calls);
    }
}
