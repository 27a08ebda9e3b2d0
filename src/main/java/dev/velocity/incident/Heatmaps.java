package dev.velocity.incident;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.platform.Database;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.TimeBase;
import dev.velocity.sensor.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The past as analysts look at it: load by hour, the conditions that call most, and episodes on an axis of time. Any
/// thread.
public final class Heatmaps {
    public static final int MOST_DAYS = 366;
    /// More bars than this nobody can tell apart.
    public static final int MOST_BARS = 5_000;

    private static final int TOP = 10;

    private final Chronicle chronicle;
    private final Incidents incidents;
    private final Catalogue catalogue;
    private final Database database;
    private final InstantSource clock;

    Heatmaps(Chronicle chronicle, Incidents incidents, Catalogue catalogue, Database database, InstantSource clock) {
        this.chronicle = chronicle;
        this.incidents = incidents;
        this.catalogue = catalogue;
        this.database = database;
        this.clock = clock;
    }

    /// Whose wall clocks hours are counted by.
    public ZoneId timeZone() {
        return site().map(Site::timeZone).orElse(ZoneOffset.UTC);
    }

    /// Today, as the site's calendars show it; of recorded data the day of its newest event.
    public LocalDate today() {
        return now(chronicle.now()).atZone(timeZone()).toLocalDate();
    }

    /// Now, as the site has it: of recorded data its newest event.
    public Instant now() {
        return now(chronicle.now());
    }

    /// The load of every hour from midnight of `first` to the end of `last`.
    ///
    /// @param viewer only what concerns this role
    /// @param role only this queue; without one, all queues that concern the viewer together
    /// @param zone only this zone of the site
    /// @throws IllegalArgumentException unless it is 1 to 366 days
    public Heatmap heatmap(Role viewer, LocalDate first, LocalDate last, Optional<Role> role, Optional<String> zone) {
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        if (days < 1 || days > MOST_DAYS)
            throw new IllegalArgumentException("ask for 1 to " + MOST_DAYS + " days, not " + days);
        var timeZone = timeZone();
        var state = chronicle.now();
        var now = now(state);
        // A flood may have begun before midnight.
        var from = first.atStartOfDay(timeZone).toInstant().minus(Duration.ofHours(1));
        var chosen = new Selection(
                viewer, from, last.plusDays(1).atStartOfDay(timeZone).toInstant(), Set.of(), Set.of(), role, zone);
        return Heating.of(
                first,
                last,
                timeZone,
                state.calls().stream()
                        .filter(call -> chosen.fits(call, timeZone))
                        .toList(),
                state.episodes().stream()
                        .filter(episode -> chosen.fits(episode, timeZone))
                        .toList(),
                listened(state, from, now),
                now);
    }

    /// The ten conditions that called most, most first.
    public List<Offender> worst(Selection selection) {
        var timeZone = timeZone();
        var counts = new HashMap<String, List<Call>>();
        int all = 0;
        for (var call : chronicle.now().calls()) {
            if (!selection.fits(call, timeZone)) continue;
            all++;
            counts.computeIfAbsent(
                            call.source().sensor().text() + "/" + call.source().rule(), _ -> new ArrayList<>())
                    .add(call);
        }
        var sorted = counts.values().stream()
                .sorted(Comparator.<List<Call>>comparingInt(List::size)
                        .reversed()
                        .thenComparing(
                                calls -> calls.getFirst().source().sensor().text())
                        .thenComparing(calls -> calls.getFirst().source().rule()))
                .limit(TOP)
                .toList();
        var worst = new ArrayList<Offender>();
        int running = 0;
        for (var calls : sorted) {
            var newest = calls.getLast();
            running += calls.size();
            worst.add(new Offender(
                    newest.source(),
                    newest.alert(),
                    newest.role(),
                    calls.size(),
                    (double) calls.size() / all,
                    (double) running / all));
        }
        return worst;
    }

    /// The episodes of a selection, a row for each zone.
    public Timeline timeline(Selection selection) {
        var timeZone = timeZone();
        var fitting = chronicle.now().episodes().stream()
                .filter(episode -> selection.fits(episode, timeZone))
                .sorted(Comparator.comparing(Episode::severity)
                        .reversed()
                        .thenComparing(Comparator.comparing(Episode::from).reversed()))
                .toList();
        var shown = fitting.stream().limit(MOST_BARS).sorted(Incident.IN_TIME).toList();
        var incidentOf = incidents.byEpisode();
        Map<String, List<Timeline.Bar>> bars = shown.stream()
                .collect(Collectors.groupingBy(
                        episode -> episode.source().zone(),
                        LinkedHashMap::new,
                        Collectors.mapping(
                                episode -> bar(episode, incidentOf.applyAsLong(episode.id())), Collectors.toList())));
        var rows = new ArrayList<Timeline.Row>();
        for (var zone : site().map(Site::zones).orElse(List.of()))
            rows.add(new Timeline.Row(
                    zone.id(),
                    zone.name(),
                    Optional.ofNullable(bars.remove(zone.id())).orElse(List.of())));
        bars.forEach((zone, left) -> rows.add(new Timeline.Row(zone, zone, left)));
        return new Timeline(selection.from(), selection.to(), rows, fitting.size() - shown.size());
    }

    /// The zones whose rows a timeline has, in the order of the site file.
    public List<Zone> zones() {
        return site().map(Site::zones).orElse(List.of());
    }

    /// Queues whose load the role may look at.
    public static List<Role> queues(Role viewer) {
        return Stream.of(Role.OPERATIONS, Role.SECURITY, Role.RESIDENT)
                .filter(queue -> Permissions.maySee(viewer, queue, Set.of()))
                .toList();
    }

    private static Timeline.Bar bar(Episode episode, long incident) {
        return new Timeline.Bar(
                episode.id(),
                episode.alert(),
                incident,
                episode.source().sensor().text(),
                episode.source().rule(),
                episode.source().title(),
                episode.severity(),
                episode.from(),
                episode.to());
    }

    private Optional<Site> site() {
        return catalogue.sites().stream().findFirst();
    }

    /// Of recorded data, now is the newest that is known.
    private Instant now(Chronicle.State state) {
        if (site().map(Site::timeBase).orElse(TimeBase.LIVE) == TimeBase.LIVE) return clock.instant();
        return newest(state).orElseGet(clock::instant);
    }

    private static Optional<Instant> newest(Chronicle.State state) {
        return state.episodes().stream()
                .flatMap(episode -> Stream.concat(Stream.of(episode.from()), episode.to().stream()))
                .max(Comparator.naturalOrder());
    }

    /// Recorded data is known from its first episode to its newest; whether a server was listening then says nothing.
    private List<Span> listened(Chronicle.State state, Instant from, Instant now) {
        if (site().map(Site::timeBase).orElse(TimeBase.LIVE) == TimeBase.LIVE)
            return database.read(rows -> IncidentStore.listened(rows, from));
        return state.episodes().stream()
                .map(Episode::from)
                .min(Comparator.naturalOrder())
                .map(first -> List.of(new Span(first, now)))
                .orElse(List.of());
    }
}
