package dev.velocity.console;

import dev.velocity.access.Action;
import dev.velocity.access.People;
import dev.velocity.access.Permissions;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.alert.Acknowledgement;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.AlertCounts;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Condition;
import dev.velocity.alert.EventKind;
import dev.velocity.alert.Source;
import dev.velocity.alert.Triage;
import dev.velocity.alert.Verb;
import dev.velocity.audit.Actor;
import dev.velocity.history.Readings;
import dev.velocity.replay.Stretch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Guidance;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.TimeBase;
import dev.velocity.sensor.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts alerts and what happened to them into the words of one language. Any thread.
final class AlertViews {
    private static final Duration AROUND = Duration.ofMinutes(30);
    private static final Duration BEFORE = Duration.ofMinutes(10);
    private static final Duration LONGEST_REPLAY = Duration.ofDays(7);
    private static final Duration LONGEST_CHART = Duration.ofHours(2);
    private final Words words;
    private final Wording wording;
    private final Catalogue catalogue;
    private final People people;
    private final Alerts alerts;
    private final Readings readings;
    private final InstantSource clock;
    /// The moment of the past that is looked at; empty for now.
    private final Optional<Sight.Past> past;

    AlertViews(Words words, Catalogue catalogue, People people, Alerts alerts, Readings readings, InstantSource clock) {
        this(words, catalogue, people, alerts, readings, clock, Optional.empty());
    }

    private AlertViews(
            Words words,
            Catalogue catalogue,
            People people,
            Alerts alerts,
            Readings readings,
            InstantSource clock,
            Optional<Sight.Past> past) {
        this.words = words;
        this.wording = new Wording(words);
        this.catalogue = catalogue;
        this.people = people;
        this.alerts = alerts;
        this.readings = readings;
        this.clock = clock;
        this.past = past;
    }

