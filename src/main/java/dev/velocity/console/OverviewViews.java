package dev.velocity.console;

import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Triage;
import dev.velocity.incident.Heat;
import dev.velocity.incident.Heatmaps;
import dev.velocity.incident.LoadBand;
import dev.velocity.outlook.Outlook;
import dev.velocity.outlook.Outlook.Course;
import dev.velocity.outlook.Outlooks;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Shape;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.Zone;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Puts the whole place into one look.
final class OverviewViews {
    /// Of a room's name on the plan, metres; a small room's is smaller.
    private static final double LETTER = 0.75;
    /// How broad letters are, of their height: so that a line of many fits, and so that a long word is not too small.
    private static final double WIDE_LETTER = 0.66;

    private static final double MEAN_LETTER = 0.6;
    /// Both of a room, as drawn, metres.
    private static final double WALLS = 0.3;

    private static final int SENSORS_IN_CARD = 6;
    private static final int RUNWAYS = 8;
    private static final int ON_WALL = 8;
    private static final int HOURS = 24;
    private static final double MARGIN = 0.5;
    private static final Duration SOON = Duration.ofDays(1);

    /// What tells most about a zone, where nothing is abnormal: air, fire, radiation, power, water, doors.
    private static final List<String> TELLING = List.of(
            "carbon-dioxide",
            "oxygen",
            "smoke",
            "fire-panel",
            "carbon-monoxide",
            "overpressure",
            "dose-rate",
            "air-temperature",
            "battery-charge",
            "generator-state",
            "diesel-autonomy",
            "water-autonomy",
            "water-store",
            "leak",
            "door",
            "relative-humidity");

    private final Words words;
    private final Wording wording;
    private final Catalogue catalogue;
    private final Alerts alerts;
    private final AlertViews alertViews;
    private final SensorViews sensors;
    private final Outlooks outlooks;
    private final Heatmaps heatmaps;
    private final Writer writer;
    private final InstantSource clock;

    OverviewViews(
            Words words,
            Catalogue catalogue,
            Alerts alerts,
            AlertViews alertViews,
            SensorViews sensors,
            Outlooks outlooks,
            Heatmaps heatmaps,
            Writer writer,
            InstantSource clock) {
        this.words = words;
        this.wording = new Wording(words);
        this.catalogue = catalogue;
        this.alerts = alerts;
        this.alertViews = alertViews;
        this.sensors = sensors;
        this.outlooks = outlooks;
        this.heatmaps = heatmaps;
        this.writer = writer;
        this.clock = clock;
    }

    OverviewView overview(Person viewer) {
        var role = viewer.role();
        var open = open(role);
        // A wall may have the eyes of those who live here, who see no sensors.
        boolean detailed = Permissions.allows(role, Action.READ_SENSORS);
        var zones = detailed ? sensors.zones(role) : List.<SensorView.InZone>of();
        var cards = zones.stream().map(zone -> card(zone, open)).toList();
        var runways = outlooks.all().stream()
                .filter(outlook -> detailed && outlook.course() instanceof Course.Reaches)
                .toList();
        return new OverviewView(
                verdict(open),
                worst(open.stream()
                                .filter(alert -> alert.triage() == Triage.NEW)
                                .toList())
                        .or(() -> worst(open))
                        .map(Severity::text)
                        .orElse(""),
                alertViews.counts(role),
                queues(role, open),
                plan(cards),
                cards,
                runways.stream().limit(RUNWAYS).map(this::runway).toList(),
                (int) outlooks.all().stream()
                        .filter(outlook -> outlook.course() instanceof Course.CannotTell(var why, var _) && why.calm())
                        .count(),
                Permissions.allows(role, Action.READ_HISTORY) ? lastDay(role) : List.of(),
                health(zones));
    }

    /// One zone, with all its sensors.
    Optional<OverviewView.ZoneCard> zone(String id, Role viewer) {
        var open = open(viewer);
        return sensors.zones(viewer).stream()
                .filter(zone -> zone.id().equals(id))
                .findFirst()
                .map(zone -> card(zone, open, Integer.MAX_VALUE));
    }

    /// The worst open alerts, those nobody has first; as many as can be read from across the room.
    List<AlertView> worst(Person viewer) {
        return open(viewer.role()).stream()
                .sorted(Comparator.comparing((Alert alert) -> alert.triage() == Triage.NEW)
                        .thenComparing(Alert::severity)
                        .reversed())
                .limit(ON_WALL)
                .map(alert -> alertViews.view(alert, viewer))
                .toList();
    }

    List<OverviewView.Runway> runways(String zone) {
        return outlooks.of(zone).stream()
                .filter(outlook -> outlook.course() instanceof Course.Reaches)
                .map(this::runway)
                .toList();
    }

    private List<Alert> open(Role viewer) {
        return alerts.page(AlertQuery.open(viewer)).alerts().stream()
                .filter(alert -> !alert.covered())
                .toList();
    }

    private static Optional<Severity> worst(List<Alert> open) {
        return open.stream().map(Alert::severity).max(Comparator.naturalOrder());
    }

