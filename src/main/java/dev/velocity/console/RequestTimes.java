package dev.velocity.console;

import dev.velocity.platform.HttpMeters;
import dev.velocity.platform.Tracing;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// Times and follows every request of the people's listener under the template of its row in [Routes]. Around all other
/// filters, so that what they refuse counts too. Streams last as long as a screen is open, which is no answer time:
/// left out.
final class RequestTimes extends OncePerRequestFilter {
    private final HttpMeters meters;
    private final Tracing tracing;

    RequestTimes(HttpMeters meters, Tracing tracing) {
        this.meters = meters;
        this.tracing = tracing;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain inside)
            throws ServletException, IOException {
        long begun = System.nanoTime();
        boolean answered = false;
        try (var step = tracing.request();
                var _ = step.enter()) {
            try {
                inside.doFilter(request, response);
                answered = true;
            } finally {
                var type = response.getContentType();
                if (type == null || !type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE)) {
                    int status = answered ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
                    meters.answered(request.getMethod(), route(request), status, System.nanoTime() - begun, step);
                } else {
                    step.forget();
                }
            }
        }
    }

    private static String route(HttpServletRequest request) {
        return request.getAttribute(Gate.ROW) instanceof Routes.Row row ? row.template() : HttpMeters.NO_ROUTE;
    }
}
