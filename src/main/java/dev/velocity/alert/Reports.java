package dev.velocity.alert;

import dev.velocity.access.Action;
import dev.velocity.access.Outcome.Done;
import dev.velocity.access.Outcome.Refused;
import dev.velocity.access.Permissions;
import dev.velocity.access.Person;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SensorId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What people see that no sensor does: anybody says so, and the role that can help is called. Any thread.
///
/// A report is an alert like any other, of the implicit sensor `reported.<zone>` and the rule of its kind. Its
/// condition is there until a person says that it is over. While one is open, another of the same kind and zone
/// adds to it and makes no second one.
public final class Reports {
    /// So many in [#SPAN] are taken from one person; of emergencies, any number.
    static final int MOST_EACH = 5;

    static final Duration SPAN = Duration.ofMinutes(10);
    private static final int MOST_PEOPLE = 10_000;
    private static final int MOST_LISTED = 20;

    private final Database database;
    private final Writer writer;
    private final InstantSource clock;
    private final Catalogue catalogue;
    private final Alerts alerts;
    /// When each person reported of late; in memory, since a restart should not keep anybody from reporting.
    private final Map<String, Deque<Instant>> recent = new LinkedHashMap<>();

    public Reports(Database database, Writer writer, InstantSource clock, Catalogue catalogue, Alerts alerts) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.catalogue = catalogue;
        this.alerts = alerts;
    }

    /// Calls whoever can help. Refused with `forbidden`, `zone-unknown`, `words-missing`, or `slow-down` where one
    /// person has reported too much that is no emergency.
    public dev.velocity.access.Outcome<Reported> report(Report report, Person who) {
        if (!Permissions.allows(who.role(), Action.REPORT))
            return new Refused<>("forbidden", "your role may not do this");
        var zone = report.zone().orElse("");
        if (!zone.isEmpty() && !knows(zone)) return new Refused<>("zone-unknown", "there is no zone " + zone);
        if (report.kind() == ReportKind.OTHER && report.words().isEmpty())
            return new Refused<>("words-missing", "say what is wrong");
        boolean heard = admit(who.name());
        return writer.write(tx -> {
            var source = source(report.kind(), zone);
            var open = AlertStore.open(tx, source.sensor(), source.rule());
            if (!heard && open.isPresent()) return new Done<>(Reported.of(open.get()));
            if (!heard && !report.kind().emergency())
                return new Refused<Reported>(
                        "slow-down",
                        "you have reported " + MOST_EACH + " things in " + SPAN.toMinutes()
                                + " minutes; tell security the rest in person");
            return new Done<>(Reported.of(alerts.report(tx, source, report.kind(), report.words(), who.actor())));
        });
    }

    /// What the person reported or added to, newest first.
    public List<Reported> of(Person who) {
        return database.read(rows -> AlertStore.reportedBy(rows, who.name(), MOST_LISTED)).stream()
                .map(Reported::of)
                .toList();
    }

    /// Whether this one still counts: of more than so many in ten minutes only the first do.
    private boolean admit(String person) {
        var now = clock.instant();
        synchronized (recent) {
            var times = recent.computeIfAbsent(person, _ -> new ArrayDeque<>());
            while (!times.isEmpty() && !times.getFirst().plus(SPAN).isAfter(now)) times.removeFirst();
            boolean heard = times.size() < MOST_EACH;
            if (heard) times.addLast(now);
            if (recent.size() > MOST_PEOPLE)
                recent.remove(recent.keySet().iterator().next());
            return heard;
        }
    }

    private boolean knows(String zone) {
        return catalogue.sites().stream()
                .flatMap(site -> site.zones().stream())
                .anyMatch(known -> known.id().equals(zone));
    }

    private Source source(ReportKind kind, String zone) {
        var site = catalogue.sites().stream()
                .filter(one -> one.zones().stream().anyMatch(known -> known.id().equals(zone)))
                .findFirst()
                .or(() -> catalogue.sites().stream().findFirst())
                .map(one -> one.id())
                .orElse("");
        return new Source(sensor(zone), kind.text(), site, zone, Source.REPORT, "Reported by a person", kind.owner());
    }

    /// The implicit sensor of a zone. A name that would be too long is cut and told apart by what was cut off.
    static SensorId sensor(String zone) {
        if (zone.isEmpty()) return new SensorId("reported");
        var whole = "reported." + zone;
        return new SensorId(
                whole.length() <= 64 ? whole : whole.substring(0, 55) + "-" + Integer.toHexString(zone.hashCode()));
    }
}
