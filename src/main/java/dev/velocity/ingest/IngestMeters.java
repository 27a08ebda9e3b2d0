package dev.velocity.ingest;

import dev.velocity.platform.HttpMeters;
import dev.velocity.platform.Tracing;
import dev.velocity.watch.Receipt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What became of readings, `velocity_readings_total` by result, and how long a batch took to be on disk,
/// `velocity_ingest_commit_seconds`. Any thread.
final class IngestMeters {
    private final HttpMeters http;
    private final Timer commit;
    private final Counter accepted;
    private final Counter late;
    private final Counter duplicate;
    private final Counter conflict;
    private final Counter refused;
    private final Counter notWritten;
    private final Counter beyondQuota;

    IngestMeters(MeterRegistry registry, HttpMeters http) {
        this.http = http;
        commit = Timer.builder("velocity.ingest.commit")
                .description("From a decoded batch to its readings on disk")
                .serviceLevelObjectives(Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000)
                        .map(Duration::ofMillis)
                        .toArray(Duration[]::new))
                .register(registry);
        accepted = counter(registry, "accepted");
        late = counter(registry, "late");
        duplicate = counter(registry, "duplicate");
        conflict = counter(registry, "conflict");
        refused = counter(registry, "refused");
        notWritten = counter(registry, "not_written");
        beyondQuota = counter(registry, "over_quota");
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("velocity.readings")
                .description("Readings devices sent, by what became of them; late ones are kept but not judged")
                .tag("result", result)
                .register(registry);
    }

    void answered(String method, String route, int status, long nanos, Tracing.Step step) {
        http.answered(method, route, status, nanos, step);
    }

    /// @param unreadable how many items were no readings
    void taken(Receipt receipt, int unreadable, long nanos) {
        commit.record(nanos, TimeUnit.NANOSECONDS);
        accepted.increment((double) receipt.accepted() - receipt.late());
        late.increment(receipt.late());
        duplicate.increment(receipt.duplicates());
        conflict.increment(receipt.conflicts().length);
        refused.increment(unreadable);
    }

    void notWritten(int readings) {
        notWritten.increment(readings);
    }

    void beyondQuota(int readings) {
        beyondQuota.increment(readings);
    }
}
