package dev.velocity.api;

import dev.velocity.platform.NotWritten;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// What went wrong in a JSON route, told the same way everywhere. What we did not foresee is logged and not shown.
@RestControllerAdvice(basePackageClasses = Failures.class)
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @ExceptionHandler
    ResponseEntity<Object> notWritten(NotWritten e) {
        var problem = switch (e) {
            case NotWritten.Busy _ ->
                Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "busy", "too much is waiting; ask again in a second");
            case NotWritten.DiskFull _ ->
                Problem.of(
                        HttpStatus.INSUFFICIENT_STORAGE, "disk-full", "the server's disk is full; nothing was changed");
            case NotWritten.Broken _ ->
                Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "broken",
                        "the server's disk failed; no change is taken until it is started again");
        };
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, e instanceof NotWritten.Busy ? "1" : "30")
                .body(problem.getBody());
    }

    /// The constructors of our own words say what they take.
    @ExceptionHandler
    ResponseEntity<Object> invalid(IllegalArgumentException e) {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "invalid",
                e.getMessage() == null ? "a value is not allowed" : e.getMessage());
    }

    @ExceptionHandler({HttpMessageNotReadableException.class, MethodArgumentTypeMismatchException.class})
    ResponseEntity<Object> malformed() {
        return Problem.of(HttpStatus.BAD_REQUEST, "malformed", "the request is not of the form this route takes");
    }

    @ExceptionHandler
    ResponseEntity<Object> failed(Exception e) {
        if (e instanceof ErrorResponse known) {
            var status = HttpStatus.valueOf(known.getStatusCode().value());
            return Problem.of(
                    status,
                    status.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    "the request is not of the form this route takes");
        }
        LOG.error("a route failed", e);
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "failed", "the server failed; its log says why");
    }
}
