package dev.velocity.api;

import dev.velocity.access.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/// How what became of a change reads in HTTP, and what bodies may leave out.
final class Answers {
    private Answers() {}

    /// 200 with what `body` makes of it, 404, or the refusal.
    static <T> ResponseEntity<Object> of(Outcome<T> outcome, Function<T, Object> body) {
        return of(outcome, HttpStatus.OK, body);
    }

    static <T> ResponseEntity<Object> of(Outcome<T> outcome, HttpStatus done, Function<T, Object> body) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> ResponseEntity.status(done).body(body.apply(value));
            case Outcome.Unknown<T>() -> Problem.of(HttpStatus.NOT_FOUND, "unknown", "there is nothing of that name");
            case Outcome.Refused<T>(var code, var because) -> Problem.of(status(code), code, because);
        };
    }

    private static HttpStatus status(String code) {
        return switch (code) {
            case "busy" -> HttpStatus.SERVICE_UNAVAILABLE;
            case "slow-down" -> HttpStatus.TOO_MANY_REQUESTS;
            case "password-wrong", "denied", "forbidden" -> HttpStatus.FORBIDDEN;
            case "name-taken",
                    "device-taken",
                    "device-revoked",
                    "own-account",
                    "last-admin",
                    "already-proposed",
                    "nothing-to-propose",
                    "own-proposal",
                    "decided",
                    "changed",
                    "same-person",
                    "same-incident",
                    "nothing-left",
                    "other-role",
                    "needs-admin",
                    "not-granted",
                    "too-many",
                    "does-not-fit" -> HttpStatus.CONFLICT;
            case "not-written" -> HttpStatus.INSUFFICIENT_STORAGE;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    /// A member the body must have.
    static <T> T needed(@Nullable T value, String member) {
        if (value == null) throw new IllegalArgumentException("the body needs a member '" + member + "'");
        return value;
    }

    static Duration days(@Nullable Integer days, Duration otherwise) {
        return Optional.ofNullable(days).map(Duration::ofDays).orElse(otherwise);
    }
}
