package dev.velocity.telemetry;

import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.EventKind;
import dev.velocity.alert.Triage;
import dev.velocity.sensor.Severity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What becomes of alerts, as metrics: how many are open, how they move, how soon somebody has them, and how far behind
/// a reading its alert is.
final class AlertMeters {
    private static final String NOWHERE = "none";

    private final MeterRegistry registry;
    private final Timer acknowledge;
    private final Timer lag;
    /// Where the open alerts stand. The writer's thread only, once it has begun.
    private final Map<Long, Triage> standing = new HashMap<>();

    AlertMeters(MeterRegistry registry) {
        this.registry = registry;
        acknowledge = Timer.builder("velocity.alert.acknowledge")
                .description("From an alert's raise to its acknowledgement")
                .serviceLevelObjectives(seconds(15, 30, 60, 120, 300, 600, 1_800, 3_600))
                .register(registry);
        lag = Timer.builder("velocity.detection.lag")
                .description("From the instant a rule found something to its alert on disk")
                .serviceLevelObjectives(Stream.concat(
                                Stream.of(50, 100, 250, 500).map(Duration::ofMillis),
                                Stream.of(seconds(1, 2, 5, 10, 30, 60, 300)))
                        .toArray(Duration[]::new))
                .register(registry);
    }

    private static Duration[] seconds(int... seconds) {
        return java.util.Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
    }

    /// Counts the open alerts whenever somebody asks, by severity and by the role whose they are.
    ///
    /// @param open all open alerts now
    void count(Supplier<Collection<Alert>> open) {
        for (var role : Role.values())
            for (var severity : Severity.values())
                Gauge.builder(
                                "velocity.alerts.open",
                                open,
                                all -> all.get().stream()
                                        .filter(alert -> alert.role() == role && alert.severity() == severity)
                                        .count())
                        .description("Open alerts, hidden ones included")
                        .strongReference(true)
                        .tags("severity", severity.text(), "role", role.text())
                        .register(registry);
        for (var alert : open.get()) standing.put(alert.id(), alert.triage());
    }

    /// Hears of every change, in the order of commits.
    void changed(AlertChanged change) {
        var alert = change.alert();
        var to = alert.triage();
        var known = standing.get(alert.id());
        var from = known != null ? word(known) : change.kind() == EventKind.RAISED ? NOWHERE : word(Triage.RESOLVED);
        if (alert.open()) standing.put(alert.id(), to);
        else standing.remove(alert.id());
        if (!from.equals(word(to))) {
            Counter.builder("velocity.alert.transitions")
                    .description("How alerts moved between the states of triage")
                    .tags("from", from, "to", word(to))
                    .register(registry)
                    .increment();
            if (to == Triage.ACKNOWLEDGED) acknowledge.record(span(alert.raisedAt(), change));
        }
        if ((change.kind() == EventKind.RAISED || change.kind() == EventKind.ESCALATED)
                && alert.source().sensed()) lag.record(span(change.at(), change));
    }

    /// Never less than nothing: a device's clock may be ahead of ours.
    private static Duration span(java.time.Instant from, AlertChanged change) {
        var span = Duration.between(from, change.recorded());
        return span.isNegative() ? Duration.ZERO : span;
    }

    private static String word(Triage triage) {
        return triage.name().toLowerCase(Locale.ROOT);
    }
}
