package dev.velocity.console;

import dev.velocity.access.Display;
import dev.velocity.access.Displays;
import dev.velocity.access.Outcome;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.incident.Heatmaps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/// What hangs on walls, and who lets it hang there. A wall shows and does nothing; a screen nobody has let in shows the
/// code it can be let in by.
@Controller
final class WallRoutes {
    /// Shorter than that nobody can read it.
    private static final int LEAST_SECONDS = 5;

    private static final int MOST_SECONDS = 3_600;
    private final Displays displays;
    private final Spoken<OverviewViews> overviews;
    private final Spoken<AlertViews> alerts;
    private final Shells shells;
    private final Pages pages;

    WallRoutes(
            Displays displays, Spoken<OverviewViews> overviews, Spoken<AlertViews> alerts, Shells shells, Pages pages) {
        this.displays = displays;
        this.overviews = overviews;
        this.alerts = alerts;
        this.shells = shells;
        this.pages = pages;
    }

    /// @param rotate for so many seconds each, the whole and every zone are shown in turn; 0 for the whole alone
    @GetMapping("/wall")
    ResponseEntity<byte[]> wall(@RequestParam(defaultValue = "0") int rotate, Optional<Session> looking, Words words) {
        if (looking.isEmpty()) return pages.page(HttpStatus.OK, "wall/pairing", Map.of("words", words));
        var session = looking.get();
        var shell = shells.around("wall", session, words);
        return pages.page(
                HttpStatus.OK,
                "wall/wall",
                Map.of(
                        "shell",
                        shell,
                        "seconds",
                        rotate <= 0 ? 0 : Math.clamp(rotate, LEAST_SECONDS, MOST_SECONDS),
                        "overview",
                        overviews.in(words).overview(session.person()),
                        "alerts",
                        overviews.in(words).worst(session.person())));
    }

    @GetMapping("/displays")
    ResponseEntity<byte[]> page(Session session, Words words) {
        return page(HttpStatus.OK, session, words, "");
    }

    @PostMapping(path = "/displays", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> grant(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String role,
            Session session,
            Words words) {
        var eyes = Stream.of(Role.values())
                .filter(one -> one.text().equals(role))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "'" + role + "' is no role"));
        return after(displays.grant(code, name.strip(), eyes, session.person().actor()), session, words);
    }

    @PostMapping(path = "/displays/{id}/revoke", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> revoke(@PathVariable long id, Session session, Words words) {
        return after(displays.revoke(id, session.person().actor()), session, words);
    }

    private ResponseEntity<byte[]> after(Outcome<Display> outcome, Session session, Words words) {
        return Pages.after(
                outcome,
                _ -> "/displays",
                (code, because) -> page(
                        HttpStatus.CONFLICT,
                        session,
                        words,
                        words.of(
                                "admin.not-done",
                                words.known("wall.refused." + code).orElse(because))));
    }

    private ResponseEntity<byte[]> page(HttpStatus status, Session session, Words words, String notice) {
        var shell = shells.around("displays", session, words);
        var wording = new Wording(words);
        var shown = displays.all().stream()
                .map(display -> new WallView(
                        display.id(),
                        display.name(),
                        wording.role(display.role()),
                        display.revoked(),
                        display.seen().map(at -> alerts.in(words).moment("", at)),
                        display.address(),
                        alerts.in(words).display(display.grantedBy())))
                .toList();
        List<AdminView.Role> roles = Heatmaps.queues(Role.ADMIN).stream()
                .map(role -> new AdminView.Role(role.text(), wording.role(role)))
                .toList();
        return pages.page(
                status, "wall/displays", Map.of("shell", shell, "displays", shown, "roles", roles, "notice", notice));
    }
}
