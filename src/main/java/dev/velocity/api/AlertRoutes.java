package dev.velocity.api;

import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.AlertJson;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Listed;
import dev.velocity.alert.Outcome;
import dev.velocity.alert.Silences;
import dev.velocity.alert.Triage;
import dev.velocity.alert.Verb;
import dev.velocity.sensor.Guidance;
import jakarta.servlet.http.HttpServletRequest;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
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
    private final Silences silences;

    AlertRoutes(Alerts alerts, Silences silences) {
        this.alerts = alerts;
        this.silences = silences;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    String list(
            @RequestParam MultiValueMap<String, String> asked,
            @RequestParam Optional<String> after,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam Optional<String> asOf,
            Session session) {
        var filter = AlertFilter.read(name -> asked.getOrDefault(name, List.of()));
        var query = new AlertQuery(session.person().role(), filter, after.map(AlertQuery.Cursor::parse), limit);
        var page = asOf.map(Words::instant).map(at -> alerts.page(query, at)).orElseGet(() -> alerts.page(query));
        return page.listed().stream().map(Listed::json).collect(Collectors.joining(",", "{\"alerts\":[", "],\"next\":"))
                + page.next().map(next -> "\"" + next.text() + "\"").orElse("null")
                + "}";
    }

    /// `{"shown":{"critical":{"new":1,"acknowledged":0},…},"hidden":{"any":2,"shelf":1,…}}` of what is open.
    @GetMapping("/counts")
    Map<String, Object> counts(@RequestParam Optional<String> asOf, Session session) {
        var role = session.person().role();
        var counts = asOf.map(Words::instant).map(at -> alerts.counts(role, at)).orElseGet(() -> alerts.counts(role));
        var shown = new LinkedHashMap<String, Map<String, Integer>>();
        counts.shown()
                .forEach((severity, numbers) -> shown.put(
                        severity.text(),
                        Map.of(
                                "new", numbers.getOrDefault(Triage.NEW, 0),
                                "acknowledged", numbers.getOrDefault(Triage.ACKNOWLEDGED, 0))));
        var hidden = new LinkedHashMap<String, Integer>();
        counts.hidden().forEach((cover, number) -> hidden.put(cover.text(), number));
        return Map.of("shown", shown, "hidden", hidden);
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> one(@PathVariable long id, Session session) {
        var role = session.person().role();
        return alerts.find(id, role).map(alert -> shown(alert, role)).orElseGet(AlertRoutes::unknown);
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

    /// What shelving the alert hides now and would have hidden in the last seven days.
    @GetMapping("/{id}/shelf-preview")
    ResponseEntity<Object> shelfPreview(@PathVariable long id, Session session) {
        var found = alerts.find(id, session.person().role());
        if (found.isEmpty()) return unknown();
        return SilenceRoutes.shown(silences.preview(List.of(found.get())));
    }

    /// One command to one alert: the last part of the address is its verb, the body its parts.
    @PostMapping({
        "/{id}/acknowledge",
        "/{id}/unacknowledge",
        "/{id}/assign",
        "/{id}/take",
        "/{id}/hand-back",
        "/{id}/comment",
        "/{id}/shelve",
        "/{id}/unshelve",
        "/{id}/out-of-service",
        "/{id}/in-service",
        "/{id}/reset",
        "/{id}/resolve",
        "/{id}/reopen"
    })
    ResponseEntity<Object> command(
            @PathVariable long id,
            @RequestBody(required = false) @Nullable Map<String, Object> body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String seen,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            HttpServletRequest request,
            Session session) {
        var command = Command.read(verb(request), parts(body));
        // Words overtake nothing, so a comment needs no version.
        return handle(id, command, seen == null && command instanceof Command.Comment ? "*" : seen, key, session);
    }

    /// One command to many alerts: `{"items":[{"id":1,"version":3},…], …the command's parts}`, answered with an
    /// outcome for each.
    @PostMapping({"/bulk/acknowledge", "/bulk/assign", "/bulk/shelve", "/bulk/resolve"})
    ResponseEntity<Object> bulk(
            @RequestBody Map<String, Object> body,
            @RequestHeader(name = "Idempotency-Key") Optional<String> key,
            HttpServletRequest request,
            Session session) {
        var person = session.person();
        var items = items(body.get("items"));
        requireKey(key);
        var outcomes =
                alerts.handleAll(items, Command.read(verb(request), parts(body)), person.actor(), person.role(), key);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("results");
            for (int i = 0; i < outcomes.size(); i++) write(out, items.get(i).id(), outcomes.get(i));
            out.writeEndArray();
            out.writeEndObject();
        }));
    }

    private static void write(JsonGenerator out, long id, Outcome outcome) {
        out.writeStartObject();
        out.writeNumberProperty("id", id);
        switch (outcome) {
            case Outcome.Moved(var to) -> {
                out.writeStringProperty("outcome", "moved");
                out.writeNumberProperty("version", to.version());
            }
            case Outcome.Refused(var because) -> {
                out.writeStringProperty("outcome", "refused");
                out.writeStringProperty("detail", because.text());
            }
            case Outcome.Forbidden() -> out.writeStringProperty("outcome", "forbidden");
            case Outcome.Overtaken(var now) -> {
                out.writeStringProperty("outcome", "overtaken");
                out.writeNumberProperty("version", now.version());
            }
            case Outcome.Unknown() -> out.writeStringProperty("outcome", "unknown");
        }
        out.writeEndObject();
    }

    private static List<Alerts.Item> items(@Nullable Object said) {
        var items = new ArrayList<Alerts.Item>();
        if (said instanceof List<?> list)
            for (var one : list)
                if (one instanceof Map<?, ?> map && map.get("id") instanceof Number id)
                    items.add(new Alerts.Item(
                            id.longValue(),
                            map.get("version") instanceof Number version
                                    ? OptionalLong.of(version.longValue())
                                    : OptionalLong.empty()));
                else throw new IllegalArgumentException("each item is an object with a number id, and a version");
        return items;
    }

    /// The mapping lets through no other word.
    private static Verb verb(HttpServletRequest request) {
        var path = request.getRequestURI();
        return Verb.of(path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
    }

    private static Command.Parts parts(@Nullable Map<String, Object> body) {
        return name -> Optional.ofNullable(body).map(said -> said.get(name)).map(String::valueOf);
    }

    private ResponseEntity<Object> handle(
            long id, Command command, @Nullable String seen, Optional<String> key, Session session) {
        if (seen == null)
            return Problem.of(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "version-missing",
                    "send If-Match with the alert's ETag as you saw it, or * to take it as it stands");
        requireKey(key);
        var person = session.person();
        return switch (alerts.handle(id, command, person.actor(), person.role(), version(seen), key)) {
            case Outcome.Moved(var to) -> shown(to, person.role());
            case Outcome.Refused(var because) -> Problem.of(HttpStatus.CONFLICT, "refused", because.text());
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

    private static void requireKey(Optional<String> key) {
        if (key.filter(text -> text.isBlank() || text.length() > MOST_KEY_CHARACTERS)
                .isPresent())
            throw new IllegalArgumentException("an Idempotency-Key has 1 to " + MOST_KEY_CHARACTERS + " characters");
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

    private ResponseEntity<Object> shown(Alert alert, Role viewer) {
        var guidance = alerts.guidance(alert);
        return ResponseEntity.ok()
                .eTag(Long.toString(alert.version()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(AlertJson.text(alert, out -> write(out, viewer == Role.RESIDENT ? guidance.plain() : guidance)));
    }

    /// What to do about it; members only where somebody has said something.
    private static void write(JsonGenerator out, Guidance guidance) {
        out.writeObjectPropertyStart("guidance");
        said(out, "cause", guidance.cause());
        said(out, "consequence", guidance.consequence());
        said(out, "do", guidance.action());
        guidance.time().ifPresent(length -> out.writeNumberProperty("seconds", length.toSeconds()));
        said(out, "link", guidance.link());
        said(out, "residents", guidance.residents());
        out.writeEndObject();
    }

    private static void said(JsonGenerator out, String name, String words) {
        if (!words.isEmpty()) out.writeStringProperty(name, words);
    }

    private static ResponseEntity<Object> unknown() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "unknown", "there is no alert of that number, or none that concerns you");
    }

    static String json(Consumer<JsonGenerator> body) {
        var out = new StringWriter();
        try (var generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            body.accept(generator);
        }
        return out.toString();
    }
}
