package dev.velocity.api;

import static dev.velocity.api.Answers.needed;

import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.alert.AlertJson;
import dev.velocity.incident.Episode;
import dev.velocity.incident.Incident;
import dev.velocity.incident.IncidentDetail;
import dev.velocity.incident.IncidentQuery;
import dev.velocity.incident.Incidents;
import dev.velocity.incident.Reshaping;
import dev.velocity.incident.Review;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/// Incidents: which there were, one with all that is known of it, and what people make of them.
@RestController
@RequestMapping("/api/v1/incidents")
final class IncidentRoutes {
    private static final Duration USUAL = Duration.ofDays(7);
    private final Incidents incidents;
    private final InstantSource clock;

    IncidentRoutes(Incidents incidents, InstantSource clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    record Merging(@Nullable Long with, @Nullable String reason) {}

    record Splitting(
            @Nullable List<Long> episodes, @Nullable String reason) {}

    record Writing(
            @Nullable Long seen,
            @Nullable String happened,
            @Nullable String why,
            @Nullable String well,
            @Nullable String actions) {
        Review.Words words() {
            return new Review.Words(
                    Objects.toString(happened, ""),
                    Objects.toString(why, ""),
                    Objects.toString(well, ""),
                    Objects.toString(actions, ""));
        }
    }

    record Reviewed(
            long id, long incident, String happened, String why, String well, String actions, String by, Instant at) {
        static Reviewed of(Review review) {
            var words = review.words();
            return new Reviewed(
                    review.id(),
                    review.incident(),
                    words.happened(),
                    words.why(),
                    words.well(),
                    words.actions(),
                    review.by(),
                    review.at());
        }
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    String list(
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> zone,
            @RequestParam Optional<String> kind,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable List<String> severity,
            @RequestParam(defaultValue = "100") int limit,
            Session session) {
        var last = to.map(Words::instant).orElseGet(clock::instant);
        var first = from.map(Words::instant).orElse(last.minus(USUAL));
        var found = incidents.list(new IncidentQuery(
                session.person().role(),
                first,
                last,
                zone,
                kind,
                Words.one(Role.class, role),
                Words.all(Severity.class, severity),
                limit));
        return AlertRoutes.json(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("incidents");
            for (var incident : found) {
                out.writeStartObject();
                write(out, incident);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> one(@PathVariable long id, Session session) {
        return incidents
                .find(id, session.person().role())
                .map(detail -> answer(AlertRoutes.json(out -> write(out, detail))))
                .orElseGet(IncidentRoutes::unknown);
    }

    /// Every writing of its review, newest first.
    @GetMapping("/{id}/reviews")
    List<Reviewed> reviews(@PathVariable long id, Session session) {
        return incidents.reviews(id, session.person().role()).stream()
                .map(Reviewed::of)
                .toList();
    }

    @PostMapping(path = "/{id}/merge", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> merge(@PathVariable long id, @RequestBody Merging body, Session session) {
        return Answers.of(
                incidents.merge(id, needed(body.with(), "with"), Objects.toString(body.reason(), ""), session.person()),
                incident -> new Made(incident.id()));
    }

    @PostMapping(path = "/{id}/split", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> split(@PathVariable long id, @RequestBody Splitting body, Session session) {
        return Answers.of(
                incidents.split(
                        id, needed(body.episodes(), "episodes"), Objects.toString(body.reason(), ""), session.person()),
                incident -> new Made(incident.id()));
    }

    @PostMapping(path = "/{id}/review", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> review(@PathVariable long id, @RequestBody Writing body, Session session) {
        return Answers.of(
                incidents.review(id, body.words(), needed(body.seen(), "seen"), session.person()),
                HttpStatus.CREATED,
                Reviewed::of);
    }

    /// Which incident came of it.
    record Made(long incident) {}

    private static void write(JsonGenerator out, IncidentDetail detail) {
        out.writeStartObject();
        write(out, detail.incident());
        out.writeArrayPropertyStart("episodes");
        for (var episode : detail.incident().episodes()) write(out, episode);
        out.writeEndArray();
        out.writeArrayPropertyStart("people");
        detail.people().forEach(out::writeString);
        out.writeEndArray();
        out.writeArrayPropertyStart("sequence");
        for (var event : detail.sequence()) AlertJson.write(out, event);
        out.writeEndArray();
        out.writeArrayPropertyStart("shapings");
        for (var deed : detail.shapings()) write(out, deed);
        out.writeEndArray();
        if (detail.review().isPresent()) {
            var review = Reviewed.of(detail.review().get());
            out.writeObjectPropertyStart("review");
            out.writeNumberProperty("id", review.id());
            out.writeNumberProperty("incident", review.incident());
            out.writeStringProperty("happened", review.happened());
            out.writeStringProperty("why", review.why());
            out.writeStringProperty("well", review.well());
            out.writeStringProperty("actions", review.actions());
            out.writeStringProperty("by", review.by());
            out.writeStringProperty("at", review.at().toString());
            out.writeEndObject();
        } else {
            out.writeNullProperty("review");
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Incident incident) {
        out.writeNumberProperty("id", incident.id());
        out.writeStringProperty("severity", incident.severity().text());
        out.writeBooleanProperty("present", incident.present());
        out.writeStringProperty("from", incident.from().toString());
        instant(out, "to", incident.to());
        out.writeArrayPropertyStart("zones");
        incident.zones().forEach(out::writeString);
        out.writeEndArray();
        out.writeNumberProperty("calls", incident.calls());
        out.writeNumberProperty("count", incident.episodes().size());
        out.writeNumberProperty("withheld", incident.withheld());
        out.writeBooleanProperty("shaped", incident.shaped());
        out.writeName("firstOut");
        write(out, incident.firstOut());
    }

    private static void write(JsonGenerator out, Episode episode) {
        var source = episode.source();
        out.writeStartObject();
        out.writeNumberProperty("id", episode.id());
        out.writeNumberProperty("alert", episode.alert());
        out.writeStringProperty("sensor", source.sensor().text());
        out.writeStringProperty("rule", source.rule());
        out.writeStringProperty("zone", source.zone());
        out.writeStringProperty("kind", source.kind());
        out.writeStringProperty("title", source.title());
        out.writeStringProperty("role", episode.role().text());
        out.writeStringProperty("severity", episode.severity().text());
        out.writeStringProperty("from", episode.from().toString());
        instant(out, "to", episode.to());
        out.writeNumberProperty("calls", episode.calls());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Reshaping deed) {
        out.writeStartObject();
        out.writeStringProperty("kind", deed instanceof Reshaping.Merged ? "merged" : "split");
        out.writeArrayPropertyStart("episodes");
        switch (deed) {
            case Reshaping.Merged merged -> {
                out.writeNumber(merged.one());
                out.writeNumber(merged.other());
            }
            case Reshaping.Split split -> split.episodes().forEach(out::writeNumber);
        }
        out.writeEndArray();
        out.writeStringProperty("by", deed.by());
        out.writeStringProperty("at", deed.at().toString());
        out.writeStringProperty("reason", deed.reason());
        out.writeEndObject();
    }

    static void instant(JsonGenerator out, String name, Optional<Instant> at) {
        if (at.isPresent()) out.writeStringProperty(name, at.get().toString());
        else out.writeNullProperty(name);
    }

    private static ResponseEntity<Object> answer(String json) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json);
    }

    private static ResponseEntity<Object> unknown() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "unknown", "there is no incident of that number, or none that concerns you");
    }
}
