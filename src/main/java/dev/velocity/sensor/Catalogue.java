package dev.velocity.sensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Every site, zone and sensor the server knows, immutable; start here.
///
/// Each sensor has a dense index `0..size-1`, in catalogue order, so that hot paths can use arrays. An index is
/// valid within one catalogue only and is never stored.
public final class Catalogue {
    private final List<Site> sites;
    private final List<Sensor> sensors;
    private final List<Site> siteOf;
    private final List<Zone> zoneOf;
    private final Map<String, Integer> indexByText;
    private final Map<Cause, List<Cause>> effects;

    public Catalogue(List<Site> sites) {
        this.sites = List.copyOf(sites);
        var all = new ArrayList<Sensor>();
        var homes = new ArrayList<Site>();
        var rooms = new ArrayList<Zone>();
        var index = new HashMap<String, Integer>();
        for (var site : this.sites)
            for (var zone : site.zones())
                for (var sensor : zone.sensors()) {
                    if (index.put(sensor.id().text(), all.size()) != null)
                        throw new IllegalArgumentException("sensor " + sensor.id() + " is listed twice");
                    all.add(sensor);
                    homes.add(site);
                    rooms.add(zone);
                }
        sensors = List.copyOf(all);
        siteOf = List.copyOf(homes);
        zoneOf = List.copyOf(rooms);
        indexByText = Map.copyOf(index);
        var found = new HashMap<Cause, List<Cause>>();
        for (var sensor : sensors)
            sensor.notWhile()
                    .forEach((rule, causes) -> causes.forEach(cause ->
                            found.computeIfAbsent(cause, _ -> new ArrayList<>()).add(new Cause(sensor.id(), rule))));
        effects = Map.copyOf(found);
    }

    public List<Site> sites() {
        return sites;
    }

    /// All sensors in catalogue order; the position is the sensor's index.
    public List<Sensor> sensors() {
        return sensors;
    }

    public int size() {
        return sensors.size();
    }

    public Sensor sensor(int index) {
        return sensors.get(index);
    }

    /// The site of the sensor at `index`.
    public Site site(int index) {
        return siteOf.get(index);
    }

    public Optional<Sensor> sensor(SensorId id) {
        int index = index(id.text());
        return index < 0 ? Optional.empty() : Optional.of(sensors.get(index));
    }

    /// The index of the sensor of that name, or -1; allocates nothing.
    public int index(String id) {
        var found = indexByText.get(id);
        return found == null ? -1 : found;
    }

    /// What to do about an alert of that sensor, rule and severity, field by field from whoever is nearest to it: the
    /// sensor, else what the site says of its kind, else the zone, else the site, else what Velocity ships of the
    /// kind. Empty for a sensor the catalogue no longer has.
    public Guidance guidance(SensorId id, String rule, Severity severity) {
        int index = index(id.text());
        if (index < 0) return Guidance.NONE;
        var sensor = sensors.get(index);
        var site = siteOf.get(index);
        return Stream.of(
                        sensor.guidance(),
                        site.kindGuidance().getOrDefault(sensor.kind(), Guidebook.NONE),
                        zoneOf.get(index).guidance(),
                        site.guidance(),
                        Kinds.standard()
                                .named(sensor.kind())
                                .map(Kind::guidance)
                                .orElse(Guidebook.NONE))
                .map(book -> book.of(rule, severity))
                .reduce(Guidance.NONE, Guidance::over);
    }

    /// The conditions while which the alert of that sensor and rule means nothing; empty for most.
    public List<Cause> causes(SensorId sensor, String rule) {
        return sensor(sensor).map(known -> known.notWhile().get(rule)).orElse(List.of());
    }

    /// The conditions that mean nothing while `cause` is present.
    public List<Cause> effects(Cause cause) {
        return effects.getOrDefault(cause, List.of());
    }
}
