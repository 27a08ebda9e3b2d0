package dev.velocity.console;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Outcome;
import dev.velocity.alert.SavedViews;
import dev.velocity.alert.Triage;
import dev.velocity.alert.Verb;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The board of open alerts, filtered by its address; views of it that people named; and what is done to many alerts at
/// once. Plain forms work; the script sends the same forms and asks for JSON.
@Controller
final class BoardRoutes {
    private static final Comparator<Alert> WORST_FIRST = Comparator.comparing(Alert::severity)
            .reversed()
            .thenComparing(alert -> alert.triage() != Triage.NEW)
            .thenComparing(Alert::raisedAt, Comparator.reverseOrder())
            .thenComparing(Alert::id, Comparator.reverseOrder());

    private final Alerts alerts;
    private final Spoken<AlertViews> views;
    private final Spoken<FloodViews> floods;
    private final SavedViews saved;
    private final Shells shells;
    private final Pages pages;
    private final Routes routes;
    private final Catalogue catalogue;

    BoardRoutes(
            Alerts alerts,
            Spoken<AlertViews> views,
            Spoken<FloodViews> floods,
            SavedViews saved,
            Shells shells,
            Pages pages,
            Routes routes,
            Catalogue catalogue) {
        this.alerts = alerts;
        this.views = views;
        this.floods = floods;
        this.saved = saved;
        this.shells = shells;
        this.pages = pages;
        this.routes = routes;
        this.catalogue = catalogue;
    }

    /// @param fold `no` shows every alert in a flood too
    @GetMapping("/board")
    ResponseEntity<byte[]> board(
            Session session,
            Words words,
            @RequestParam MultiValueMap<String, String> asked,
            @RequestParam(defaultValue = "") String fold) {
        return board(HttpStatus.OK, session, words, asked, fold, "");
    }

    private ResponseEntity<byte[]> board(
            HttpStatus status,
            Session session,
            Words words,
            MultiValueMap<String, String> asked,
            String fold,
            String said) {
        var shell = shells.around("board", session, words);
        var wording = new Wording(words);
        var notice = said;
        var filter = BoardFilter.EVERYTHING;
        try {
            filter = new BoardFilter(AlertFilter.read(name -> asked.getOrDefault(name, List.of())));
        } catch (IllegalArgumentException e) {
            notice = words.of("board.no-such-filter", new Wording(words).why(e));
        }
        var person = session.person();
        var role = person.role();
        var flood = floods.in(words).of(role);
        boolean folded = flood.on() && filter.isEmpty() && !fold.equals("no");
        var page = alerts.page(filter.query(role));
        var rows = page.alerts().stream()
                .filter(alert -> !folded || alert.severity() == Severity.CRITICAL || alert.id() == flood.firstOut())
                .sorted(WORST_FIRST)
                .map(alert -> views.in(words).view(alert, person))
                .toList();
        var values = new HashMap<String, Object>(Map.of(
                "shell", shell,
                "rows", rows,
                "filter", filter,
                "choices",
                        new BoardFilter.Choices(
                                zones(),
                                kinds(wording),
                                roles(role, wording),
                                views.in(words).hidden(role)),
                "views", saved.of(person.name()),
                "more", page.next().isPresent(),
                "flood", flood,
                "folded", folded,
                "notice", notice,
                "bulk", bulk(role)));
        return pages.page(status, "board/board", values);
    }

    /// Keeps the filter of an address under a name.
    @PostMapping(path = "/views", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> save(
            Session session,
            Words words,
            @RequestParam(defaultValue = "") String name,
            @RequestParam MultiValueMap<String, String> asked) {
        try {
            var filter = AlertFilter.read(part -> asked.getOrDefault("view." + part, List.of()));
            saved.save(session.person().name(), name, filter);
            return see(BoardFilter.address(filter));
        } catch (IllegalArgumentException e) {
            return board(
                    HttpStatus.CONFLICT,
                    session,
                    words,
                    asked,
                    "",
                    words.of("board.view-not-kept", new Wording(words).why(e)));
        }
    }

    @PostMapping(path = "/views/forget", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> forget(
            Session session,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String next) {
        saved.forget(session.person().name(), name);
        return see(Visit.back(routes, next, "/board"));
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
                results.add(done(items.get(i).id(), outcomes.get(i), command, person.role(), words));
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
        return pages.page(
                status,
                "board/bulk",
                Map.of(
                        "shell", shells.around("board", session, words),
                        "said", bulk.said(),
                        "results", bulk.results(),
                        "back", Visit.back(routes, Objects.toString(request.getParameter("next"), ""), "/board")));
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

    private BulkView.Done done(long id, Outcome outcome, Command command, Role role, Words words) {
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
    private static List<String> bulk(Role role) {
        return Arrays.stream(Verb.values())
                .filter(verb -> verb.bulk() && Permissions.allows(role, verb.action()))
                .map(Verb::text)
                .toList();
    }

    /// Whose queues the role sees, with what people call them.
    private static Map<String, String> roles(Role viewer, Wording wording) {
        var roles = new LinkedHashMap<String, String>();
        Arrays.stream(Role.values())
                .filter(role -> role != Role.ANALYST && role != Role.ADMIN)
                .filter(role -> Permissions.maySee(viewer, role, Set.of(viewer)))
                .forEach(role -> roles.put(role.text(), wording.role(role)));
        return roles;
    }

    private static ResponseEntity<byte[]> see(String place) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(place))
                .build();
    }

    private Map<String, String> kinds(Wording wording) {
        var kinds = new TreeMap<String, String>();
        for (Sensor sensor : catalogue.sensors()) kinds.put(sensor.kind(), wording.kind(sensor.kind()));
        return kinds;
    }

    /// Id and name of every zone, for the filter.
    private Map<String, String> zones() {
        var zones = new LinkedHashMap<String, String>();
        for (var site : catalogue.sites()) for (var zone : site.zones()) zones.putIfAbsent(zone.id(), zone.name());
        return zones;
    }
}