    private String verdict(List<Alert> open) {
        long critical = open.stream()
                .filter(alert ->
                        alert.severity() == Severity.CRITICAL && alert.present().isPresent())
                .count();
        long unattended =
                open.stream().filter(alert -> alert.triage() == Triage.NEW).count();
        if (critical > 0)
            return unattended > 0
                    ? words.of("overview.critical", critical, unattended)
                    : words.of("overview.critical-attended", critical);
        if (unattended > 0) return words.of("overview.unattended", unattended);
        return open.isEmpty() ? words.of("overview.calm") : words.of("overview.attended", open.size());
    }

    private List<OverviewView.Queue> queues(Role viewer, List<Alert> open) {
        return Heatmaps.queues(viewer).stream()
                .map(queue -> new OverviewView.Queue(
                        queue.text(),
                        wording.role(queue),
                        AlertViews.worstFirst()
                                .map(severity -> new AlertView.Count(
                                        severity.text(),
                                        wording.mark(severity),
                                        count(open, queue, severity, Triage.NEW),
                                        count(open, queue, severity, Triage.ACKNOWLEDGED)))
                                .toList()))
                .toList();
    }

    private static int count(List<Alert> open, Role queue, Severity severity, Triage triage) {
        return (int) open.stream()
                .filter(alert -> alert.role() == queue && alert.severity() == severity && alert.triage() == triage)
                .count();
    }

    private OverviewView.ZoneCard card(SensorView.InZone zone, List<Alert> open) {
        return card(zone, open, SENSORS_IN_CARD);
    }

    private OverviewView.ZoneCard card(SensorView.InZone zone, List<Alert> open, int most) {
        var here = open.stream().filter(alert -> alert.zone().equals(zone.id())).toList();
        var worst = worst(here);
        int unheard = (int) zone.sensors().stream()
                .filter(sensor -> !sensor.quality().equals("good"))
                .count();
        var told = zone.sensors().stream()
                .sorted(Comparator.comparing(SensorView::abnormal).reversed().thenComparingInt(this::rank))
                .limit(most)
                .toList();
        return new OverviewView.ZoneCard(
                zone.id(),
                zone.name(),
                worst.map(Severity::text).orElse(""),
                worst.map(wording::mark).orElse(""),
                here.isEmpty()
                        ? words.of(unheard == 0 ? "overview.zone-calm" : "overview.zone-unheard", unheard)
                        : words.of("overview.zone-open", here.size()),
                here.size(),
                unheard,
                told,
                zone.sensors().size() - told.size());
    }

    private int rank(SensorView sensor) {
        int place = TELLING.indexOf(
                catalogue.sensors().get(catalogue.index(sensor.id())).kind());
        return place < 0 ? TELLING.size() : place;
    }

    private OverviewView.Plan plan(List<OverviewView.ZoneCard> cards) {
        var byId = cards.stream().collect(Collectors.toMap(OverviewView.ZoneCard::id, card -> card, (a, b) -> a));
        var drawn = catalogue.sites().stream()
                .limit(1)
                .map(Site::zones)
                .flatMap(List::stream)
                .filter(zone -> zone.shape().isPresent() && byId.containsKey(zone.id()))
                .toList();
        var levels = new TreeMap<Integer, List<OverviewView.Room>>(Comparator.reverseOrder());
        double width = 0;
        double height = 0;
        for (var zone : drawn) {
            var shape = zone.shape().orElseThrow();
            for (var corner : shape.corners()) {
                width = Math.max(width, corner.x());
                height = Math.max(height, corner.y());
            }
            levels.computeIfAbsent(shape.level(), _ -> new ArrayList<>()).add(room(zone, shape, byId));
        }
        return new OverviewView.Plan(
                width + 2 * MARGIN,
                height + 2 * MARGIN,
                levels.entrySet().stream()
                        .map(level -> new OverviewView.Level(
                                words.of("overview.level", level.getKey().toString()), level.getValue()))
                        .toList());
    }

    private static OverviewView.Room room(Zone zone, Shape shape, Map<String, OverviewView.ZoneCard> cards) {
        var card = Optional.ofNullable(cards.get(zone.id())).orElseThrow();
        var corners = shape.corners();
        var across = corners.stream().mapToDouble(Shape.Corner::x).summaryStatistics();
        double width = across.getMax() - across.getMin() - WALLS;
        var lines = lines(zone.name(), (int) (width / (LETTER * WIDE_LETTER)));
        int longest = lines.stream().mapToInt(String::length).max().orElse(1);
        var middle = middle(corners);
        return new OverviewView.Room(
                zone.id(),
                lines,
                Math.min(LETTER, width / (longest * MEAN_LETTER)),
                corners.stream()
                        .map(corner -> String.format(Locale.ROOT, "%.2f,%.2f", corner.x(), corner.y()))
                        .collect(Collectors.joining(" ")),
                middle.x(),
                middle.y(),
                card.severity(),
                card.mark(),
                card.unheard() > 0,
                zone.name() + ": " + card.said());
    }

