package dev.velocity.console;

import dev.velocity.platform.HttpMeters;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// Times every request of the people's listener under the template of its row in [Routes]. Around all other filters, so
/// that what they refuse counts too. Streams last as long as a screen is open, which is no answer time: left out.
final class RequestTimes extends OncePerRequestFilter {
    private final HttpMeters meters;

    RequestTimes(HttpMeters meters) {
        this.meters = meters;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain inside)
            throws ServletException, IOException {
        long begun = System.nanoTime();
        boolean answered = false;
        try {
            inside.doFilter(request, response);
            answered = true;
        } finally {
            var type = response.getContentType();
            if (type == null || !type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE))
                meters.answered(
                        request.getMethod(),
                        request.getAttribute(Gate.ROW) instanceof Routes.Row row ? row.template() : HttpMeters.NO_ROUTE,
                        answered ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                        System.nanoTime() - begun);
        }
    }
}
