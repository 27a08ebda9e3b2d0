package dev.velocity.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How long requests took and which failed: `http_request_duration_seconds` and `http_request_errors_total`, by method,
/// route template and status. Any thread; some 100 ns a request.
///
/// Labels come from closed sets: what no route answers is `none`, a method of somebody's own is `OTHER`.
public final class HttpMeters {
    /// For what no route answers.
    public static final String NO_ROUTE = "none";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");
    /// An edge at each time the alert rules compare with, or a quantile would be guessed across it.
    private static final Duration[] BUCKETS = Stream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 1_200, 1_500, 2_500, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final ConcurrentHashMap<Key, Pair> meters = new ConcurrentHashMap<>();

    private record Key(String method, String route, int status) {}

    private record Pair(Timer duration, Counter errors) {}

    public HttpMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Notes a request that was answered.
    ///
    /// @param route the template of its route, never the path it asked for
    /// @param status a failure from 500 up
    /// @param step the request as it is followed; told the same
    public void answered(String method, String route, int status, long nanos, Tracing.Step step) {
        var known = METHODS.contains(method) ? method : "OTHER";
        var pair = meters.computeIfAbsent(new Key(known, route, status), this::register);
        pair.duration.record(nanos, TimeUnit.NANOSECONDS);
        if (status >= 500) pair.errors.increment();
        step.mark(Tracing.Mark.METHOD, known).mark(Tracing.Mark.ROUTE, route).mark(Tracing.Mark.STATUS, status);
        if (status >= 500) step.failed();
    }

    private Pair register(Key key) {
        var status = Integer.toString(key.status);
        return new Pair(
                Timer.builder("http.request.duration")
                        .description("From a request's arrival to its answer; streams are left out")
                        .tags("method", key.method, "route", key.route, "status", status)
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry),
                Counter.builder("http.request.errors")
                        .description("Requests answered with a status of 500 or more")
                        .tags("method", key.method, "route", key.route, "status", status)
                        .register(registry));
    }
}
