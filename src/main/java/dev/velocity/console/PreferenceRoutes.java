package dev.velocity.console;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Remembers for a year which colours and which language a browser wants; no secret and nobody's name, so it needs no
/// sign-in.
@Controller
final class PreferenceRoutes {
    private static final String KEPT = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";
    private static final long YEAR_SECONDS = 31_536_000;
    private final Routes routes;

    PreferenceRoutes(Routes routes) {
        this.routes = routes;
    }

    @PostMapping(path = "/theme", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> theme(
            @RequestParam(defaultValue = "") String theme,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request) {
        return keep(Visit.THEME, Optional.of(theme).filter(Visit::isTheme), next, request);
    }

    @PostMapping(path = "/language", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> language(
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request) {
        return keep(Visit.LANGUAGE, Language.of(language).map(Language::code), next, request);
    }

    /// Forgets what was kept when nothing is `chosen`.
    private ResponseEntity<Void> keep(String cookie, Optional<String> chosen, String next, HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookie + "=" + chosen.orElse("") + KEPT + (chosen.isPresent() ? YEAR_SECONDS : 0)
                                + (request.isSecure() ? "; Secure" : ""))
                .location(URI.create(Visit.back(routes, next, "/")))
                .build();
    }
}
