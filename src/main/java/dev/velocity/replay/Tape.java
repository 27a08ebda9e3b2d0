package dev.velocity.replay;

import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.TimeBase;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What happened to alerts in a window, to be asked for any of its moments. Immutable.
///
/// On a live site things happen when the server records them. On a recorded site they happen when its readings were
/// taken, since the server had them all at once.
final class Tape {
    private static final Comparator<Alert> WORST_FIRST = Comparator.comparingInt(
                    (Alert alert) -> alert.severity().rank())
            .thenComparingLong(Alert::id)
            .reversed();

    private final Collection<Alert> begin;
    private final List<Change> changes;

    /// An alert's change and when it happened in the site's time.
    record Change(Instant when, AlertChanged change) {}

    private Tape(Collection<Alert> begin, List<Change> changes) {
        this.begin = begin;
        this.changes = changes;
    }

    /// Empty when more happened than `most` changes.
    static Optional<Tape> of(Alerts alerts, Catalogue catalogue, Stretch window, int most) {
        Set<String> recorded = new HashSet<>();
        for (var site : catalogue.sites()) if (site.timeBase() == TimeBase.RECORDED) recorded.add(site.id());
        boolean anyLive = catalogue.sites().stream().map(Site::timeBase).anyMatch(base -> base == TimeBase.LIVE)
                || recorded.isEmpty();
        var live = anyLive ? alerts.recorded(window.from(), window.to(), most + 1) : List.<AlertChanged>of();
        var old = recorded.isEmpty() ? List.<AlertChanged>of() : alerts.happened(window.from(), window.to(), most + 1);
        if (live.size() > most || old.size() > most) return Optional.empty();
        var changes = Stream.concat(
                        live.stream()
                                .filter(change -> !recorded.contains(site(change.alert())))
                                .map(change -> new Change(change.recorded(), change)),
                        old.stream()
                                .filter(change -> recorded.contains(site(change.alert())))
                                .map(change -> new Change(change.at(), change)))
                .sorted(Comparator.comparing(Change::when)
                        .thenComparingLong(change -> change.change().seq()))
                .toList();
        var begin = Stream.concat(
                        anyLive
                                ? alerts.open(window.from()).stream().filter(alert -> !recorded.contains(site(alert)))
                                : Stream.<Alert>empty(),
                        recorded.isEmpty()
                                ? Stream.<Alert>empty()
                                : alerts.openAsHappened(window.from()).stream()
                                        .filter(alert -> recorded.contains(site(alert))))
                .toList();
        return Optional.of(new Tape(begin, changes));
    }

    private static String site(Alert alert) {
        return alert.source().site();
    }

    /// Every alert that was open at a moment of the window, worst first, newest first among equals.
    List<Alert> open(Instant at) {
        Map<Long, Alert> byId = new HashMap<>();
        for (var alert : begin) byId.put(alert.id(), alert);
        for (var change : changes) {
            if (change.when().isAfter(at)) break;
            byId.put(change.change().alert().id(), change.change().alert());
        }
        return byId.values().stream().filter(Alert::open).sorted(WORST_FIRST).toList();
    }

    /// The next moment at which something happened to an alert the role may see.
    Optional<Instant> after(Instant at, Role viewer) {
        return moments(viewer).filter(when -> when.isAfter(at)).findFirst();
    }

    Optional<Instant> before(Instant at, Role viewer) {
        return moments(viewer).takeWhile(when -> when.isBefore(at)).reduce((_, later) -> later);
    }

    /// When something happened to an alert the role may see, in order.
    List<Instant> moments(Role viewer, Stretch within) {
        return moments(viewer).map(within::clamp).distinct().collect(Collectors.toList());
    }

    /// What called, in order.
    List<AlertChanged> calls(Role viewer) {
        return changes.stream()
                .map(Change::change)
                .filter(change -> change.called() && change.alert().concerns(viewer))
                .toList();
    }

    private Stream<Instant> moments(Role viewer) {
        return changes.stream()
                .filter(change -> change.change().alert().concerns(viewer))
                .map(Change::when);
    }
}
