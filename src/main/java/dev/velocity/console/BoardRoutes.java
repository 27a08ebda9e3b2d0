package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.SavedViews;
import dev.velocity.alert.Triage;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The board of open alerts, filtered by its address, and views of it that people named.
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
    /// @param part which part of a long list, from 1
    @GetMapping("/board")
    ResponseEntity<byte[]> board(
            Session session,
            Words words,
            @RequestParam MultiValueMap<String, String> asked,
            @RequestParam(defaultValue = "") String fold,
            @RequestParam(defaultValue = "") String part) {
        return board(HttpStatus.OK, session, words, asked, fold, part, "");
    }

    private ResponseEntity<byte[]> board(
            HttpStatus status,
            Session session,
            Words words,
            MultiValueMap<String, String> asked,
            String fold,
            String part,
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
        var found = find(filter, role);
        var listed = found.alerts().stream()
                .filter(alert -> !folded || alert.severity() == Severity.CRITICAL || alert.id() == flood.firstOut())
                .sorted(WORST_FIRST)
                .toList();
        int number = BoardPart.number(part, listed.size());
        var shown = new BoardPart(
                listed.stream()
                        .skip((number - 1L) * BoardPart.MOST)
                        .limit(BoardPart.MOST)
                        .map(alert -> views.in(words).view(alert, person))
                        .toList(),
                number,
                listed.size(),
                filter.isEmpty() && fold.equals("no") ? "/board?fold=no" : filter.address(),
                found.cut());
        var values = new HashMap<String, Object>(Map.of(
                "shell", shell,
                "part", shown,
                "filter", filter,
                "choices",
                        new BoardFilter.Choices(
                                zones(),
                                kinds(wording),
                                wording.queues(role),
                                views.in(words).hidden(role)),
                "views", saved.of(person.name()),
                "flood", flood,
                "folded", folded,
                "notice", notice,
                "bulk", BulkRoutes.verbs(role)));
        return pages.page(status, "board/board", values);
    }

    private record Found(List<Alert> alerts, boolean cut) {}

    /// All that is open, however much; of what may reach the past, the worst.
    private Found find(BoardFilter filter, Role role) {
        var all = new ArrayList<Alert>();
        var query = filter.query(role);
        while (true) {
            var page = alerts.page(query);
            all.addAll(page.alerts());
            if (page.next().isEmpty() || !query.filter().onlyOpen())
                return new Found(all, page.next().isPresent());
            query = new AlertQuery(role, query.filter(), page.next(), query.most());
        }
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