    /// A name in lines of so many letters, where its words allow it.
    static List<String> lines(String name, int most) {
        var lines = new ArrayList<String>();
        for (var word : name.split(" ", -1)) {
            if (!lines.isEmpty() && lines.getLast().length() + 1 + word.length() <= most)
                lines.add(lines.removeLast() + " " + word);
            else lines.add(word);
        }
        return lines;
    }

    /// Of its area; the middle of its corners may lie beside a room with a bay.
    static Shape.Corner middle(List<Shape.Corner> corners) {
        double twice = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < corners.size(); i++) {
            var one = corners.get(i);
            var next = corners.get((i + 1) % corners.size());
            double cross = one.x() * next.y() - next.x() * one.y();
            twice += cross;
            x += (one.x() + next.x()) * cross;
            y += (one.y() + next.y()) * cross;
        }
        return new Shape.Corner(x / (3 * twice), y / (3 * twice));
    }

    private OverviewView.Runway runway(Outlook outlook) {
        var sensor = outlook.sensor();
        var course = (Course.Reaches) outlook.course();
        var target = course.target().empty()
                ? words.of("overview.empty")
                : wording.bound(sensor.quantity(), course.target().at());
        return new OverviewView.Runway(
                sensor.id().text(),
                sensor.name(),
                alertViews.place(sensor.site(), sensor.zone()),
                words.of("overview.reaches", target, wording.age(course.in())),
                course.latest()
                        .map(latest -> words.of("overview.between", wording.age(course.soonest()), wording.age(latest)))
                        .orElseGet(() -> words.of("overview.soonest", wording.age(course.soonest()))),
                course.target().severity().map(Severity::text).orElse(""),
                course.soonest().compareTo(SOON) < 0);
    }

    private List<TimelineView.Cell> lastDay(Role viewer) {
        var today = heatmaps.today();
        var cells =
                heatmaps.heatmap(viewer, today.minusDays(1), today, Optional.empty(), Optional.empty()).days().stream()
                        .flatMap(day -> day.cells().stream())
                        .toList();
        var zone = heatmaps.timeZone();
        var now = heatmaps.now();
        var begun = cells.stream().filter(cell -> !cell.from().isAfter(now)).toList();
        return begun.subList(Math.max(0, begun.size() - HOURS), begun.size()).stream()
                .map(cell -> {
                    var hour = String.valueOf(cell.from().atZone(zone).getHour());
                    var calls = cell.value(Heat.CALLS);
                    var band = cell.band(Heat.CALLS);
                    return new TimelineView.Cell(
                            band == LoadBand.NO_DATA ? "" : wording.digits(calls),
                            band.text(),
                            words.of(
                                    "overview.hour",
                                    hour,
                                    wording.digits(calls),
                                    words.one("timeline.band", band.text())),
                            hour,
                            "",
                            "/timeline?first=" + cell.from().atZone(zone).toLocalDate() + "&last="
                                    + cell.from().atZone(zone).toLocalDate() + "&from=" + cell.from() + "&to="
                                    + cell.to(),
                            false,
                            true);
                })
                .toList();
    }

    private List<OverviewView.Health> health(List<SensorView.InZone> zones) {
        var all = zones.stream().flatMap(zone -> zone.sensors().stream()).toList();
        long good =
                all.stream().filter(sensor -> sensor.quality().equals("good")).count();
        Set<String> bad = all.stream()
                .filter(sensor -> !sensor.quality().equals("good"))
                .map(sensor -> words.one("sensors.quality", sensor.quality()))
                .collect(Collectors.toCollection(TreeSet::new));
        boolean writes = writer.broken() == null;
        var lines = new ArrayList<OverviewView.Health>();
        lines.add(new OverviewView.Health(
                words.of("overview.data"),
                bad.isEmpty()
                        ? words.of("overview.all-heard", all.size())
                        : words.of("overview.heard", good, all.size(), String.join(", ", bad)),
                bad.isEmpty() ? "good" : "watch",
                "/sensors"));
        if (!all.isEmpty()) uncalibrated().ifPresent(lines::add);
        lines.add(new OverviewView.Health(
                words.of("overview.disk"),
                words.of(writes ? "overview.disk-writes" : "overview.disk-broken"),
                writes ? "good" : "bad",
                ""));
        return lines;
    }

    /// Who reads a value should know that its instrument may have drifted.
    private Optional<OverviewView.Health> uncalibrated() {
        var overdue = catalogue.sites().stream()
                .flatMap(site -> {
                    var today = clock.instant().atZone(site.timeZone()).toLocalDate();
                    return site.zones().stream()
                            .flatMap(zone -> zone.sensors().stream())
                            .filter(sensor -> sensor.calibrationOverdue(today));
                })
                .toList();
        return overdue.stream()
                .findFirst()
                .map(first -> new OverviewView.Health(
                        words.of("overview.calibration"),
                        words.of("overview.calibration-overdue", overdue.size(), first.name()),
                        "watch",
                        "/sensors/" + first.id()));
    }
}
