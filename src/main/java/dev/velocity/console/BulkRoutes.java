package dev.velocity.console;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.alert.Alert;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Outcome;
import dev.velocity.alert.Silences;
import dev.velocity.alert.Verb;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// One command to many alerts. Plain forms work: the board's buttons lead to a page that asks for what the command
/// needs. The script asks on the board, sends the same forms and wants JSON.
@Controller
final class BulkRoutes {
    private final Alerts alerts;
    private final Spoken<AlertViews> views;
    private final Silences silences;
    private final Shells shells;
    private final Pages pages;
    private final Routes routes;

    BulkRoutes(Alerts alerts, Spoken<AlertViews> views, Silences silences, Shells shells, Pages pages, Routes routes) {
        this.alerts = alerts;
        this.views = views;
        this.silences = silences;
        this.shells = shells;
        this.pages = pages;
        this.routes = routes;
    }

    /// What shelving all these alerts hides now and would have hidden in the last seven days.
    @GetMapping("/alerts/bulk/shelf-preview")
    ResponseEntity<byte[]> shelfPreview(
            @RequestParam(defaultValue = "") List<Long> alert, Session session, Words words) {
        return pages.page(
                HttpStatus.OK,
                "board/hides",
                Map.of(
                        "title",
                        words.of("board.bulk.shelve"),
                        "back",
                        "/board",
                        "hides",
                        hides(chosen(alert.stream(), session), session, words)));
    }

    /// Asks for what the command of `verb` needs, and for shelving shows first what it hides. Changes nothing.
    @PostMapping(path = "/alerts/bulk/ask", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> ask(
            Session session, Words words, HttpServletRequest request, @RequestParam(defaultValue = "") String verb) {
        var role = session.person().role();
        var next = next(request);
        try {
            if (!verbs(role).contains(verb) || verb.equals(Verb.ACKNOWLEDGE.text()))
                throw new IllegalArgumentException("'" + verb + "' is nothing to ask about");
            var items = items(request);
            if (items.isEmpty()) throw new IllegalArgumentException(words.of("board.bulk.none"));
            var chosen = chosen(items.stream().map(Alerts.Item::id), session);
            var values = new HashMap<String, Object>(Map.of(
                    "shell", shells.around("board", session, words),
                    "verb", verb,
                    "items", Arrays.asList(request.getParameterValues("item")),
                    "chosen", chosen.stream().map(views.in(words)::headline).toList(),
                    "roles", new Wording(words).queues(role),
                    "next", next));
            if (verb.equals(Verb.SHELVE.text())) values.put("hides", hides(chosen, session, words));
            return pages.page(HttpStatus.OK, "board/ask", values);
        } catch (IllegalArgumentException e) {
            var said = words.of("alert.not-done", new Wording(words).why(e));
            return done(HttpStatus.CONFLICT, new BulkView(said, List.of()), next, session, words);
        }
    }

    private HidesView hides(List<Alert> chosen, Session session, Words words) {
        return HidesView.of(silences.preview(chosen), views.in(words), session.person());
    }

    /// Those of them the viewer may see.
    private List<Alert> chosen(Stream<Long> ids, Session session) {
        return ids.limit(Alerts.MOST_AT_ONCE)
                .flatMap(id -> alerts.find(id, session.person().role()).stream())
                .toList();
    }

    private String next(HttpServletRequest request) {
        return Visit.back(routes, Objects.toString(request.getParameter("next"), ""), "/board");
    }

    private ResponseEntity<byte[]> done(HttpStatus status, BulkView bulk, String next, Session session, Words words) {
        return pages.page(
                status,
                "board/bulk",
                Map.of(
                        "shell", shells.around("board", session, words),
                        "said", bulk.said(),
                        "results", bulk.results(),
                        "back", next));
    }

    /// One command to every alert named by a field `item`, `7:3` for the third version of alert 7.
    @PostMapping(
            path = {"/alerts/bulk/acknowledge", "/alerts/bulk/assign", "/alerts/bulk/shelve", "/alerts/bulk/resolve"},
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<?> bulk(Session session, Words words, HttpServletRequest request) {
        var path = request.getRequestURI();
        var verb = Verb.of(path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
        var person = session.person();
        boolean json = Objects.toString(request.getHeader("Accept"), "").contains("application/json");
        var key = Optional.ofNullable(request.getHeader("Idempotency-Key"))
                .or(() -> Optional.ofNullable(request.getParameter("key")))
                .filter(text -> text.matches("[!-~]{8,100}"));
        BulkView bulk;
        var status = HttpStatus.OK;
        try {
            var items = items(request);
            var command = Command.read(
                    verb,
                    name -> Optional.ofNullable(request.getParameter(name)).filter(text -> !text.isBlank()));
            var outcomes = alerts.handleAll(items, command, person.actor(), person.role(), key);
            var results = new ArrayList<BulkView.Done>();
            for (int i = 0; i < outcomes.size(); i++)
                results.add(became(items.get(i).id(), outcomes.get(i), command, person.role(), words));
            long moved = results.stream()
                    .filter(result -> result.outcome().equals("moved"))
                    .count();
            bulk = new BulkView(
                    words.of("board.bulk.done", moved, results.size(), new Wording(words).done(command)),
                    List.copyOf(results));
        } catch (IllegalArgumentException e) {
            status = HttpStatus.CONFLICT;
            bulk = new BulkView(words.of("alert.not-done", new Wording(words).why(e)), List.of());
        }
        if (json) return ResponseEntity.status(status).body(bulk);
        return done(status, bulk, next(request), session, words);
    }

    private static List<Alerts.Item> items(HttpServletRequest request) {
        var said = Optional.ofNullable(request.getParameterValues("item")).orElse(new String[0]);
        return Arrays.stream(said)
                .map(text -> {
                    if (!text.matches("\\d{1,18}:\\d{1,18}"))
                        throw new IllegalArgumentException("'" + text + "' names no alert");
                    var parts = text.split(":", -1);
                    return new Alerts.Item(Long.parseLong(parts[0]), OptionalLong.of(Long.parseLong(parts[1])));
                })
                .toList();
    }

    private BulkView.Done became(long id, Outcome outcome, Command command, Role role, Words words) {
        var what = alerts.find(id, role)
                .map(alert -> views.in(words).headline(alert))
                .orElseGet(() -> words.of("board.bulk.alert", id));
        var wording = new Wording(words);
        return switch (outcome) {
            case Outcome.Moved _ -> new BulkView.Done(id, "moved", what, wording.done(command));
            case Outcome.Refused(var because) ->
                new BulkView.Done(id, "refused", what, wording.notDone(command, because));
            case Outcome.Forbidden() ->
                new BulkView.Done(id, "forbidden", what, wording.notDone(command, words.of("board.bulk.forbidden")));
            case Outcome.Overtaken _ ->
                new BulkView.Done(id, "overtaken", what, wording.notDone(command, words.of("board.bulk.overtaken")));
            case Outcome.Unknown() ->
                new BulkView.Done(id, "unknown", what, wording.notDone(command, words.of("board.bulk.unknown")));
        };
    }

    /// The commands the role may give to many at once.
    static List<String> verbs(Role role) {
        return Arrays.stream(Verb.values())
                .filter(verb -> verb.bulk() && Permissions.allows(role, verb.action()))
                .map(Verb::text)
                .toList();
    }
}
