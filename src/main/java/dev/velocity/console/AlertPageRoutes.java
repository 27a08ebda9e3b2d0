package dev.velocity.console;

import dev.velocity.access.Session;
import dev.velocity.alert.Alert;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Outcome;
import dev.velocity.alert.Silences;
import dev.velocity.alert.Verb;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/// One alert with its history, and what people do to it. Plain forms work; the script sends the same forms and asks for
/// JSON.
@Controller
final class AlertPageRoutes {
    private final Alerts alerts;
    private final Spoken<AlertViews> views;
    private final Silences silences;
    private final Shells shells;
    private final Pages pages;
    private final Routes routes;

    AlertPageRoutes(
            Alerts alerts, Spoken<AlertViews> views, Silences silences, Shells shells, Pages pages, Routes routes) {
        this.alerts = alerts;
        this.views = views;
        this.silences = silences;
        this.shells = shells;
        this.pages = pages;
        this.routes = routes;
    }

    @GetMapping("/alerts/{id}")
    ResponseEntity<byte[]> alert(@PathVariable long id, Session session, Words words) {
        return detail(HttpStatus.OK, id, session, words, "");
    }

    /// The same without the page around it, for beside the board.
    @GetMapping("/alerts/{id}/panel")
    ResponseEntity<byte[]> panel(@PathVariable long id, Session session, Words words) {
        var alert = alerts.find(id, session.person().role()).orElseThrow(AlertPageRoutes::nowhere);
        return pages.page(
                HttpStatus.OK,
                "board/panel",
                Map.of(
                        "panel",
                        views.in(words).panel(alert, session.person()),
                        "csrf",
                        session.csrf(),
                        "next",
                        "/alerts/" + id,
                        "level",
                        2));
    }

    /// What shelving it hides now and would have hidden in the last seven days.
    @GetMapping("/alerts/{id}/shelf-preview")
    ResponseEntity<byte[]> shelfPreview(@PathVariable long id, Session session, Words words) {
        var alert = alerts.find(id, session.person().role()).orElseThrow(AlertPageRoutes::nowhere);
        return pages.page(
                HttpStatus.OK,
                "board/hides",
                Map.of(
                        "title",
                        words.of("alert.shelf-hides", alert.title()),
                        "back",
                        "/alerts/" + id,
                        "hides",
                        HidesView.of(silences.preview(List.of(alert)), views.in(words), session.person())));
    }

