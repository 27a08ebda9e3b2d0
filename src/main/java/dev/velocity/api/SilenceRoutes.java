package dev.velocity.api;

import dev.velocity.access.Session;
import dev.velocity.alert.AlertJson;
import dev.velocity.alert.Matcher;
import dev.velocity.alert.Silence;
import dev.velocity.alert.Silences;
import dev.velocity.alert.Window;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
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
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/// Silences: what one would hide, making it, ending it, what it hid.
@RestController
@RequestMapping("/api/v1/silences")
final class SilenceRoutes {
    private final Silences silences;
    private final Catalogue catalogue;
    private final InstantSource clock;

    SilenceRoutes(Silences silences, Catalogue catalogue, InstantSource clock) {
        this.silences = silences;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /// A silence as a person asks for it; `starts` is now when it is not said.
    record Wanted(
            @Nullable String sensor,
            @Nullable String zone,
            @Nullable String kind,
            @Nullable String severity,
            @Nullable String starts,
            @Nullable String ends,
            @Nullable String recurrence,
            @Nullable String reason) {
        Matcher matcher() {
            return new Matcher(
                    said(sensor),
                    said(zone),
                    said(kind),
                    Words.one(Severity.class, said(severity).orElse(null)));
        }

        Window window(Instant now, ZoneId zone) {
            return new Window(
                    said(starts).map(Words::instant).orElse(now),
                    Words.instant(Answers.needed(ends, "ends")),
                    said(recurrence),
                    zone);
        }

        private static Optional<String> said(@Nullable String text) {
            return Optional.ofNullable(text).map(String::strip).filter(words -> !words.isEmpty());
        }
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    String list() {
        return AlertRoutes.json(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("silences");
            for (var silence : silences.list()) write(out, silence);
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /// What it hid so far.
    @GetMapping("/{id}")
    ResponseEntity<Object> report(@PathVariable long id, Session session) {
        return silences.find(id)
                .map(silence -> answer(AlertRoutes.json(out -> {
                    out.writeStartObject();
                    out.writeName("silence");
                    write(out, silence);
                    write(out, "hid", silences.report(id, session.person().role()));
                    out.writeEndObject();
                })))
                .orElseGet(SilenceRoutes::unknown);
    }

    @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> preview(@RequestBody Wanted wanted, Session session) {
        return shown(silences.preview(wanted.matcher(), session.person().role()));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> add(@RequestBody Wanted wanted, Session session) {
        var person = session.person();
        var zone = catalogue.sites().isEmpty()
                ? ZoneOffset.UTC
                : catalogue.sites().getFirst().timeZone();
        var made = silences.add(
                wanted.matcher(),
                wanted.window(clock.instant(), zone),
                Answers.needed(wanted.reason(), "reason"),
                person.actor(),
                person.role());
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(AlertRoutes.json(out -> write(out, made)));
    }

    @PostMapping("/{id}/end")
    ResponseEntity<Object> end(@PathVariable long id, Session session) {
        return silences.end(id, session.person().actor())
                .map(silence -> answer(AlertRoutes.json(out -> write(out, silence))))
                .orElseGet(SilenceRoutes::unknown);
    }

    /// `{"now":[alert…],"before":[{"alert":…,"calls":n}…]}`
    static ResponseEntity<Object> shown(Silences.Preview preview) {
        return answer(AlertRoutes.json(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("now");
            for (var alert : preview.now()) AlertJson.write(out, alert);
            out.writeEndArray();
            write(out, "before", preview.before());
            out.writeEndObject();
        }));
    }

    private static void write(JsonGenerator out, String name, List<Silences.Hidden> hidden) {
        out.writeArrayPropertyStart(name);
        for (var one : hidden) {
            out.writeStartObject();
            out.writeName("alert");
            AlertJson.write(out, one.alert());
            out.writeNumberProperty("calls", one.calls());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, Silence silence) {
        var matcher = silence.matcher();
        var window = silence.window();
        out.writeStartObject();
        out.writeNumberProperty("id", silence.id());
        matcher.sensor().ifPresent(text -> out.writeStringProperty("sensor", text));
        matcher.zone().ifPresent(text -> out.writeStringProperty("zone", text));
        matcher.kind().ifPresent(text -> out.writeStringProperty("kind", text));
        matcher.severity().ifPresent(one -> out.writeStringProperty("severity", one.text()));
        out.writeStringProperty("starts", window.start().toString());
        out.writeStringProperty("ends", window.end().toString());
        window.recurrence().ifPresent(text -> out.writeStringProperty("recurrence", text));
        out.writeStringProperty("owner", silence.owner());
        out.writeStringProperty("role", silence.role().text());
        out.writeStringProperty("reason", silence.reason());
        out.writeStringProperty("createdAt", silence.createdAt().toString());
        out.writeBooleanProperty("active", silence.active());
        silence.ended().ifPresent(deed -> {
            out.writeStringProperty("endedBy", deed.by());
            out.writeStringProperty("endedAt", deed.at().toString());
        });
        out.writeEndObject();
    }

    private static ResponseEntity<Object> answer(String json) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json);
    }

    private static ResponseEntity<Object> unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown", "there is no such silence, or it is over already");
    }
}
