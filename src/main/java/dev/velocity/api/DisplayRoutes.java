package dev.velocity.api;

import static dev.velocity.api.Answers.needed;

import dev.velocity.access.Display;
import dev.velocity.access.Displays;
import dev.velocity.access.Outcome;
import dev.velocity.access.Pairing;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Screens on walls: how one asks to be let in, and who lets it in and turns it out.
@RestController
final class DisplayRoutes {
    private final Displays displays;

    DisplayRoutes(Displays displays) {
        this.displays = displays;
    }

    record Code(String code, Instant until) {}

    /// @param state `waiting`, `granted` or `over`
    record Asked(
            String state,
            @Nullable String code,
            @Nullable Instant until,
            @Nullable String name) {
        static Asked of(Pairing.State state) {
            return switch (state) {
                case Pairing.State.Waiting(var code, var until) -> new Asked("waiting", code, until, null);
                case Pairing.State.Granted(var name) -> new Asked("granted", null, null, name);
                case Pairing.State.Over() -> new Asked("over", null, null, null);
            };
        }
    }

    record Granting(
            @Nullable String code,
            @Nullable String name,
            @Nullable String role) {}

    record Shown(
            long id,
            String name,
            String role,
            String grantedBy,
            Instant grantedAt,
            Instant until,
            boolean entered,
            @Nullable Instant seen,
            String address,
            String agent,
            @Nullable String revokedBy,
            @Nullable Instant revokedAt) {
        static Shown of(Display display) {
            return new Shown(
                    display.id(),
                    display.name(),
                    display.role().text(),
                    display.grantedBy(),
                    display.grantedAt(),
                    display.until(),
                    display.entered(),
                    display.seen().orElse(null),
                    display.address(),
                    display.agent(),
                    display.revokedBy().orElse(null),
                    display.revokedAt().orElse(null));
        }
    }

    /// This browser would be a display: the answer is the code to show.
    @PostMapping("/api/v1/wall/pairing")
    ResponseEntity<Object> begin(HttpServletRequest request) {
        return switch (displays.begin(address(request))) {
            case Outcome.Done<Pairing>(var pairing) ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .header(HttpHeaders.SET_COOKIE, Cookies.keepDisplay(request, pairing.token(), Displays.PAIRING))
                        .body(new Code(pairing.code(), pairing.until()));
            case Outcome.Refused<Pairing> refused -> Answers.of(refused, pairing -> pairing);
            case Outcome.Unknown<Pairing> unknown -> Answers.of(unknown, pairing -> pairing);
        };
    }

    /// What became of this browser's asking.
    @GetMapping("/api/v1/wall/pairing")
    Asked state(HttpServletRequest request) {
        return Asked.of(token(request).map(displays::state).orElseGet(Pairing.State.Over::new));
    }

    /// This browser was let in: from here on it looks with a token of its own.
    @PostMapping("/api/v1/wall/enter")
    ResponseEntity<Object> enter(HttpServletRequest request) {
        var agent =
                Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)).orElse("");
        var entered = displays.enter(token(request).orElse(""), address(request), agent);
        if (!(entered instanceof Outcome.Done<Displays.Entered>(var done))) return Answers.of(entered, one -> one);
        var life = Duration.between(done.display().grantedAt(), done.display().until());
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, Cookies.keepDisplay(request, done.token(), life))
                .body(Map.of("name", done.display().name()));
    }

    @GetMapping("/api/v1/displays")
    List<Shown> list() {
        return displays.all().stream().map(Shown::of).toList();
    }

    /// Lets in the browser that shows the code.
    @PostMapping(path = "/api/v1/displays", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> grant(@RequestBody Granting body, Session session) {
        return Answers.of(
                displays.grant(
                        needed(body.code(), "code"),
                        Objects.toString(body.name(), "").strip(),
                        Words.one(Role.class, needed(body.role(), "role")).orElseThrow(),
                        session.person().actor()),
                HttpStatus.CREATED,
                Shown::of);
    }

    @PostMapping("/api/v1/displays/{id}/revoke")
    ResponseEntity<Object> revoke(@PathVariable long id, Session session) {
        return Answers.of(displays.revoke(id, session.person().actor()), Shown::of);
    }

    private static Optional<String> token(HttpServletRequest request) {
        return Cookies.displays(request).stream().findFirst();
    }

    private static String address(HttpServletRequest request) {
        return Optional.ofNullable(request.getRemoteAddr()).orElse("");
    }
}
