package dev.velocity.console;

import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Session;
import dev.velocity.alert.Matcher;
import dev.velocity.alert.Silence;
import dev.velocity.alert.Silences;
import dev.velocity.alert.Window;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Sensor;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/// Silences: making one after seeing what it hides, ending it, and what each one hid. Plain forms, no script.
@Controller
final class SilencePageRoutes {
    private static final List<String> FIELDS =
            List.of("sensor", "zone", "kind", "severity", "starts", "ends", "recurrence", "own", "reason");
    private static final String OWN = "own";

    private final Silences silences;
    private final Spoken<AlertViews> views;
    private final Shells shells;
    private final Pages pages;
    private final Catalogue catalogue;
    private final InstantSource clock;

    SilencePageRoutes(
            Silences silences,
            Spoken<AlertViews> views,
            Shells shells,
            Pages pages,
            Catalogue catalogue,
            InstantSource clock) {
        this.silences = silences;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @GetMapping("/silences")
    ResponseEntity<byte[]> list(Session session, Words words) {
        return page(HttpStatus.OK, session, words, Map.of(), Optional.empty(), "");
    }

    /// What a silence has hidden so far.
    @GetMapping("/silences/{id}")
    ResponseEntity<byte[]> report(@PathVariable long id, Session session, Words words) {
        var silence = silences.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return pages.page(
                HttpStatus.OK,
                "silences/report",
                Map.of(
                        "shell", shells.around("silences", session, words),
                        "silence", view(silence, words),
                        "hid",
                                HidesView.conditions(
                                        silences.report(id, session.person().role()),
                                        views.in(words),
                                        session.person()),
                        "mayEnd", mayEnd(session)));
    }

    @PostMapping(path = "/silences/preview", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> preview(Session session, Words words, HttpServletRequest request) {
        var said = said(request);
        try {
            var matcher = matcher(said);
            window(said, words);
            var preview = silences.preview(matcher, session.person().role());
            return page(
                    HttpStatus.OK,
                    session,
                    words,
                    said,
                    Optional.of(HidesView.of(preview, views.in(words), session.person())),
                    "");
        } catch (IllegalArgumentException e) {
            return page(
                    HttpStatus.CONFLICT,
                    session,
                    words,
                    said,
                    Optional.empty(),
                    words.of("silences.look-again", new Wording(words).why(e)));
        }
    }

    @PostMapping(path = "/silences", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> add(Session session, Words words, HttpServletRequest request) {
        var said = said(request);
        var person = session.person();
        try {
            var made = silences.add(
                    matcher(said), window(said, words), said.getOrDefault("reason", ""), person.actor(), person.role());
            return see("/silences/" + made.id());
        } catch (IllegalArgumentException e) {
            return page(
                    HttpStatus.CONFLICT,
                    session,
                    words,
                    said,
                    Optional.empty(),
                    words.of("silences.not-made", new Wording(words).why(e)));
        }
    }

    @PostMapping(path = "/silences/{id}/end", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> end(@PathVariable long id, Session session) {
        var ended = silences.end(id, session.person().actor());
        if (ended.isEmpty()) return see("/silences");
        return see("/silences/" + id);
    }

    private ResponseEntity<byte[]> page(
            HttpStatus status,
            Session session,
            Words words,
            Map<String, String> said,
            Optional<HidesView> hides,
            String notice) {
        var wording = new Wording(words);
        var zones = new LinkedHashMap<String, String>();
        var sensors = new TreeMap<String, String>();
        var kinds = new TreeMap<String, String>();
        for (var site : catalogue.sites()) for (var zone : site.zones()) zones.putIfAbsent(zone.id(), zone.name());
        for (Sensor sensor : catalogue.sensors()) {
            sensors.put(sensor.id().text(), sensor.name());
            kinds.put(sensor.kind(), wording.kind(sensor.kind()));
        }
        var values = new HashMap<String, Object>(Map.of(
                "shell",
                shells.around("silences", session, words),
                "silences",
                silences.list().stream().map(silence -> view(silence, words)).toList(),
                "form",
                new SilenceView.Form(said, zones, sensors, kinds),
                "hides",
                hides,
                "notice",
                notice,
                "mayAdd",
                mayEnd(session)));
        return pages.page(status, "silences/silences", values);
    }

    private static boolean mayEnd(Session session) {
        return Permissions.allows(session.person().role(), Action.SILENCE);
    }

    private static Map<String, String> said(HttpServletRequest request) {
        var said = new HashMap<String, String>();
        for (var field : FIELDS) {
            var text = Objects.toString(request.getParameter(field), "").strip();
            if (!text.isEmpty()) said.put(field, text);
        }
        return said;
    }

    private static Matcher matcher(Map<String, String> said) {
        return new Matcher(
                Optional.ofNullable(said.get("sensor")),
                Optional.ofNullable(said.get("zone")),
                Optional.ofNullable(said.get("kind")),
                Optional.ofNullable(said.get("severity")).flatMap(Wording::severity));
    }

    private Window window(Map<String, String> said, Words words) {
        var recurrence = said.getOrDefault("recurrence", "");
        return new Window(
                said.containsKey("starts") ? instant(said.get("starts"), words) : clock.instant(),
                instant(said.getOrDefault("ends", ""), words),
                Optional.of(recurrence.equals(OWN) ? said.getOrDefault("own", "") : recurrence)
                        .filter(text -> !text.isEmpty()),
                zone());
    }

    /// By the wall clock of the site, as the fields of the form say it.
    private Instant instant(String text, Words words) {
        if (text.isEmpty()) throw new IllegalArgumentException(words.of("silences.no-end"));
        try {
            return LocalDateTime.parse(text).atZone(zone()).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(words.of("silences.no-time", text), e);
        }
    }

    private ZoneId zone() {
        return catalogue.sites().isEmpty()
                ? ZoneOffset.UTC
                : catalogue.sites().getFirst().timeZone();
    }

    private SilenceView view(Silence silence, Words words) {
        var spoken = views.in(words);
        var window = silence.window();
        var site =
                catalogue.sites().isEmpty() ? "" : catalogue.sites().getFirst().id();
        var ended = silence.ended();
        boolean over = ended.isPresent()
                || (window.recurrence().isEmpty() && !window.end().isAfter(clock.instant()));
        var state = over ? "over" : silence.active() ? "active" : "waiting";
        var from = spoken.moment(site, window.start()).local();
        var to = spoken.moment(site, window.end()).local();
        return new SilenceView(
                silence.id(),
                what(silence.matcher(), words),
                state,
                ended.map(deed -> words.of(
                                "silences.ended",
                                spoken.display(deed.by()),
                                spoken.moment(site, deed.at()).local()))
                        .orElseGet(() -> words.one("silences.state", state)),
                window.recurrence()
                        .map(rule -> words.of("silences.when-again", from, to, again(rule, words)))
                        .orElseGet(() -> words.of("silences.when", from, to)),
                spoken.display(silence.owner()),
                silence.reason());
    }

    private static String again(String rule, Words words) {
        return switch (rule) {
            case "FREQ=DAILY" -> words.of("silences.daily");
            case "FREQ=WEEKLY" -> words.of("silences.weekly");
            case "FREQ=MONTHLY" -> words.of("silences.monthly");
            default -> words.of("silences.by-rule", rule);
        };
    }

    /// Which alerts a silence is for: "zone dormitory, low".
    private static String what(Matcher matcher, Words words) {
        var wording = new Wording(words);
        return Stream.of(
                        matcher.sensor().map(one -> words.of("silences.of-sensor", one)),
                        matcher.zone().map(one -> words.of("silences.of-zone", one)),
                        matcher.kind().map(one -> words.of("silences.of-kind", wording.kind(one))),
                        matcher.severity().map(wording::severity))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static ResponseEntity<byte[]> see(String place) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(place))
                .build();
    }
}
