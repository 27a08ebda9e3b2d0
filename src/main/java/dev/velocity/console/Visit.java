package dev.velocity.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// What the frame around every page asks of the request it answers.
///
/// @param theme the colours this browser chose: `day`, `night`, or empty for those of the system
/// @param language the one this browser chose, or else the one it asks for
/// @param wall whether the page is for a wall display: large, and nobody presses anything
/// @param here path and query of the page, to come back to
public record Visit(String theme, Language language, boolean wall, String here) {
    static final String THEME = "theme";
    static final String LANGUAGE = "language";
    private static final Pattern WALL = Pattern.compile("(?:^|&)wall(?:[=&]|$)");
    private static final String KNOWN = Visit.class.getName();
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9=&%._~+-]{0,500}");

    /// The request this thread answers.
    public static Visit current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : new Visit("", Language.ENGLISH, false, "/");
    }

    static boolean isTheme(String text) {
        return text.equals("day") || text.equals("night");
    }

    /// Where to go on after a form: `next` when it is a page of ours, or `otherwise`.
    static String back(Routes routes, String next, String otherwise) {
        int query = next.indexOf('?');
        boolean ours = query < 0
                ? routes.isPage(next)
                : routes.isPage(next.substring(0, query))
                        && QUERY.matcher(next.substring(query + 1)).matches();
        return ours ? next : otherwise;
    }

    /// Read once for each request: every word of a page asks.
    static Visit of(HttpServletRequest request) {
        if (request.getAttribute(KNOWN) instanceof Visit known) return known;
        var query = request.getQueryString();
        var visit = new Visit(
                cookie(request, THEME).filter(Visit::isTheme).orElse(""),
                cookie(request, LANGUAGE)
                        .flatMap(Language::of)
                        .orElseGet(() ->
                                Language.wanted(Objects.toString(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE), ""))),
                WALL.matcher(Objects.toString(query, "")).find()
                        || request.getRequestURI().equals("/wall"),
                request.getRequestURI() + (query == null ? "" : "?" + query));
        request.setAttribute(KNOWN, visit);
        return visit;
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }
}
