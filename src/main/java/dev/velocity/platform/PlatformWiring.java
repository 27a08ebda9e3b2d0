package dev.velocity.platform;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Builds what every room stands on.
@Configuration(proxyBeanMethods = false)
class PlatformWiring {
    @Bean
    Settings settings(Environment environment) {
        return Settings.from(environment::getProperty);
    }

    @Bean
    InstantSource clock(Settings settings) {
        return Clocks.running(settings.speed());
    }

    @Bean
    Path dataDirectory(Settings settings) {
        return DataDirectory.open(settings.data());
    }

    @Bean
    Closeable serverLock(Path dataDirectory) {
        return DataDirectory.lock(dataDirectory);
    }

    /// Takes the lock as a parameter so that no second server ever opens the file.
    @Bean
    Database database(Path dataDirectory, @SuppressWarnings("unused") Closeable serverLock) {
        return Database.open(DataDirectory.database(dataDirectory));
    }

    @Bean
    Writer writer(Database database, Tracing tracing) {
        return new Writer(database, tracing);
    }

    @Bean(initMethod = "start")
    Space space(Path dataDirectory, Settings settings, Writer writer) {
        return new Space(dataDirectory, settings.reserve(), writer);
    }

    @Bean
    HttpMeters httpMeters(MeterRegistry registry) {
        return new HttpMeters(registry);
    }

    /// Tells whoever looks after the server that its disk has failed or is full, and how.
    @Bean
    HealthIndicator storageHealthIndicator(Writer writer) {
        return () -> {
            var broken = writer.broken();
            if (broken == null && writer.full())
                return Health.down()
                        .withDetail("reason", "the disk is full: readings are refused, alerts go on from the reserve")
                        .withDetail("remedy", "make room on the disk; the server goes on by itself")
                        .build();
            if (broken == null)
                return Health.up().withDetail("waiting", writer.waiting()).build();
            return Health.down()
                    .withDetail("reason", Objects.requireNonNullElse(broken.getMessage(), "the disk failed"))
                    .withDetail("remedy", "check the disk, then start the server again")
                    .build();
        };
    }
}
