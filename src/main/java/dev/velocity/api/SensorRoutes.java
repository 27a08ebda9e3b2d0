package dev.velocity.api;

import dev.velocity.history.Latest;
import dev.velocity.history.Readings;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Quality;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SiteFile;
import dev.velocity.watch.Qualities;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Sensors: what they are, and what they say.
@RestController
@RequestMapping("/api/v1")
final class SensorRoutes {
    private final Catalogue catalogue;
    private final Readings readings;
    private final Qualities qualities;

    SensorRoutes(Catalogue catalogue, Readings readings, Qualities qualities) {
        this.catalogue = catalogue;
        this.readings = readings;
        this.qualities = qualities;
    }

    /// A sensor and its newest reading; values are in `unit`, a UCUM code.
    record Shown(
            String id,
            String site,
            String zone,
            String name,
            String kind,
            String quantity,
            String unit,
            double normalLeast,
            double normalMost,
            String owner,
            String quality,
            @Nullable Instant at,
            @Nullable Double value) {
        static Shown of(Sensor sensor, Quality quality, Optional<Latest> latest) {
            return new Shown(
                    sensor.id().text(),
                    sensor.site(),
                    sensor.zone(),
                    sensor.name(),
                    sensor.kind(),
                    sensor.quantity().text(),
                    sensor.quantity().unit(),
                    sensor.normalLeast(),
                    sensor.normalMost(),
                    sensor.owner().text(),
                    quality.text(),
                    latest.map(Latest::at).orElse(null),
                    latest.map(Latest::value).orElse(null));
        }
    }

    record All(List<Shown> sensors) {}

    @GetMapping("/sensors")
    All list(@RequestParam Optional<String> asOf) {
        return new All(all(asOf.map(Words::instant)));
    }

    @GetMapping("/sensors/{id}")
    ResponseEntity<Object> one(@PathVariable String id, @RequestParam Optional<String> asOf) {
        int i = catalogue.index(id);
        return i < 0
                ? unknown(id)
                : ResponseEntity.ok(all(asOf.map(Words::instant)).get(i));
    }

    /// All sensors as they are, or as they were told at an instant of the past.
    private List<Shown> all(Optional<Instant> asOf) {
        var latest = asOf.map(readings::latest)
                .orElseGet(() -> IntStream.range(0, catalogue.size())
                        .mapToObj(readings::latest)
                        .toList());
        var quality = asOf.map(at -> qualities.all(at, latest)).orElseGet(qualities::all);
        return IntStream.range(0, catalogue.size())
                .mapToObj(i -> Shown.of(catalogue.sensor(i), quality.get(i), latest.get(i)))
                .toList();
    }

    /// The running catalogue as a site file: what `velocity serve --site` reads.
    @GetMapping(path = "/site.yaml", produces = "application/yaml;charset=UTF-8")
    String site() {
        return SiteFile.write(catalogue.sites().getFirst());
    }

    private static ResponseEntity<Object> unknown(String id) {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown", "there is no sensor " + id);
    }
}
