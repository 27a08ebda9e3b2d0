package dev.velocity.incident;

import dev.velocity.alert.Alerts;
import dev.velocity.sensor.Catalogue;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's door.
@Configuration(proxyBeanMethods = false)
class IncidentWiring {
    @Bean
    Kpis kpis(Alerts alerts, InstantSource clock, Catalogue catalogue) {
        return new Kpis(
                alerts,
                clock,
                catalogue.sites().isEmpty()
                        ? ZoneOffset.UTC
                        : catalogue.sites().getFirst().timeZone());
    }
}
