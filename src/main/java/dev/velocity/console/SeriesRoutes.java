package dev.velocity.console;

import dev.velocity.access.Session;
import dev.velocity.history.Latest;
import dev.velocity.history.Readings;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.TimeBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// What a chart is drawn of, in the words of its page. Tools read `/api/v1/sensors/{id}/readings`.
@RestController
final class SeriesRoutes {
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int MOST_HOURS = 9_600;

    private final Catalogue catalogue;
    private final Readings readings;
    private final Spoken<SeriesViews> views;
    private final InstantSource clock;

    SeriesRoutes(Catalogue catalogue, Readings readings, Spoken<SeriesViews> views, InstantSource clock) {
        this.catalogue = catalogue;
        this.readings = readings;
        this.views = views;
        this.clock = clock;
    }

    /// @param from epoch milliseconds; 0 for `hours` before now
    /// @param to epoch milliseconds, not included; 0 for now
    /// @param points at most so many
    @GetMapping(path = "/sensors/{id}/series", produces = MediaType.APPLICATION_JSON_VALUE)
    SeriesView series(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam(defaultValue = "0") long to,
            @RequestParam(defaultValue = "24") int hours,
            @RequestParam(defaultValue = "600") int points,
            Session session,
            Words words) {
        int index = catalogue.index(id);
        if (index < 0) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        try {
            var end = to > 0 ? Instant.ofEpochMilli(to) : now(index);
            var begin = from > 0
                    ? Instant.ofEpochMilli(from)
                    : end.minus(Duration.ofHours(Math.clamp(hours, 1, MOST_HOURS)));
            if (Duration.between(begin, end).compareTo(LONGEST) > 0)
                throw new IllegalArgumentException("ask for " + LONGEST.toDays() + " days at most");
            return views.in(words)
                    .view(
                            catalogue.sensors().get(index),
                            begin,
                            end,
                            points,
                            session.person().role());
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
    }

    /// Of a site whose data is of the past, the sensor's newest reading.
    private Instant now(int index) {
        if (catalogue.site(index).timeBase() == TimeBase.LIVE) return clock.instant();
        return readings.latest(index)
                .map(Latest::at)
                .map(at -> at.plusMillis(1))
                .orElseGet(clock::instant);
    }
}
