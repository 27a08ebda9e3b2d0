package dev.velocity.bridge;

import dev.velocity.alert.Warnings;
import dev.velocity.ingest.Tongue;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds what other tools speak to.
@Configuration(proxyBeanMethods = false)
class BridgeWiring {
    @Bean
    Tongue alertmanager(Warnings warnings, InstantSource clock) {
        return new Alertmanager(warnings, clock);
    }
}
