package dev.velocity.api;

import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.AlertJson;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Condition;
import dev.velocity.alert.Outcome;
import dev.velocity.alert.Triage;
import dev.velocity.sensor.Severity;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Alerts: what concerns whoever asks, and the commands of triage.
@RestController
@RequestMapping("/api/v1/alerts")
final class AlertRoutes {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_KEY_CHARACTERS = 100;
    private final Alerts alerts;

    AlertRoutes(Alerts alerts) {
        this.alerts = alerts;
    }

    record Said(@Nullable String text) {}

    record Done(@Nullable String how) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    String list(
            @RequestParam(required = false) @Nullable List<String> severity,
            @RequestParam(required = false) @Nullable List<String> triage,
            @RequestParam Optional<String> role,
            @RequestParam Optional<String> zone,
            @RequestParam Optional<String> sensor,
            @RequestParam Optional<String> condition,
            @RequestParam Optional<String> text,
            @RequestParam Optional<String> after,
            @RequestParam(defaultValue = "100") int limit,
            Session session) {
        var page = alerts.page(new AlertQuery(
                session.person().role(),
                Words.all(Severity.class, severity),
                Words.all(Triage.class, triage),
                Words.one(Role.class, role.orElse(null)),
                zone,
                sensor,
                Words.one(Condition.class, condition.orElse(null)),
                text,
                after.map(AlertQuery.Cursor::parse),
                limit));
        return json(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("alerts");
            for (var alert : page.alerts()) AlertJson.write(out, alert);
            out.writeEndArray();
            if (page.next().isPresent())
                out.writeStringProperty("next", page.next().get().text());
            else out.writeNullProperty("next");
            out.writeEndObject();
        });
    }

    /// `{"critical":{"new":1,"acknowledged":0},…}` of what is open.
    @GetMapping("/counts")
    Map<String, Map<String, Integer>> counts(Session session) {
        var shown = new LinkedHashMap<String, Map<String, Integer>>();
        alerts.counts(session.person().role())
                .forEach((severity, numbers) -> shown.put(
                        severity.text(),
                        Map.of(
                                "new", numbers.getOrDefault(Triage.NEW, 0),
                                "acknowledged", numbers.getOrDefault(Triage.ACKNOWLEDGED, 0))));
        return shown;
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> one(@PathVariable long id, Session session) {
        return alerts.find(id, session.person().role()).map(AlertRoutes::shown).orElseGet(AlertRoutes::unknown);
    }

    @GetMapping("/{id}/events")
    ResponseEntity<Object> events(@PathVariable long id, Session session) {
        if (alerts.find(id, session.person().role()).isEmpty()) return unknown();
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("events");
            for (AlertChanged event : alerts.history(id)) AlertJson.write(out, event);
            out.writeEndArray();
            out.writeEndObject();
        }));
    }

    @PostMapping("/{id}/acknowledge")
    ResponseEntity<Object> acknowledge(
            @PathVariable long id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            Session session) {
        return handle(id, new Command.Acknowledge(), seen, key, session);
    }

    @PostMapping(path = "/{id}/comment", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> comment(
            @PathVariable long id,
            @RequestBody Said body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            Session session) {
        // Words overtake nothing, so a comment needs no version.
        return handle(
                id, new Command.Comment(Answers.needed(body.text(), "text")), seen == null ? "*" : seen, key, session);
    }

    @PostMapping(path = "/{id}/resolve", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> resolve(
            @PathVariable long id,
            @RequestBody Done body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            Session session) {
        return handle(id, new Command.Resolve(Optional.ofNullable(body.how()).orElse("")), seen, key, session);
    }

    private ResponseEntity<Object> handle(
            long id, Command command, @Nullable String seen, Optional<String> key, Session session) {
        if (seen == null)
            return Problem.of(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "version-missing",
                    "send If-Match with the alert's ETag as you saw it, or * to take it as it stands");
        if (key.filter(text -> text.isBlank() || text.length() > MOST_KEY_CHARACTERS)
                .isPresent())
            throw new IllegalArgumentException("an Idempotency-Key has 1 to " + MOST_KEY_CHARACTERS + " characters");
        var person = session.person();
        return switch (alerts.handle(id, command, person.actor(), person.role(), version(seen), key)) {
            case Outcome.Moved(var to) -> shown(to);
            case Outcome.Refused(var because) -> Problem.of(HttpStatus.CONFLICT, "refused", because);
            case Outcome.Forbidden() ->
                Problem.of(HttpStatus.FORBIDDEN, "forbidden", "this alert is not in a queue your role handles");
            case Outcome.Overtaken(var now) ->
                Problem.of(
                        HttpStatus.PRECONDITION_FAILED,
                        "overtaken",
                        "somebody changed the alert meanwhile: it is at version " + now.version() + "; look again");
            case Outcome.Unknown() -> unknown();
        };
    }

    private static OptionalLong version(String etag) {
        if (etag.equals("*")) return OptionalLong.empty();
        var digits = etag.startsWith("\"") && etag.endsWith("\"") && etag.length() > 2
                ? etag.substring(1, etag.length() - 1)
                : etag;
        if (!digits.matches("\\d{1,18}"))
            throw new IllegalArgumentException("If-Match is an alert's ETag as \"3\", or *; not " + etag);
        return OptionalLong.of(Long.parseLong(digits));
    }

    private static ResponseEntity<Object> shown(Alert alert) {
        return ResponseEntity.ok()
                .eTag(Long.toString(alert.version()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(AlertJson.text(alert));
    }

    private static ResponseEntity<Object> unknown() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "unknown", "there is no alert of that number, or none that concerns you");
    }

    private static String json(Consumer<JsonGenerator> body) {
        var out = new StringWriter();
        try (var generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            body.accept(generator);
        }
        return out.toString();
    }
}
