package dev.velocity.api;

import dev.velocity.platform.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;

/// The one cookie: a browser's session token.
///
/// Over TLS its name begins with `__Host-`, by which browsers refuse it from any other host, path or plain connection.
/// On plain loopback, where that name is not allowed, it is `sid`.
public final class Cookies {
    private Cookies() {}

    /// Every token the browser shows; more than one when somebody tries to slip one in.
    public static List<String> tokens(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies == null) return List.of();
        var name = name(request);
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

    private static String name(HttpServletRequest request) {
        return request.isSecure() ? "__Host-sid" : "sid";
    }

    private static String attributes(HttpServletRequest request) {
        return "; Path=/; HttpOnly; SameSite=Strict" + (request.isSecure() ? "; Secure" : "");
    }
}