    /// One command to one alert; the last part of the address is its verb.
    @PostMapping(
            path = {
                "/alerts/{id}/acknowledge",
                "/alerts/{id}/unacknowledge",
                "/alerts/{id}/assign",
                "/alerts/{id}/take",
                "/alerts/{id}/hand-back",
                "/alerts/{id}/comment",
                "/alerts/{id}/shelve",
                "/alerts/{id}/unshelve",
                "/alerts/{id}/out-of-service",
                "/alerts/{id}/in-service",
                "/alerts/{id}/reset",
                "/alerts/{id}/resolve",
                "/alerts/{id}/reopen"
            },
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<?> command(@PathVariable long id, Session session, Words words, HttpServletRequest request) {
        var path = request.getRequestURI();
        var verb = Verb.of(path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
        return handle(
                id,
                session,
                words,
                Asked.of(request),
                verb,
                name -> Optional.ofNullable(request.getParameter(name)).filter(text -> !text.isBlank()));
    }

    /// What a form of an alert sends.
    ///
    /// @param version the one the person saw, of the field `version` or the header `If-Match`; empty for any
    /// @param key makes sending twice safe, of the field `key` or the header `Idempotency-Key`
    /// @param json whether the script asks
    private record Asked(OptionalLong version, Optional<String> key, String next, boolean json) {
        static Asked of(HttpServletRequest request) {
            var version = of(request, HttpHeaders.IF_MATCH, "version").replace("\"", "");
            return new Asked(
                    version.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(version)) : OptionalLong.empty(),
                    Optional.of(of(request, "Idempotency-Key", "key")).filter(key -> key.matches("[!-~]{8,100}")),
                    Objects.toString(request.getParameter("next"), ""),
                    Objects.toString(request.getHeader(HttpHeaders.ACCEPT), "").contains("application/json"));
        }

        private static String of(HttpServletRequest request, String header, String field) {
            var said = request.getHeader(header);
            return said != null ? said : Objects.toString(request.getParameter(field), "");
        }
    }

    /// What became of it, for the script.
    ///
    /// @param said for the person, one sentence or two
    /// @param alert how it stands now
    record Answer(String outcome, String said, @Nullable AlertView alert) {}

    private ResponseEntity<?> handle(
            long id, Session session, Words words, Asked asked, Verb verb, Command.Parts parts) {
        var person = session.person();
        Command command;
        try {
            command = Command.read(verb, parts);
        } catch (IllegalArgumentException e) {
            return refused(asked, id, session, words, words.of("alert.not-done", new Wording(words).why(e)));
        }
        // Words are added, whatever happened meanwhile; what moves an alert must be meant for the alert as it stands.
        var seen = command instanceof Command.Comment ? OptionalLong.empty() : asked.version();
        return switch (alerts.handle(id, command, person.actor(), person.role(), seen, asked.key())) {
            case Outcome.Moved(var to) -> done(asked, views.in(words).view(to, person), command, words);
            case Outcome.Refused(var because) ->
                refused(asked, id, session, words, new Wording(words).notDone(command, because));
            case Outcome.Overtaken(var now) -> overtaken(asked, session, words, now);
            case Outcome.Forbidden() ->
                answer(asked, HttpStatus.FORBIDDEN, id, session, words, "forbidden", words.of("alert.forbidden"));
            case Outcome.Unknown() -> throw nowhere();
        };
    }

    private ResponseEntity<?> done(Asked asked, AlertView alert, Command command, Words words) {
        if (asked.json()) {
            boolean over =
                    command instanceof Command.Acknowledge && alert.triage().equals("resolved");
            var said = over ? words.of("alert.acknowledged-over") : new Wording(words).done(command);
            return ResponseEntity.ok(new Answer("moved", said, alert));
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(Visit.back(routes, asked.next(), "/alerts/" + alert.id())))
                .build();
    }

    private ResponseEntity<?> refused(Asked asked, long id, Session session, Words words, String said) {
        return answer(asked, HttpStatus.CONFLICT, id, session, words, "refused", said);
    }

    private ResponseEntity<?> overtaken(Asked asked, Session session, Words words, Alert now) {
        var line = views.in(words).line(alerts.history(now.id()).getLast());
        var stands = views.in(words).stands(now);
        return answer(
                asked,
                HttpStatus.PRECONDITION_FAILED,
                now.id(),
                session,
                words,
                "overtaken",
                line.person()
                        ? words.of("alert.overtaken-by", stands, line.who(), line.what())
                        : words.of("alert.overtaken", stands));
    }

    private ResponseEntity<?> answer(
            Asked asked, HttpStatus status, long id, Session session, Words words, String outcome, String said) {
        if (asked.json())
            return ResponseEntity.status(status)
                    .body(new Answer(
                            outcome,
                            said,
                            alerts.find(id, session.person().role())
                                    .map(alert -> views.in(words).view(alert, session.person()))
                                    .orElse(null)));
        return detail(status, id, session, words, said);
    }

    private ResponseEntity<byte[]> detail(HttpStatus status, long id, Session session, Words words, String notice) {
        var shell = shells.around("alert", session, words);
        var alert = alerts.find(id, session.person().role()).orElseThrow(AlertPageRoutes::nowhere);
        return pages.page(
                status,
                "board/alert",
                Map.of("shell", shell, "panel", views.in(words).panel(alert, session.person()), "notice", notice));
    }

    private static ResponseStatusException nowhere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
