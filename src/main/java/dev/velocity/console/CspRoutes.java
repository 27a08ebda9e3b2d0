package dev.velocity.console;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/// Hears from browsers what the content policy kept a page from doing: a mistake of ours, or an attack that failed.
@Controller
final class CspRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(CspRoutes.class);
    private static final long MOST_TOLD = 100;
    private static final int MOST_CHARACTERS = 500;
    private final AtomicLong heard = new AtomicLong();

    /// Anybody can send these, so only the first hundred are logged, cut short and on one line.
    @PostMapping("/csp")
    ResponseEntity<Void> report(
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, defaultValue = "") String type,
            @RequestBody(required = false) byte @Nullable [] body) {
        boolean report = type.startsWith("application/csp-report") || type.startsWith("application/reports+json");
        if (report && body != null && heard.incrementAndGet() <= MOST_TOLD) {
            var text = new String(body, StandardCharsets.UTF_8).replaceAll("[^\\x20-\\x7e]", " ");
            LOG.warn(
                    "A page broke the content policy: {}", text.substring(0, Math.min(text.length(), MOST_CHARACTERS)));
        }
        return ResponseEntity.noContent().build();
    }
}
