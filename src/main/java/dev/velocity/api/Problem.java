package dev.velocity.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/// A refusal as JSON (RFC 9457, `application/problem+json`).
///
/// @param title what the status means
/// @param code stable and for programs, as `name-taken`; a member of our own beside those of the RFC
/// @param detail one sentence for people that says what to do instead
public record Problem(String title, int status, String code, String detail) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static ResponseEntity<Object> of(HttpStatus status, String code, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(new Problem(status.getReasonPhrase(), status.value(), code, detail));
    }

    /// Answers with it where there is no route to do so.
    public static void write(HttpServletResponse response, HttpStatus status, String code, String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(JSON.writeValueAsBytes(new Problem(status.getReasonPhrase(), status.value(), code, detail)));
    }
}
