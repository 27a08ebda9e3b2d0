package dev.velocity.console;

import dev.velocity.access.Displays;
import dev.velocity.access.Permissions;
import dev.velocity.access.Session;
import dev.velocity.access.Sessions;
import dev.velocity.access.Setup;
import dev.velocity.api.Cookies;
import dev.velocity.api.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Stands before everything the people's listener answers and lets through what [Routes] allows: nothing else.
///
/// In this order: is the path plain; is there a row; is the server claimed; who is it; may they; does the
/// request come from our own page. Not Spring Security's filters but its firewall and header writers around
/// this one: docs/decisions/0005.
final class Gate extends OncePerRequestFilter {
    /// The attribute under which the row that let a request in is kept, for [SecondLock].
    static final String ROW = Routes.Row.class.getName();

    static final String SESSION = Session.class.getName();
    private static final String SETUP = "/setup";
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._~-]*");

    private final Routes routes;
    private final Sessions sessions;
    private final Displays displays;
    private final Setup setup;

    Gate(Routes routes, Sessions sessions, Displays displays, Setup setup) {
        this.routes = routes;
        this.sessions = sessions;
        this.displays = displays;
        this.setup = setup;
    }

    static boolean isApi(String path) {
        return path.startsWith("/api/");
    }

    /// Nothing a second reader could read otherwise: no escapes, no parameters, no dots that climb.
    static boolean isPlain(String path) {
        return PLAIN.matcher(path).matches() && !path.contains("//") && !path.contains("/.");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain inside)
            throws ServletException, IOException {
        var path = request.getRequestURI();
        if (!isPlain(path)) {
            refuse(request, response, HttpStatus.BAD_REQUEST, "bad-path", "this is no path of this server");
            return;
        }
        var row = routes.find(request.getMethod(), path);
        if (row.isEmpty()) {
            nowhere(request, response, path);
            return;
        }
        if (row.get().changes() && !mayBeHeard(row.get(), request, response)) return;
        request.setAttribute(ROW, row.get());
        var session = session(row.get(), request);
        session.ifPresent(known -> request.setAttribute(SESSION, known));
        if (admits(row.get(), session, request, response)) inside.doFilter(request, response);
    }

    private boolean admits(
            Routes.Row row, Optional<Session> session, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return switch (row.need()) {
            case Need.Nothing() -> true;
            case Need.Unclaimed() -> {
                if (!setup.claimed()) yield true;
                nowhere(request, response, SETUP);
                yield false;
            }
            case Need.Claimed() -> isClaimed(request, response);
            case Need.SignedIn() -> isClaimed(request, response) && isSignedIn(row, session, request, response);
            case Need.May(var action) -> {
                if (!isClaimed(request, response) || !isSignedIn(row, session, request, response)) yield false;
                if (Permissions.allows(session.orElseThrow().person().role(), action)) yield true;
                refuse(request, response, HttpStatus.FORBIDDEN, "forbidden", "your role may not do this");
                yield false;
            }
        };
    }

    private boolean isClaimed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (setup.claimed()) return true;
        if (isApi(request.getRequestURI()))
            Problem.write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unclaimed",
                    "this server has no admin yet: open its start page in a browser");
        else see(response, SETUP);
        return false;
    }

    private static boolean isSignedIn(
            Routes.Row row, Optional<Session> session, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (session.isEmpty()) {
            if (isApi(row.template())) Problem.write(response, HttpStatus.UNAUTHORIZED, "signed-out", "sign in first");
            else see(response, row.changes() ? "/sign-in" : "/sign-in?next=" + request.getRequestURI());
            return false;
        }
        if (!row.changes() || carriesToken(request, session.get())) return true;
        refuse(
                request,
                response,
                HttpStatus.FORBIDDEN,
                "token-missing",
                "the request does not carry this session's token; load the page again");
        return false;
    }

    /// Whether a changing request comes from a page of our own and is of a size we read. Asked before who it is.
    private static boolean mayBeHeard(Routes.Row row, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!isFromHere(request)) {
            refuse(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "cross-site",
                    "a change is taken from pages of this server only; other tools send the header Origin with its address");
            return false;
        }
        boolean unmeasured = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (unmeasured || request.getContentLengthLong() > row.mostBytes()) {
            refuse(
                    request,
                    response,
                    unmeasured ? HttpStatus.LENGTH_REQUIRED : HttpStatus.CONTENT_TOO_LARGE,
                    "too-large",
                    "send at most " + row.mostBytes() + " bytes, and say how many");
            return false;
        }
        return true;
    }

    /// Browsers say where a request comes from: by `Sec-Fetch-Site`, older ones by `Origin`. Who says neither is no
    /// browser page of ours.
    private static boolean isFromHere(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) return site.equals("same-origin");
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        var host = request.getHeader(HttpHeaders.HOST);
        return origin != null
                && host != null
                && origin.equals(request.getScheme() + "://" + host.toLowerCase(Locale.ROOT));
    }

    private static boolean carriesToken(HttpServletRequest request, Session session) {
        var token = request.getHeader("X-CSRF");
        if (token == null && isForm(request)) token = request.getParameter("_csrf");
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isForm(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /// Who asks: somebody signed in, or a display where displays may look. Anywhere else a display is nobody.
    private Optional<Session> session(Routes.Row row, HttpServletRequest request) {
        var person = Cookies.tokens(request).stream()
                .limit(4)
                .flatMap(token -> sessions.find(token).stream())
                .findFirst();
        if (person.isPresent() || !row.forDisplays()) return person;
        return Cookies.displays(request).stream()
                .limit(4)
                .flatMap(token -> displays.find(token, Address.of(request)).stream())
                .findFirst();
    }

    private void nowhere(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        var methods = routes.methods(path);
        if (methods.isEmpty() || methods.contains(request.getMethod()) || path.equals(SETUP)) {
            refuse(request, response, HttpStatus.NOT_FOUND, "nowhere", "there is nothing here");
            return;
        }
        response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
        refuse(request, response, HttpStatus.METHOD_NOT_ALLOWED, "method", "this path does not know this method");
    }

    private static void see(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.LOCATION, path);
    }

    /// A page for people, JSON for their tools.
    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code, String detail)
            throws IOException {
        if (isApi(request.getRequestURI())) {
            Problem.write(response, status, code, detail);
        } else {
            request.setAttribute(Errors.CODE, code);
            response.sendError(status.value());
        }
    }
}
