package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Condition;
import dev.velocity.history.Latest;
import dev.velocity.history.Minute;
import dev.velocity.history.Readings;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Quality;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.TimeBase;
import dev.velocity.watch.Qualities;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Puts every sensor's present state into words and places. Any thread.
final class SensorViews {
    private static final int PERIODS = 3;
    private final Catalogue catalogue;
    private final Readings readings;
    private final Alerts alerts;
    private final Qualities qualities;
    private final InstantSource clock;

    SensorViews(Catalogue catalogue, Readings readings, Alerts alerts, Qualities qualities, InstantSource clock) {
        this.catalogue = catalogue;
        this.readings = readings;
        this.alerts = alerts;
        this.qualities = qualities;
        this.clock = clock;
    }

    /// Every zone in the order of the site file.
    List<SensorView.InZone> zones(Role viewer) {
        var open = alerts.page(AlertQuery.open(viewer)).alerts().stream()
                .collect(Collectors.groupingBy(alert -> alert.sensor().text()));
        var ruled = qualities.all();
        return catalogue.sites().stream()
                .flatMap(site -> {
                    var now = now(site);
                    return site.zones().stream()
                            .map(zone -> new SensorView.InZone(
                                    zone.id(),
                                    catalogue.sites().size() == 1 ? zone.name() : site.name() + ", " + zone.name(),
                                    zone.sensors().stream()
                                            .map(sensor -> view(
                                                    sensor,
                                                    ruled.get(catalogue.index(
                                                            sensor.id().text())),
                                                    now,
                                                    open))
                                            .toList()));
                })
                .toList();
    }

    /// Every sensor, without its zone.
    List<SensorView> sensors(Role viewer) {
        return zones(viewer).stream().flatMap(zone -> zone.sensors().stream()).toList();
    }

    private SensorView view(Sensor sensor, Quality ruled, Instant now, Map<String, List<Alert>> open) {
        int index = catalogue.index(sensor.id().text());
        var latest = readings.latest(index);
        var own = open.getOrDefault(sensor.id().text(), List.of());
        var age = latest.map(reading -> Duration.between(reading.at(), now));
        var quality = quality(sensor, ruled, age);
        var state = state(sensor, latest, quality);
        var worst = own.stream()
                .filter(alert -> alert.condition() == Condition.PRESENT)
                .max(Comparator.comparing(Alert::severity));
        var hour = readings.hour(index, now);
        return new SensorView(
                sensor.id().text(),
                sensor.name(),
                latest.map(reading -> Wording.number(sensor, reading.value())).orElse("–"),
                Wording.unit(sensor.quantity()),
                state,
                worst.filter(alert -> Quality.when(alert.rule()).isEmpty()).isPresent() ? "" : words(sensor, state),
                quality.text(),
                quality == Quality.STALE
                        ? words(quality) + ", " + age.map(Wording::age).orElse("")
                        : words(quality),
                age.map(length -> Wording.age(length) + " ago").orElse(""),
                Gauge.of(sensor),
                latest.map(reading -> Gauge.place(sensor, reading.value())).orElse(-1.0),
                normal(sensor),
                Sparkline.of(sensor, hour, latest.map(Latest::value)),
                spoken(sensor, hour),
                worst.map(Alert::id).orElse(0L),
                worst.map(alert -> alert.severity().text()).orElse(""),
                worst.map(alert -> Wording.mark(alert.severity())).orElse(""),
                worst.map(alert -> Wording.rule(sensor, alert.rule())).orElse(""));
    }

    /// What "now" is for the site: its newest reading when its data is of the past.
    private Instant now(Site site) {
        if (site.timeBase() == TimeBase.LIVE) return clock.instant();
        return site.zones().stream()
                .flatMap(zone -> zone.sensors().stream())
                .flatMap(sensor -> readings.latest(catalogue.index(sensor.id().text())).stream())
                .map(Latest::at)
                .max(Comparator.naturalOrder())
                .orElseGet(clock::instant);
    }

    /// What the rules say, and whatever its age says by itself: a reading is not good because nobody has complained of
    /// it yet.
    private static Quality quality(Sensor sensor, Quality ruled, Optional<Duration> age) {
        boolean silent = age.filter(length -> isTooOld(sensor, length)).isPresent();
        return silent && ruled != Quality.NO_DATA ? Quality.STALE : ruled;
    }

    private static String words(Quality quality) {
        return switch (quality) {
            case GOOD -> "good";
            case STALE -> "stale";
            case FLAT -> "flat-lined";
            case OUT_OF_RANGE -> "out of range";
            case LATE -> "late";
            case NO_DATA -> "no data";
        };
    }

    private static boolean isTooOld(Sensor sensor, Duration age) {
        if (sensor.period().isZero()) return false;
        int periods = sensor.limits().stream()
                .filter(Limit.Stale.class::isInstance)
                .map(limit -> ((Limit.Stale) limit).periods())
                .findFirst()
                .orElse(PERIODS);
        return age.compareTo(sensor.period().multipliedBy(periods)) > 0;
    }

    private static String state(Sensor sensor, Optional<Latest> latest, Quality quality) {
        if (latest.isEmpty() || quality == Quality.STALE || quality == Quality.OUT_OF_RANGE) return "unknown";
        double value = latest.get().value();
        if (value > sensor.normalMost()) return "above";
        return value < sensor.normalLeast() ? "below" : "normal";
    }

    private static String words(Sensor sensor, String state) {
        boolean named = Wording.isState(sensor.quantity());
        return switch (named && !state.equals("normal") && !state.equals("unknown") ? "other" : state) {
            case "other" -> "not normal";
            case "above" -> "above normal";
            case "below" -> "below normal";
            default -> "";
        };
    }

    private static String normal(Sensor sensor) {
        if (Wording.isState(sensor.quantity()))
            return sensor.normalLeast() == sensor.normalMost()
                    ? "normal: " + Wording.number(sensor, sensor.normalMost())
                    : "";
        boolean open = sensor.normalMost() >= sensor.spanMost();
        boolean below = sensor.normalLeast() <= sensor.spanLeast();
        if (open && below) return "";
        if (open) return "normal: from " + Wording.bound(sensor.quantity(), sensor.normalLeast());
        if (below) return "normal: up to " + Wording.bound(sensor.quantity(), sensor.normalMost());
        return "normal: " + Wording.bound(sensor.quantity(), sensor.normalLeast()) + " to "
                + Wording.bound(sensor.quantity(), sensor.normalMost());
    }

    private static String spoken(Sensor sensor, List<Minute> hour) {
        if (hour.isEmpty()) return "no readings in the last hour";
        double least = hour.stream().mapToDouble(Minute::least).min().orElseThrow();
        double most = hour.stream().mapToDouble(Minute::most).max().orElseThrow();
        return "last hour: " + Wording.value(sensor, least)
                + (least == most ? "" : " to " + Wording.value(sensor, most));
    }
}
