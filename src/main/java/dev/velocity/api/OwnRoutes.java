package dev.velocity.api;

import static dev.velocity.api.Answers.needed;

import dev.velocity.access.Outcome;
import dev.velocity.access.Session;
import dev.velocity.access.Sessions;
import dev.velocity.access.SignIn;
import dev.velocity.platform.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// One's own account: who am I, my password, my sessions.
@RestController
@RequestMapping("/api/v1/me")
final class OwnRoutes {
    private final Sessions sessions;

    OwnRoutes(Sessions sessions) {
        this.sessions = sessions;
    }

    /// @param csrf what the header `X-CSRF` of every changing request must carry
    record Me(String name, String display, String role, String csrf) {}

    record Shown(String id, Instant opened, Instant seen, String address, String agent, boolean present) {}

    record Passwords(@Nullable String old, @Nullable String fresh) {}

    @GetMapping
    Me me(Session session) {
        var person = session.person();
        return new Me(person.name(), person.display(), person.role().text(), session.csrf());
    }

    @GetMapping("/sessions")
    List<Shown> sessions(Session session) {
        return sessions.of(session.person()).stream()
                .map(one -> new Shown(
                        one.id(),
                        one.opened(),
                        one.seen(),
                        one.address(),
                        one.agent(),
                        one.id().equals(session.id())))
                .toList();
    }

    @DeleteMapping("/sessions/{id}")
    ResponseEntity<Object> end(@PathVariable String id, Session session) {
        return Answers.of(sessions.end(id, session), ended -> Map.of("ended", ended));
    }

    /// Every session ends; this browser goes on in a new one.
    @PostMapping(path = "/password", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> password(@RequestBody Passwords body, Session session, HttpServletRequest request) {
        var outcome = sessions.changePassword(
                session, new Secret(needed(body.old(), "old")), new Secret(needed(body.fresh(), "fresh")));
        if (!(outcome instanceof Outcome.Done<SignIn.Welcome>(var welcome))) return Answers.of(outcome, done -> done);
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, Cookies.keep(request, welcome.token()))
                .body(Map.of("csrf", welcome.session().csrf()));
    }
}
