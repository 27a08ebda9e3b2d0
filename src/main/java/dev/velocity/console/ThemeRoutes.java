package dev.velocity.console;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Remembers for a year which colours a browser wants; no secret and nobody's name, so it needs no sign-in.
@Controller
final class ThemeRoutes {
    private static final String YEAR = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000";
    private final Routes routes;

    ThemeRoutes(Routes routes) {
        this.routes = routes;
    }

    @PostMapping(path = "/theme", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> choose(
            @RequestParam(defaultValue = "") String theme,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request) {
        var kept = Visit.isTheme(theme) ? theme + YEAR : YEAR.replaceAll("Max-Age=\\d+", "Max-Age=0");
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.SET_COOKIE, Visit.COOKIE + "=" + kept + (request.isSecure() ? "; Secure" : ""))
                .location(URI.create(Visit.back(routes, next, "/")))
                .build();
    }
}
