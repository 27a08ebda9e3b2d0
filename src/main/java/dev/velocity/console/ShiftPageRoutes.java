package dev.velocity.console;

import dev.velocity.access.Action;
import dev.velocity.access.Outcome;
import dev.velocity.access.Permissions;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.access.Sessions;
import dev.velocity.incident.Kpis;
import dev.velocity.platform.Secret;
import dev.velocity.shift.Handover;
import dev.velocity.shift.Note;
import dev.velocity.shift.Sheet;
import dev.velocity.shift.Shifts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/// The sheet of a shift, notes for the next one, and both signatures. Plain forms.
@Controller
final class ShiftPageRoutes {
    private final Shifts shifts;
    private final Sessions sessions;
    private final Spoken<AlertViews> views;
    private final Shells shells;
    private final Pages pages;

    ShiftPageRoutes(Shifts shifts, Sessions sessions, Spoken<AlertViews> views, Shells shells, Pages pages) {
        this.shifts = shifts;
        this.sessions = sessions;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
    }

    @GetMapping("/handover")
    ResponseEntity<byte[]> page(@RequestParam(defaultValue = "") String role, Session session, Words words) {
        return page(HttpStatus.OK, role(role, session), session, words, "", "");
    }

    @PostMapping(path = "/handover/notes", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> note(@RequestParam(defaultValue = "") String text, Session session, Words words) {
        return Pages.after(
                shifts.note(session.person(), text),
                _ -> "/handover#notes",
                (code, because) -> page(
                        HttpStatus.CONFLICT,
                        session.person().role(),
                        session,
                        words,
                        words.of("shift.not-kept", new Wording(words).why(code, because)),
                        text));
    }

    /// The leaving person's session and the coming person's password are the two signatures.
    @PostMapping(path = "/handover", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> sign(
            @RequestParam(defaultValue = "") String digest,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            Session session,
            Words words) {
        var signed = switch (sessions.vouch(name, new Secret(password), Address.of(request))) {
            case Outcome.Done<Person>(var coming) -> shifts.sign(session.person(), coming, digest);
            case Outcome.Unknown<Person>() -> new Outcome.Unknown<Handover>();
            case Outcome.Refused<Person>(var code, var because) -> new Outcome.Refused<Handover>(code, because);
        };
        return Pages.after(
                signed,
                handover -> "/handover/" + handover.id(),
                (code, because) -> page(
                        HttpStatus.CONFLICT,
                        session.person().role(),
                        session,
                        words,
                        words.of("shift.not-signed", new Wording(words).why(code, because)),
                        ""));
    }

    /// One that was signed, as it was.
    @GetMapping("/handover/{id}")
    ResponseEntity<byte[]> signed(@PathVariable long id, Session session, Words words) {
        var handover = shifts.find(id).orElseThrow(ShiftPageRoutes::nowhere);
        return pages.page(
                HttpStatus.OK,
                "shift/signed",
                Map.of(
                        "shell", shells.around("handover", session, words),
                        "handover", handover,
                        "role", new Wording(words).role(handover.role()),
                        "at", views.in(words).moment("", handover.at()),
                        "leaving", views.in(words).display(handover.leaving()),
                        "coming", views.in(words).display(handover.coming())));
    }

    private ResponseEntity<byte[]> page(
            HttpStatus status, Role role, Session session, Words words, String notice, String text) {
        var sheet = shifts.sheet(role);
        var values = new HashMap<String, Object>(Map.of(
                "shell",
                shells.around("handover", session, words),
                "role",
                new Wording(words).role(role),
                "since",
                views.in(words).moment("", sheet.since()),
                "parts",
                parts(sheet, session, words),
                "notes",
                sheet.notes().stream().map(note -> line(note, words)).toList(),
                "digest",
                sheet.digest(),
                "maySign",
                role == session.person().role() && Permissions.allows(role, Action.HAND_OVER),
                "before",
                shifts.list(role).stream()
                        .map(handover -> line(handover, words))
                        .toList(),
                "notice",
                notice,
                "text",
                text));
        return pages.page(status, "shift/shift", values);
    }

    private List<ShiftView.Part> parts(Sheet sheet, Session session, Words words) {
        return Arrays.stream(Sheet.Part.values())
                .sorted((a, b) -> Boolean.compare(b == Sheet.Part.OPEN, a == Sheet.Part.OPEN))
                .map(part -> new ShiftView.Part(
                        words.one(
                                "shift.part",
                                part.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                        sheet.in(part).stream()
                                .map(alert -> views.in(words).view(alert, session.person()))
                                .toList()))
                .toList();
    }

    private ShiftView.Line line(Note note, Words words) {
        return new ShiftView.Line(
                "", views.in(words).display(note.author()), views.in(words).moment("", note.at()), note.text());
    }

    private ShiftView.Line line(Handover handover, Words words) {
        return new ShiftView.Line(
                "/handover/" + handover.id(),
                words.of(
                        "shift.from-to",
                        views.in(words).display(handover.leaving()),
                        views.in(words).display(handover.coming())),
                views.in(words).moment("", handover.at()),
                "");
    }

    private static Role role(String text, Session session) {
        if (text.isBlank()) return Kpis.own(session.person().role());
        return Stream.of(Role.values())
                .filter(role -> role.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "'" + text + "' is no role"));
    }

    private static ResponseStatusException nowhere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
