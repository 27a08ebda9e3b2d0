package dev.velocity.console;

import dev.velocity.access.Action;
import dev.velocity.access.People;
import dev.velocity.access.Permissions;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.alert.Acknowledgement;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Condition;
import dev.velocity.alert.Shelf;
import dev.velocity.alert.Triage;
import dev.velocity.alert.Verb;
import dev.velocity.audit.Actor;
import dev.velocity.history.Readings;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Guidance;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts alerts and what happened to them into words. Any thread.
final class AlertViews {
    private static final Duration AROUND = Duration.ofMinutes(30);
    private static final Duration LONGEST_CHART = Duration.ofHours(2);
    private final Catalogue catalogue;
    private final People people;
    private final Alerts alerts;
    private final Readings readings;
    private final InstantSource clock;

    AlertViews(Catalogue catalogue, People people, Alerts alerts, Readings readings, InstantSource clock) {
        this.catalogue = catalogue;
        this.people = people;
        this.alerts = alerts;
        this.readings = readings;
        this.clock = clock;
    }

    /// @param viewer whose eyes it is for
    AlertView view(Alert alert, Person viewer) {
        return view(alert, viewer, true);
    }

    private AlertView view(Alert alert, Person viewer, boolean shown) {
        var sensor = catalogue.sensor(alert.sensor());
        var limit = sensor.flatMap(known -> known.limits().stream()
                .filter(one -> one.name().equals(alert.rule()))
                .findFirst());
        return new AlertView(
                alert.id(),
                alert.version(),
                alert.severity().text(),
                Wording.mark(alert.severity()),
                alert.title(),
                alert.sensor().text(),
                sensor.map(known -> Wording.rule(known, alert.rule())).orElse(alert.rule()),
                alert.zone(),
                place(alert.source().site(), alert.zone()),
                value(sensor, alert),
                now(alert, viewer.role()).orElseGet(() -> value(sensor, alert)),
                limit.map(passed -> Wording.limit(sensor.orElseThrow(), passed, alert.severity()))
                        .orElse(""),
                limit.map(passed -> Wording.basis(passed, alert.severity())).orElse(""),
                moment(alert.source().site(), alert.raisedAt()),
                alert.triage().name().toLowerCase(Locale.ROOT),
                alert.condition() == Condition.PRESENT,
                condition(alert),
                attended(alert),
                alert.occurrences() > 1 ? alert.occurrences() + " times" : "",
                alert.source().kind(),
                owner(alert),
                cover(alert),
                marks(alert),
                verbs(alert, viewer),
                shown);
    }

    private static String verbs(Alert alert, Person viewer) {
        return Alerts.prospects(alert, viewer.actor(), viewer.role()).entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(entry -> entry.getKey().text())
                .collect(Collectors.joining(" "));
    }

    private String owner(Alert alert) {
        return alert.role().text()
                + alert.assignee().map(name -> ", " + display(name)).orElse("");
    }

