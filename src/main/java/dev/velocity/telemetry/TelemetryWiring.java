package dev.velocity.telemetry;

import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.audit.Verification;
import dev.velocity.audit.Verifications;
import dev.velocity.live.Hub;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.watch.Watch;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Binds the meters to what they measure.
@Configuration(proxyBeanMethods = false)
class TelemetryWiring {
    /// @param watch has started: what is open is known
    @Bean
    AlertMeters alertMeters(
            MeterRegistry registry, Alerts alerts, Hub<AlertChanged> hub, @SuppressWarnings("unused") Watch watch) {
        var meters = new AlertMeters(registry);
        meters.count(alerts::open);
        hub.listen(meters::changed);
        return meters;
    }

    @Bean
    ServerMeters serverMeters(
            MeterRegistry registry,
            Writer writer,
            Path dataDirectory,
            Database database,
            Hub<AlertChanged> hub,
            Verifications verifications) {
        var meters = new ServerMeters(registry);
        meters.writer(writer);
        meters.disk(dataDirectory, database);
        meters.screens(hub);
        meters.audit(verifications);
        return meters;
    }

    /// Not part of being ready: a trail somebody tampered with is a reason to look, and none to leave a bunker without
    /// its alarms.
    @Bean
    HealthIndicator trailHealthIndicator(Verifications verifications) {
        return () -> {
            var state = verifications.state();
            if (state.checked().isEmpty())
                return Health.unknown().withDetail("reason", "not checked yet").build();
            return switch (state.checked().get()) {
                case Verification.Whole _ ->
                    Health.up().withDetail("lines", state.lines()).build();
                case Verification.Broken broken ->
                    Health.down()
                            .withDetail("reason", "the audit trail is not whole: " + broken)
                            .withDetail("remedy", "keep this database and find out why: velocity audit verify")
                            .build();
            };
        };
    }
}
