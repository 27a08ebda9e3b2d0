package dev.velocity.telemetry;

import dev.velocity.platform.Secret;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/// Stands before the operations' listener when it can be reached from elsewhere: whoever asks shows a token, but for
/// whether the server lives and is ready, which a supervisor asks without secrets.
final class OperationsGate extends OncePerRequestFilter {
    private static final Set<String> OPEN = Set.of("/health/live", "/health/ready");
    private static final String BEARER = "Bearer ";

    private final Optional<Secret> token;

    /// @param token empty when only this machine can reach the listener
    OperationsGate(Optional<Secret> token) {
        this.token = token;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain inside)
            throws ServletException, IOException {
        if (token.isEmpty() || OPEN.contains(request.getRequestURI()) || shows(request, token.get())) {
            inside.doFilter(request, response);
        } else {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    private static boolean shows(HttpServletRequest request, Secret token) {
        var header = request.getHeader("Authorization");
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8),
                        token.reveal().getBytes(StandardCharsets.UTF_8));
    }
}
