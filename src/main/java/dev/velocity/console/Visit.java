package dev.velocity.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// What the frame around every page asks of the request it answers.
///
/// @param theme the colours this browser chose: `day`, `night`, or empty for those of the system
/// @param here path and query of the page, to come back to
public record Visit(String theme, String here) {
    static final String COOKIE = "theme";
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9=&%._~+-]{0,500}");

    /// The request this thread answers.
    public static Visit current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : new Visit("", "/");
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

    private static Visit of(HttpServletRequest request) {
        var theme = Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue)
                .filter(Visit::isTheme)
                .findFirst()
                .orElse("");
        var query = request.getQueryString();
        return new Visit(theme, request.getRequestURI() + (query == null ? "" : "?" + query));
    }
}
