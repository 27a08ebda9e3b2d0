package dev.velocity.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A few questions that tell whether a deployed server works, from outside and without signing in: every listener
/// answers, what must be closed is closed, and the metrics are there. Changes nothing.
final class Smoke {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final Where where;
    private final List<Check> checks = new ArrayList<>();
    private String metrics = "";

    /// Where a server's listeners are.
    ///
    /// @param token the operations' token; empty on loopback
    record Where(URI people, URI devices, URI operations, Optional<String> token) {}

    /// One question and its answer.
    ///
    /// @param seen what came, or what went wrong
    record Check(String name, boolean passed, String seen, Duration took) {}

    /// @param metrics what the server told of itself; empty when it told nothing
    record Report(List<Check> checks, String metrics) {
        boolean passed() {
            return checks.stream().allMatch(Check::passed);
        }
    }

    private Smoke(HttpClient http, Where where) {
        this.http = http;
        this.where = where;
    }

    static Report of(HttpClient http, Where where) throws InterruptedException {
        var smoke = new Smoke(http, where);
        smoke.people();
        smoke.devices();
        smoke.operations();
        return new Report(List.copyOf(smoke.checks), smoke.metrics);
    }

    private void people() throws InterruptedException {
        check(
                "people: the sign-in page comes, with its content policy",
                where.people.resolve("/sign-in"),
                answer -> answer.statusCode() == 200
                        && answer.headers()
                                .firstValue("Content-Security-Policy")
                                .isPresent());
        check(
                "people: alerts are for those who signed in",
                where.people.resolve("/api/v1/alerts"),
                answer -> answer.statusCode() == 401);
        check(
                "people: the API describes itself",
                where.people.resolve("/api/v1/openapi.yaml"),
                answer -> answer.statusCode() == 401 || answer.body().startsWith("openapi:"));
        check(
                "people: there is nothing where nothing is",
                where.people.resolve("/no-such-page"),
                answer -> answer.statusCode() == 404);
    }

    private void devices() throws InterruptedException {
        var post = HttpRequest.newBuilder(where.devices.resolve("/api/v1/readings"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("[]"));
        check("devices: readings without a key are refused", post, answer -> answer.statusCode() == 401);
    }

    private void operations() throws InterruptedException {
        check(
                "operations: the server lives",
                where.operations.resolve("/health/live"),
                answer -> answer.statusCode() == 200);
        check(
                "operations: the server is ready",
                where.operations.resolve("/health/ready"),
                answer -> answer.statusCode() == 200);
        check("operations: the metrics are there", where.operations.resolve("/metrics"), answer -> {
            if (answer.statusCode() != 200) return false;
            metrics = answer.body();
            return metrics.contains("http_request_duration_seconds_bucket")
                    && metrics.contains("velocity_writer_queue");
        });
    }

    private interface Expected {
        boolean is(HttpResponse<String> answer);
    }

    private void check(String name, URI address, Expected expected) throws InterruptedException {
        var request = HttpRequest.newBuilder(address);
        if (address.getPort() == where.operations.getPort())
            where.token.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        check(name, request, expected);
    }

    private void check(String name, HttpRequest.Builder request, Expected expected) throws InterruptedException {
        long begun = System.nanoTime();
        boolean passed;
        String seen;
        try {
            var answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            passed = expected.is(answer);
            seen = "status " + answer.statusCode() + (passed ? "" : ": " + first(answer.body()));
        } catch (IOException e) {
            passed = false;
            seen = e.getMessage() == null ? "no answer" : e.getMessage();
        }
        checks.add(new Check(name, passed, seen, Duration.ofNanos(System.nanoTime() - begun)));
    }

    private static String first(String body) {
        var line = body.strip().replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }
}
