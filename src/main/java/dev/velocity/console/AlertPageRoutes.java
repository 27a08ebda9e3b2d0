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
    private final AlertViews views;
    private final Silences silences;
    private final Shells shells;
    private final Pages pages;
    private final Routes routes;

    AlertPageRoutes(Alerts alerts, AlertViews views, Silences silences, Shells shells, Pages pages, Routes routes) {
        this.alerts = alerts;
        this.views = views;
        this.silences = silences;
        this.shells = shells;
        this.pages = pages;
        this.routes = routes;
    }

    @GetMapping("/alerts/{id}")
    ResponseEntity<byte[]> alert(@PathVariable long id, Session session) {
        return detail(HttpStatus.OK, id, session, "");
    }

    /// The same without the page around it, for beside the board.
    @GetMapping("/alerts/{id}/panel")
    ResponseEntity<byte[]> panel(@PathVariable long id, Session session) {
        var alert = alerts.find(id, session.person().role()).orElseThrow(AlertPageRoutes::nowhere);
        return pages.page(
                HttpStatus.OK,
                "board/panel",
                Map.of(
                        "panel",
                        views.panel(alert, session.person()),
                        "csrf",
                        session.csrf(),
                        "next",
                        "/alerts/" + id,
                        "level",
                        2));
    }

    /// What shelving the alert hides now and would have hidden in the last seven days.
    @GetMapping("/alerts/{id}/shelf-preview")
    ResponseEntity<byte[]> shelfPreview(@PathVariable long id, Session session) {
        var alert = alerts.find(id, session.person().role()).orElseThrow(AlertPageRoutes::nowhere);
        return pages.page(
                HttpStatus.OK,
                "board/hides",
                Map.of(
                        "title",
                        "What shelving " + alert.title() + " hides",
                        "back",
                        "/alerts/" + id,
                        "hides",
                        HidesView.of(silences.preview(alert), views, session.person())));
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
    ResponseEntity<?> command(@PathVariable long id, Session session, HttpServletRequest request) {
        var path = request.getRequestURI();
        var verb = Verb.of(path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
        return handle(
                id,
                session,
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

    private ResponseEntity<?> handle(long id, Session session, Asked asked, Verb verb, Command.Parts parts) {
        var person = session.person();
        Command command;
        try {
            command = Command.read(verb, parts);
        } catch (IllegalArgumentException e) {
            return refused(asked, id, session, "Not done: " + e.getMessage() + ".");
        }
        // Words are added, whatever happened meanwhile; what moves an alert must be meant for the alert as it stands.
        var seen = command instanceof Command.Comment ? OptionalLong.empty() : asked.version();
        return switch (alerts.handle(id, command, person.actor(), person.role(), seen, asked.key())) {
            case Outcome.Moved(var to) -> done(asked, views.view(to, person), command);
            case Outcome.Refused(var because) -> refused(asked, id, session, sentence(command, because));
            case Outcome.Overtaken(var now) -> overtaken(asked, session, now);
            case Outcome.Forbidden() ->
                answer(asked, HttpStatus.FORBIDDEN, id, session, "forbidden", "Your role may not do this.");
            case Outcome.Unknown() -> throw nowhere();
        };
    }

    private ResponseEntity<?> done(Asked asked, AlertView alert, Command command) {
        if (asked.json()) {
            boolean over =
                    command instanceof Command.Acknowledge && alert.triage().equals("resolved");
            var said = over ? "Acknowledged; it had returned to normal and is over." : Wording.done(command);
            return ResponseEntity.ok(new Answer("moved", said, alert));
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(Visit.back(routes, asked.next(), "/alerts/" + alert.id())))
                .build();
    }

    private ResponseEntity<?> refused(Asked asked, long id, Session session, String said) {
        return answer(asked, HttpStatus.CONFLICT, id, session, "refused", said);
    }

    private ResponseEntity<?> overtaken(Asked asked, Session session, Alert now) {
        var view = views.view(now, session.person());
        var stands = switch (now.triage()) {
            case NEW ->
                view.present() ? "it is " + view.condition() + " and nobody has it" : "it has returned to normal";
            case ACKNOWLEDGED -> "it is with " + view.attended().substring("With ".length());
            case RESOLVED -> "it is over: " + view.attended();
        };
        var history = alerts.history(now.id());
        var line = views.line(history.getLast());
        var last = line.person() ? " " + line.who() + " " + line.what() + "." : "";
        return answer(
                asked,
                HttpStatus.PRECONDITION_FAILED,
                now.id(),
                session,
                "overtaken",
                "Not done: the alert changed while you looked at it. Now " + stands + "." + last
                        + " Look again, then do it if that is still right.");
    }

    private ResponseEntity<?> answer(
            Asked asked, HttpStatus status, long id, Session session, String outcome, String said) {
        if (asked.json())
            return ResponseEntity.status(status)
                    .body(new Answer(
                            outcome,
                            said,
                            alerts.find(id, session.person().role())
                                    .map(alert -> views.view(alert, session.person()))
                                    .orElse(null)));
        return detail(status, id, session, said);
    }

    private ResponseEntity<byte[]> detail(HttpStatus status, long id, Session session, String notice) {
        var shell = shells.around("alert", session);
        var alert = alerts.find(id, session.person().role()).orElseThrow(AlertPageRoutes::nowhere);
        return pages.page(
                status,
                "board/alert",
                Map.of("shell", shell, "panel", views.panel(alert, session.person()), "notice", notice));
    }

    private static String sentence(Command command, String because) {
        return Wording.notDone(command) + ": " + because + "."
                + (because.contains("still present")
                        ? " An alert can be resolved when its value has returned to normal; acknowledge it to say that you have it."
                        : "");
    }

    private static ResponseStatusException nowhere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