    private String cover(Alert alert) {
        var covers = alert.covers();
        var site = alert.source().site();
        return Stream.of(
                        covers.outOfService()
                                .map(out -> "Out of service under " + out.reference() + ", by " + display(out.by())),
                        covers.shelf()
                                .map(shelf -> "Shelved until "
                                        + moment(site, shelf.until()).local()
                                        + (shelf.oneShot() ? " or until it returns to normal" : "") + " by "
                                        + display(shelf.by()) + ": " + shelf.reason()),
                        covers.suppressedBy().map(cause -> "Means nothing while " + cause),
                        covers.silence().map(number -> "Silenced by silence " + number))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" · "));
    }

    private static String marks(Alert alert) {
        return Stream.of(
                        alert.lapsed() ? "back in the queue: not ended in time" : "",
                        alert.chattering() ? "comes and goes" : "",
                        alert.latched() ? "stays until reset" : "")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    /// Everything about one alert, as the panel beside the board and its own page show it.
    AlertPanel panel(Alert alert, Person viewer) {
        var sensor = catalogue.sensor(alert.sensor());
        var history = alerts.history(alert.id());
        var role = viewer.role();
        var prospects = Alerts.prospects(alert, viewer.actor(), role);
        return new AlertPanel(
                view(alert, viewer),
                prospects.entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .map(entry -> new AlertPanel.Refused(Wording.command(entry.getKey()), entry.getValue()))
                        .toList(),
                Alerts.longestShelf(alert, role).map(Duration::toMinutes).orElse(0L),
                prospects.containsKey(Verb.ASSIGN) ? handlers(alert) : List.of(),
                guidance(alert, role),
                mayTune(alert, role),
                sensor.filter(_ -> Permissions.allows(role, Action.READ_SENSORS))
                        .flatMap(known -> chart(alert, known, history)),
                history.stream().map(this::line).toList().reversed());
    }

    /// People who may handle the alert, by the name they are called; those of its own queue first.
    private List<AlertPanel.Handler> handlers(Alert alert) {
        return people.all().stream()
                .filter(person -> !person.disabled())
                .filter(person -> Permissions.mayAct(person.role(), Action.ACKNOWLEDGE, alert.role(), alert.informed()))
                .sorted(Comparator.comparing((Person person) -> person.role() != alert.role())
                        .thenComparing(Person::display))
                .map(person -> new AlertPanel.Handler(
                        person.name(), person.display(), person.role().text()))
                .toList();
    }

    /// From half an hour before it began to half an hour after it last changed, two hours at most.
    private Optional<Chart> chart(Alert alert, Sensor sensor, List<AlertChanged> history) {
        var changes = history.stream()
                .filter(change -> change.actor().name().equals(Actor.CONDITION.name()))
                .map(AlertChanged::at)
                .toList();
        var from = alert.raisedAt().minus(AROUND);
        var last = changes.isEmpty() ? alert.raisedAt() : changes.getLast();
        var to = Stream.of(last.plus(AROUND), from.plus(LONGEST_CHART))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        var limit = sensor.limits().stream()
                .filter(one -> one.name().equals(alert.rule()))
                .findFirst();
        return Chart.of(
                sensor,
                limit,
                readings.between(alert.sensor(), from, to),
                from,
                to,
                changes,
                zone(alert.source().site()));
    }

    /// What to do about it; residents get it in plain words.
    private Guidance guidance(Alert alert, Role viewer) {
        var guidance = catalogue.guidance(alert.sensor(), alert.rule(), alert.severity());
        return viewer == Role.RESIDENT ? guidance.plain() : guidance;
    }

    /// Whether there is a page that says what would calm it.
    private boolean mayTune(Alert alert, Role viewer) {
        return Permissions.allows(viewer, Action.READ_HISTORY)
                && catalogue
                        .sensor(alert.sensor())
                        .flatMap(sensor -> sensor.limit(alert.rule()))
                        .filter(limit -> !limit.steps().isEmpty())
                        .isPresent();
    }

    AlertView.Line line(AlertChanged change) {
        var name = change.actor().name();
        boolean condition = name.equals(Actor.CONDITION.name());
        boolean system = name.equals(Actor.SYSTEM.name());
        return new AlertView.Line(
                change.seq(),
                moment(change.alert().source().site(), change.at()),
                condition ? "" : system ? "The server" : display(name),
                what(change, condition),
                change.words(),
                !condition && !system);
    }

    /// @param filter of the board the viewer looks at
    AlertView.Told told(AlertChanged change, Person viewer, BoardFilter filter) {
        boolean shown = filter.effective().fits(change.alert(), clock.instant());
        return new AlertView.Told(view(change.alert(), viewer, shown), line(change));
    }

    /// How many alerts are hidden, by what hides them.
    Map<String, Integer> hidden(Role viewer) {
        var hidden = new LinkedHashMap<String, Integer>();
        alerts.counts(viewer).hidden().forEach((cover, number) -> hidden.put(cover.text(), number));
        return hidden;
    }

    /// The latest readings of all sensors with an open alert that the viewer may see, each once.
    List<AlertView.Now> now(Role viewer) {
        return alerts.page(AlertQuery.open(viewer)).alerts().stream()
                .flatMap(alert ->
                        now(alert, viewer)
                                .map(value -> new AlertView.Now(alert.sensor().text(), value))
                                .stream())
                .distinct()
                .toList();
    }

    private Optional<String> now(Alert alert, Role viewer) {
        int index = catalogue.index(alert.sensor().text());
        if (index < 0 || !Permissions.allows(viewer, Action.READ_SENSORS)) return Optional.empty();
        return readings.latest(index).map(latest -> Wording.value(catalogue.sensor(index), latest.value()));
    }

    /// Worst first, by how many nobody has.
    List<AlertView.Count> counts(Role viewer) {
        Map<Severity, Map<Triage, Integer>> counts = alerts.counts(viewer).shown();
        return worstFirst()
                .map(severity -> {
                    var byTriage = counts.getOrDefault(severity, Map.of());
                    return new AlertView.Count(
                            severity.text(),
                            Wording.mark(severity),
                            byTriage.getOrDefault(Triage.NEW, 0),
                            byTriage.getOrDefault(Triage.ACKNOWLEDGED, 0));
                })
                .toList();
    }

    Moment moment(String site, Instant at) {
        return Moment.of(at, zone(site), clock.instant());
    }

    /// The time zone of the site's people.
    ZoneId zone(String site) {
        return site(site).map(Site::timeZone).orElse(ZoneOffset.UTC);
    }

    static Stream<Severity> worstFirst() {
        return Stream.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW);
    }

    String display(String name) {
        return people.find(name).map(Person::display).orElse(name);
    }

    private Optional<Site> site(String id) {
        return catalogue.sites().stream().filter(site -> site.id().equals(id)).findFirst();
    }

    String place(String siteId, String zoneId) {
        var site = site(siteId);
        var zone = site.stream()
                .flatMap(known -> known.zones().stream())
                .filter(known -> known.id().equals(zoneId))
                .map(Zone::name)
                .findFirst()
                .orElse(zoneId);
        return catalogue.sites().size() == 1 ? zone : site.map(Site::name).orElse(siteId) + ", " + zone;
    }

    private static String value(Optional<Sensor> sensor, Alert alert) {
        return sensor.map(known -> Wording.value(known, alert.value()))
                .orElseGet(() -> Double.isFinite(alert.value()) ? Double.toString(alert.value()) : "–");
    }

    private static String condition(Alert alert) {
        return switch (alert.condition()) {
            case PRESENT ->
                alert.present().filter(now -> now != alert.severity()).isPresent()
                        ? "present, now " + alert.present().orElseThrow().text()
                        : "present";
            case RETURNED -> "returned to normal";
        };
    }

    private String attended(Alert alert) {
        return switch (alert.triage()) {
            case NEW -> "UNACK";
            case ACKNOWLEDGED ->
                "With "
                        + alert.acknowledged()
                                .map(Acknowledgement::by)
                                .map(this::display)
                                .orElse("somebody");
            case RESOLVED ->
                alert.resolved()
                        .filter(deed -> !deed.by().equals(Actor.CONDITION.name()))
                        .map(deed -> "Resolved by " + display(deed.by()))
                        .orElse("Over by itself");
        };
    }

    private String assigned(Alert alert) {
        return alert.assignee().map(name -> "to " + display(name)).orElse("to nobody in particular") + ", queue of "
                + alert.role().text();
    }

    private String shelf(Alert alert, Shelf shelf) {
        return "until " + moment(alert.source().site(), shelf.until()).local()
                + (shelf.oneShot() ? " or until it returns to normal" : "");
    }

    private String what(AlertChanged change, boolean condition) {
        var alert = change.alert();
        var value = value(catalogue.sensor(alert.sensor()), alert);
        return switch (change.kind()) {
            case RAISED -> "Raised as " + alert.severity().text() + ": " + value;
            case ESCALATED -> "Got worse, now " + alert.severity().text() + ": " + value + ". It calls again";
            case VARIED -> "Now " + alert.present().map(Severity::text).orElse("normal") + ": " + value;
            case RETURNED -> "Returned to normal: " + value;
            case RECURRED -> "Came back: " + value + ". It calls again";
            case REVISED -> "A reading that came late showed that it began earlier";
            case ACKNOWLEDGED -> "acknowledged it";
            case UNACKNOWLEDGED -> "gave it back: nobody has it";
            case LAPSED -> "Nobody ended it in time, so it is back in the queue. It calls again";
            case ASSIGNED -> "assigned it " + assigned(alert);
            case COMMENTED -> "wrote";
            case SHELVED ->
                "shelved it "
                        + alert.covers()
                                .shelf()
                                .map(shelf -> shelf(alert, shelf))
                                .orElse("");
            case UNSHELVED -> condition ? "The shelf ended" : "unshelved it";
            case SILENCED -> "A silence hides its calls from now on";
            case UNSILENCED -> "The silence over it ended";
            case SUPPRESSED -> "It means nothing for now, so it does not call";
            case UNSUPPRESSED -> "What explained it is gone";
            case OUT_OF_SERVICE -> "took its sensor out of service";
            case IN_SERVICE -> "put its sensor back in service";
            case RECALLED -> "Nothing hides it any more and it is still so. It calls again";
            case RESET -> "reset it";
            case REOPENED -> "opened it again";
            case RESOLVED -> condition ? "Returned to normal after it was acknowledged, and so is over" : "resolved it";
        };
    }
}
