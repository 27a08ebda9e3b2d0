package dev.velocity.api;

import dev.velocity.platform.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The cookies: a browser's session token.
///
/// Over TLS its name begins with `__Host-`, by which browsers refuse it from any other host, path or plain
/// connection. On plain loopback, where that name is not allowed, it is `sid`.
public final class Cookies {
    private Cookies() {}

    /// Every token the browser shows; more than one when somebody tries to slip one in.
    public static List<String> tokens(HttpServletRequest request) {
        return tokens(request, name(request));
    }

    private static List<String> tokens(HttpServletRequest request, String name) {
        var cookies = request.getCookies();
        if (cookies == null) return List.of();
        return Stream.of(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(cookie -> cookie.getValue())
                .toList();
    }

    /// The header that makes the browser keep the token until it is closed.
    public static String keep(HttpServletRequest request, Secret token) {
        return name(request) + "=" + token.reveal() + attributes(request);
    }

    /// The header that makes the browser drop it.
    public static String drop(HttpServletRequest request) {
        return name(request) + "=" + attributes(request) + "; Max-Age=0";
    }

    /// Every token of a display the browser shows. A cookie of its own, so that somebody may sign in beside it.
    public static List<String> displays(HttpServletRequest request) {
        return tokens(request, display(request));
    }

    /// The header that makes the browser keep a display's token, over restarts of the machine on the wall.
    public static String keepDisplay(HttpServletRequest request, Secret token, Duration life) {
        return display(request) + "=" + token.reveal() + attributes(request) + "; Max-Age=" + life.toSeconds();
    }

    private static String display(HttpServletRequest request) {
        return request.isSecure() ? "__Host-display" : "display";
    }

    private static String name(HttpServletRequest request) {
        return request.isSecure() ? "__Host-sid" : "sid";
    }

    private static String attributes(HttpServletRequest request) {
        return "; Path=/; HttpOnly; SameSite=Strict" + (request.isSecure() ? "; Secure" : "");
    }
}