    /// The same at a moment of the past: ages count up to it, and nothing can be done to anything.
    AlertViews of(Sight.Past moment) {
        return new AlertViews(
                words, catalogue, people, alerts, readings, InstantSource.fixed(moment.at()), Optional.of(moment));
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
                wording.mark(alert.severity()),
                alert.title(),
                alert.sensor().text(),
                rule(alert),
                alert.zone(),
                place(alert.source().site(), alert.zone()),
                value(sensor, alert),
                now(alert, viewer.role()).orElseGet(() -> value(sensor, alert)),
                limit.map(passed -> wording.limit(sensor.orElseThrow(), passed, alert.severity()))
                        .orElse(""),
                limit.map(passed -> Shipped.in(words, Wording.basis(passed, alert.severity())))
                        .orElse(""),
                moment(alert.source().site(), alert.raisedAt()),
                alert.triage().name().toLowerCase(Locale.ROOT),
                alert.condition() == Condition.PRESENT,
                condition(alert),
                attended(alert),
                alert.occurrences() > 1 ? words.of("alert.times", alert.occurrences()) : "",
                alert.source().kind(),
                owner(alert),
                cover(alert),
                marks(alert),
                verbs(alert, viewer),
                shown);
    }

    private String verbs(Alert alert, Person viewer) {
        if (past.isPresent()) return "";
        return Alerts.prospects(alert, viewer.actor(), viewer.role()).entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(entry -> entry.getKey().text())
                .collect(Collectors.joining(" "));
    }

    private String owner(Alert alert) {
        var role = wording.role(alert.role());
        return alert.assignee()
                .map(name -> words.of("alert.owner", role, display(name)))
                .orElse(role);
    }

    /// What is wrong with its sensor: "too high".
    String rule(Alert alert) {
        return rule(alert.source());
    }

    private String rule(Source source) {
        return catalogue
                .sensor(source.sensor())
                .map(known -> wording.rule(known, source.rule()))
                .orElseGet(() -> wording.reported(source));
    }

    /// The same behind what people call the sensor.
    String headline(Alert alert) {
        return headline(alert.source());
    }

    String headline(Source source) {
        return source.title() + " " + rule(source);
    }

    private String cover(Alert alert) {
        var covers = alert.covers();
        var site = alert.source().site();
        return Stream.of(
                        covers.outOfService()
                                .map(out -> words.of("alert.cover.service", out.reference(), display(out.by()))),
                        covers.shelf()
                                .map(shelf -> words.of(
                                        shelf.oneShot() ? "alert.cover.shelf-once" : "alert.cover.shelf",
                                        moment(site, shelf.until()).local(),
                                        display(shelf.by()),
                                        shelf.reason())),
                        covers.suppressedBy().map(cause -> words.of("alert.cover.suppressed", cause)),
                        covers.silence().map(number -> words.of("alert.cover.silence", number)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" · "));
    }

    private String marks(Alert alert) {
        return Stream.of(
                        alert.lapsed() ? "lapsed" : "",
                        alert.chattering() ? "chattering" : "",
                        alert.latched() ? "latched" : "")
                .filter(name -> !name.isEmpty())
                .map(name -> words.one("alert.mark", name))
                .collect(Collectors.joining(" · "));
    }

    /// Everything about one alert, as the panel beside the board and its own page show it.
    AlertPanel panel(Alert alert, Person viewer) {
        var sensor = catalogue.sensor(alert.sensor());
        var history = alerts.history(alert.id());
        var role = viewer.role();
        var prospects = Alerts.prospects(alert, viewer.actor(), role);
        var guidance = guidance(alert, role);
        return new AlertPanel(
                view(alert, viewer),
                prospects.entrySet().stream()
                        .flatMap(entry -> entry
                                .getValue()
                                .map(why -> new AlertPanel.Refused(
                                        entry.getKey().text(), wording.command(entry.getKey()), wording.why(why)))
                                .stream())
                        .toList(),
                Alerts.longestShelf(alert, role).map(Duration::toMinutes).orElse(0L),
                prospects.containsKey(Verb.ASSIGN) ? handlers(alert) : List.of(),
                guidance,
                guidance.time().map(wording::length).orElse(""),
                mayTune(alert, role),
                Permissions.allows(role, Action.READ_HISTORY) ? replay(alert, history) : "",
                sensor.filter(_ -> Permissions.allows(role, Action.READ_SENSORS))
                        .flatMap(known -> chart(alert, known, history)),
                history.stream().map(this::line).toList().reversed());
    }

    /// From ten minutes before it began to half an hour after the last that happened to it.
    private String replay(Alert alert, List<AlertChanged> history) {
        boolean recorded = site(alert.source().site())
                .filter(site -> site.timeBase() == TimeBase.RECORDED)
                .isPresent();
        var last = history.stream()
                .map(change -> recorded ? change.at() : change.recorded())
                .filter(at -> !recorded || at.isBefore(alert.raisedAt().plus(LONGEST_REPLAY)))
                .max(Comparator.naturalOrder())
                .orElse(alert.raisedAt());
        var from = alert.raisedAt().minus(BEFORE);
        var to = Stream.of(last.plus(AROUND), from.plus(LONGEST_REPLAY))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return ReplayView.address(new Stretch(from, to), from) + "&sensor="
                + alert.sensor().text();
    }

    /// People who may handle the alert, by the name they are called; those of its own queue first.
    private List<AlertPanel.Handler> handlers(Alert alert) {
        return people.all().stream()
                .filter(person -> !person.disabled())
                .filter(person -> Permissions.mayAct(person.role(), Action.ACKNOWLEDGE, alert.role(), alert.informed()))
                .sorted(Comparator.comparing((Person person) -> person.role() != alert.role())
                        .thenComparing(Person::display))
                .map(person -> new AlertPanel.Handler(person.name(), person.display(), wording.role(person.role())))
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
                zone(alert.source().site()),
                words);
    }

    /// What to do about it; residents get it in plain words.
    private Guidance guidance(Alert alert, Role viewer) {
        var guidance = Shipped.in(words, alerts.guidance(alert));
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
                condition ? "" : system ? words.of("history.server") : display(name),
                what(change, condition),
                change.words(),
                !condition && !system);
    }

    /// @param filter of the board the viewer looks at
    AlertView.Told told(AlertChanged change, Person viewer, BoardFilter filter) {
        boolean shown = filter.effective().fits(change.alert(), clock.instant());
        return new AlertView.Told(view(change.alert(), viewer, shown), line(change));
    }

    /// What people wrote to these alerts, oldest first.
    List<AlertChanged> comments(Collection<Long> ids, Role viewer) {
        return alerts.histories(ids).values().stream()
                .flatMap(List::stream)
                .filter(change ->
                        change.kind() == EventKind.COMMENTED && change.alert().concerns(viewer))
                .sorted(Comparator.comparingLong(AlertChanged::seq))
                .toList();
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
        var newest = past.isPresent() ? past.get().latest(index) : readings.latest(index);
        return newest.map(latest -> wording.value(catalogue.sensor(index), latest.value()));
    }

    /// Worst first, by how many nobody has.
    List<AlertView.Count> counts(Role viewer) {
        Map<Severity, Map<Triage, Integer>> counts = past.map(moment -> AlertCounts.of(moment.open(viewer).stream()))
                .orElseGet(() -> alerts.counts(viewer))
                .shown();
        return worstFirst()
                .map(severity -> {
                    var byTriage = counts.getOrDefault(severity, Map.of());
                    return new AlertView.Count(
                            severity.text(),
                            wording.mark(severity),
                            byTriage.getOrDefault(Triage.NEW, 0),
                            byTriage.getOrDefault(Triage.ACKNOWLEDGED, 0));
                })
                .toList();
    }

    Moment moment(String site, Instant at) {
        return Moment.of(at, zone(site), clock.instant(), words);
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

    private String value(Optional<Sensor> sensor, Alert alert) {
        if (!alert.source().sensed()) return "–";
        return sensor.map(known -> wording.value(known, alert.value()))
                .orElseGet(() -> Double.isFinite(alert.value()) ? Double.toString(alert.value()) : "–");
    }

    private String condition(Alert alert) {
        return switch (alert.condition()) {
            case PRESENT ->
                alert.present()
                        .filter(now -> now != alert.severity())
                        .map(now -> words.of("alert.present-as", wording.severity(now)))
                        .orElseGet(() -> words.of("alert.present"));
            case RETURNED -> words.of("alert.returned");
        };
    }

    private String attended(Alert alert) {
        return switch (alert.triage()) {
            case NEW -> words.of("alert.new");
            case ACKNOWLEDGED -> words.of("alert.with", holder(alert));
            case RESOLVED ->
                alert.resolved()
                        .filter(deed -> !deed.by().equals(Actor.CONDITION.name()))
                        .map(deed -> words.of("alert.resolved", display(deed.by())))
                        .orElseGet(() -> words.of("alert.over"));
        };
    }

    private String holder(Alert alert) {
        return alert.acknowledged()
                .map(Acknowledgement::by)
                .map(this::display)
                .orElseGet(() -> words.of("alert.somebody"));
    }

    /// How it stands, for whoever looked at it as it stood before.
    String stands(Alert alert) {
        return switch (alert.triage()) {
            case NEW ->
                switch (alert.condition()) {
                    case PRESENT -> words.of("alert.stands.new", condition(alert));
                    case RETURNED -> words.of("alert.stands.returned");
                };
            case ACKNOWLEDGED -> words.of("alert.stands.with", holder(alert));
            case RESOLVED -> words.of("alert.stands.over", attended(alert));
        };
    }

    private String what(AlertChanged change, boolean condition) {
        var alert = change.alert();
        var value = value(catalogue.sensor(alert.sensor()), alert);
        var severity = wording.severity(alert.severity());
        return switch (change.kind()) {
            case RAISED -> words.of("history.raised", severity, value);
            case ESCALATED -> words.of("history.escalated", severity, value);
            case VARIED ->
                alert.present()
                        .map(now -> words.of("history.varied", wording.severity(now), value))
                        .orElseGet(() -> words.of("history.varied-normal", value));
            case RETURNED -> words.of("history.returned", value);
            case RECURRED -> words.of("history.recurred", value);
            case ASSIGNED ->
                alert.assignee()
                        .map(name -> words.of("history.assigned", display(name), wording.role(alert.role())))
                        .orElseGet(() -> words.of("history.assigned-nobody", wording.role(alert.role())));
            case SHELVED ->
                alert.covers()
                        .shelf()
                        .map(shelf -> words.of(
                                shelf.oneShot() ? "history.shelved-once" : "history.shelved",
                                moment(alert.source().site(), shelf.until()).local()))
                        .orElse("");
            case UNSHELVED -> words.of(condition ? "history.unshelved-by-time" : "history.unshelved");
            case RESOLVED -> words.of(condition ? "history.resolved-by-itself" : "history.resolved");
            case REVISED,
                    ACKNOWLEDGED,
                    UNACKNOWLEDGED,
                    LAPSED,
                    COMMENTED,
                    SILENCED,
                    UNSILENCED,
                    SUPPRESSED,
                    UNSUPPRESSED,
                    OUT_OF_SERVICE,
                    IN_SERVICE,
                    RECALLED,
                    RESET,
                    REOPENED ->
                words.one(
                        "history", change.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        };
    }
}
