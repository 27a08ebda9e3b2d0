package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Flood;
import dev.velocity.alert.Triage;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Folds floods for screens, in one language, once a second for each role however many screens there are. Any thread.
final class FloodViews {
    private static final long NANOS_KEPT = TimeUnit.MILLISECONDS.toNanos(900);
    private final Words words;
    private final Wording wording;
    private final Alerts alerts;
    private final AlertViews views;
    private final Catalogue catalogue;
    private final Map<Role, Kept> kept = new EnumMap<>(Role.class);

    FloodViews(Words words, Alerts alerts, AlertViews views, Catalogue catalogue) {
        this.words = words;
        this.wording = new Wording(words);
        this.alerts = alerts;
        this.views = views;
        this.catalogue = catalogue;
    }

    private record Kept(FloodView view, long at) {}

    FloodView of(Role role) {
        var flood = alerts.flood(role);
        if (flood.isEmpty()) return FloodView.NONE;
        synchronized (kept) {
            var before = kept.get(role);
            long now = System.nanoTime();
            if (before != null && now - before.at() < NANOS_KEPT) return before.view();
            var view = fold(role, flood.get());
            kept.put(role, new Kept(view, System.nanoTime()));
            return view;
        }
    }

    private FloodView fold(Role role, Flood flood) {
        var groups = new LinkedHashMap<List<String>, List<Alert>>();
        for (var alert : open(role))
            if (alert.severity() != Severity.CRITICAL && alert.id() != flood.firstOut())
                groups.computeIfAbsent(
                                List.of(
                                        alert.source().site(),
                                        alert.zone(),
                                        alert.source().kind()),
                                _ -> new ArrayList<>())
                        .add(alert);
        var first = alerts.find(flood.firstOut(), role);
        var line = first.map(alert -> views.headline(alert) + ", "
                        + views.place(alert.source().site(), alert.zone()))
                .orElse("");
        var since = views.moment(first.map(alert -> alert.source().site()).orElse(""), flood.since());
        return new FloodView(
                true,
                words.of("board.flood.calls", flood.calls(), since.local()),
                since,
                first.map(Alert::id).orElse(0L),
                line,
                first.map(alert -> alert.severity().text()).orElse("low"),
                groups.values().stream()
                        .map(this::group)
                        .sorted(Comparator.comparingInt((FloodView.Group group) -> rank(group.severity()))
                                .thenComparingInt(FloodView.Group::count)
                                .reversed()
                                .thenComparing(FloodView.Group::place))
                        .toList(),
                line.isEmpty()
                        ? words.of("board.flood.said", flood.calls())
                        : words.of("board.flood.said-first", flood.calls(), line));
    }

    private List<Alert> open(Role role) {
        var filter = AlertFilter.OPEN.withCover(Optional.of(AlertFilter.Cover.NONE));
        var open = new ArrayList<Alert>();
        var after = Optional.<AlertQuery.Cursor>empty();
        do {
            var page = alerts.page(new AlertQuery(role, filter, after, 1_000));
            open.addAll(page.alerts());
            after = page.next();
        } while (after.isPresent());
        return open;
    }

    private FloodView.Group group(List<Alert> alerts) {
        var one = alerts.getFirst();
        var worst = alerts.stream()
                .map(Alert::severity)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        var kind = one.source().kind();
        return new FloodView.Group(
                one.zone(),
                kind,
                views.place(one.source().site(), one.zone()),
                words.of(
                        "board.group",
                        alerts.size(),
                        wording.kind(
                                catalogue.sensor(one.sensor()).map(Sensor::kind).orElse(kind))),
                alerts.size(),
                words.of(
                        "board.unacknowledged",
                        alerts.stream()
                                .filter(alert -> alert.triage() == Triage.NEW)
                                .count()),
                worst.text(),
                wording.mark(worst),
                BoardFilter.address(AlertFilter.read(name -> switch (name) {
                    case "zone" -> List.of(one.zone());
                    case "kind" -> List.of(kind);
                    default -> List.of();
                })));
    }

    private static int rank(String severity) {
        return Wording.severity(severity).map(Severity::rank).orElse(0);
    }
}
