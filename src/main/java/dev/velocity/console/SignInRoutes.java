package dev.velocity.console;

import dev.velocity.access.Session;
import dev.velocity.access.Sessions;
import dev.velocity.access.SignIn;
import dev.velocity.api.Cookies;
import dev.velocity.platform.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/// Signing in and out, by plain forms.
@Controller
final class SignInRoutes {
    private final Sessions sessions;
    private final Routes routes;
    private final Pages pages;

    SignInRoutes(Sessions sessions, Routes routes, Pages pages) {
        this.sessions = sessions;
        this.routes = routes;
        this.pages = pages;
    }

    @GetMapping("/sign-in")
    ResponseEntity<byte[]> page(Optional<Session> session, @RequestParam(defaultValue = "/") String next) {
        return session.isPresent() ? see(wanted(next)) : form(HttpStatus.OK, "", wanted(next));
    }

    @PostMapping(path = "/sign-in", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> signIn(
            @RequestParam String name,
            @RequestParam String password,
            @RequestParam(defaultValue = "/") String next,
            @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String agent,
            Optional<Session> before,
            Words words,
            HttpServletRequest request) {
        return switch (sessions.signIn(name, new Secret(password), Address.of(request), agent, before)) {
            case SignIn.Welcome(var _, var token) ->
                ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .header(HttpHeaders.SET_COOKIE, Cookies.keep(request, token))
                        .location(URI.create(wanted(next)))
                        .build();
            case SignIn.Denied() -> form(HttpStatus.FORBIDDEN, words.of("access.denied"), wanted(next));
            case SignIn.TryLater(var patience) -> {
                long seconds = Math.max(1, patience.plusMillis(999).toSeconds());
                yield later(HttpStatus.TOO_MANY_REQUESTS, seconds, words.of("access.too-many", seconds), next);
            }
            case SignIn.Busy() -> later(HttpStatus.SERVICE_UNAVAILABLE, 3, words.of("access.busy"), next);
        };
    }

    @PostMapping("/sign-out")
    ResponseEntity<byte[]> signOut(Session session, HttpServletRequest request) {
        sessions.signOut(session);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.SET_COOKIE, Cookies.drop(request))
                .header("Clear-Site-Data", "\"cache\", \"storage\"")
                .location(URI.create("/sign-in"))
                .build();
    }

    private ResponseEntity<byte[]> later(HttpStatus status, long seconds, String notice, String next) {
        var form = form(status, notice, wanted(next));
        return ResponseEntity.status(status)
                .headers(form.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .body(form.getBody());
    }

    private ResponseEntity<byte[]> form(HttpStatus status, String notice, String next) {
        return pages.page(status, "access/sign-in", Map.of("notice", notice, "next", next));
    }

    /// Where to go on: a page of ours, or the start.
    private String wanted(@Nullable String next) {
        return next != null && routes.isPage(next) ? next : "/";
    }

    private static ResponseEntity<byte[]> see(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path))
                .build();
    }
}
