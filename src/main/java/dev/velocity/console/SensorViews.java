package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.Condition;
import dev.velocity.history.Latest;
import dev.velocity.history.Minute;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Quality;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.TimeBase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Puts every sensor's state into places and the words of one language. Any thread.
final class SensorViews {
    private static final int PERIODS = 3;
    private final Words words;
    private final Wording wording;
    private final Catalogue catalogue;
    private final Sight sight;

    /// @param sight when it is looked at
    SensorViews(Words words, Catalogue catalogue, Sight sight) {
        this.words = words;
        this.wording = new Wording(words);
        this.catalogue = catalogue;
        this.sight = sight;
    }

    /// The same of another moment.
    SensorViews of(Sight other) {
        return new SensorViews(words, catalogue, other);
    }

    /// Every zone in the order of the site file.
    List<SensorView.InZone> zones(Role viewer) {
        var open = sight.open(viewer).stream()
                .collect(Collectors.groupingBy(alert -> alert.sensor().text()));
        var ruled = sight.qualities();
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
        var latest = sight.latest(index);
        var own = open.getOrDefault(sensor.id().text(), List.of());
        var age = latest.map(reading -> Duration.between(reading.at(), now));
        var quality = quality(sensor, ruled, age);
        var state = state(sensor, latest, quality);
        var worst = own.stream()
                .filter(alert -> alert.condition() == Condition.PRESENT)
                .max(Comparator.comparing(Alert::severity));
        var hour = sight.hour(index, now);
        return new SensorView(
                sensor.id().text(),
                sensor.name(),
                latest.map(reading -> wording.number(sensor, reading.value())).orElse("–"),
                Wording.unit(sensor.quantity()),
                state,
                worst.filter(alert -> Quality.when(alert.rule()).isEmpty()).isPresent() ? "" : words(sensor, state),
                quality.text(),
                quality == Quality.STALE
                        ? words.of("sensors.stale-for", age.map(wording::age).orElse(""))
                        : words.one("sensors.quality", quality.text()),
                age.map(length -> words.of("sensors.ago", wording.age(length))).orElse(""),
                Gauge.of(sensor),
                latest.map(reading -> Gauge.place(sensor, reading.value())).orElse(-1.0),
                normal(sensor),
                Sparkline.of(sensor, hour, latest.map(Latest::value)),
                spoken(sensor, hour),
                worst.map(Alert::id).orElse(0L),
                worst.map(alert -> alert.severity().text()).orElse(""),
                worst.map(alert -> wording.mark(alert.severity())).orElse(""),
                worst.map(alert -> wording.rule(sensor, alert.rule())).orElse(""));
    }

    /// What "now" is for the site: its newest reading when its data is of the past.
    private Instant now(Site site) {
        if (site.timeBase() == TimeBase.LIVE) return sight.at();
        return site.zones().stream()
                .flatMap(zone -> zone.sensors().stream())
                .flatMap(sensor -> sight.latest(catalogue.index(sensor.id().text())).stream())
                .map(Latest::at)
                .max(Comparator.naturalOrder())
                .orElseGet(sight::at);
    }

    /// What the rules say, and whatever its age says by itself: a reading is not good because nobody has complained of
    /// it yet.
    private static Quality quality(Sensor sensor, Quality ruled, Optional<Duration> age) {
        boolean silent = age.filter(length -> isTooOld(sensor, length)).isPresent();
        return silent && ruled != Quality.NO_DATA ? Quality.STALE : ruled;
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

    private String words(Sensor sensor, String state) {
        return switch (state) {
            case "above", "below" -> words.one("sensors.state", Wording.isState(sensor.quantity()) ? "other" : state);
            default -> "";
        };
    }

    private String normal(Sensor sensor) {
        if (Wording.isState(sensor.quantity()))
            return sensor.normalLeast() == sensor.normalMost()
                    ? words.of("sensors.normal.is", wording.number(sensor, sensor.normalMost()))
                    : "";
        boolean open = sensor.normalMost() >= sensor.spanMost();
        boolean below = sensor.normalLeast() <= sensor.spanLeast();
        if (open && below) return "";
        var least = wording.bound(sensor.quantity(), sensor.normalLeast());
        var most = wording.bound(sensor.quantity(), sensor.normalMost());
        if (open) return words.of("sensors.normal.from", least);
        if (below) return words.of("sensors.normal.to", most);
        return words.of("sensors.normal.between", least, most);
    }

    private String spoken(Sensor sensor, List<Minute> hour) {
        if (hour.isEmpty()) return words.of("sensors.hour.nothing");
        double least = hour.stream().mapToDouble(Minute::least).min().orElseThrow();
        double most = hour.stream().mapToDouble(Minute::most).max().orElseThrow();
        return least == most
                ? words.of("sensors.hour.one", wording.value(sensor, least))
                : words.of("sensors.hour.between", wording.value(sensor, least), wording.value(sensor, most));
    }
}
