package dev.velocity.outlook;

import dev.velocity.history.Readings;
import dev.velocity.sensor.Catalogue;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's door.
@Configuration(proxyBeanMethods = false)
class OutlookWiring {
    @Bean
    Outlooks outlooks(Catalogue catalogue, Readings readings, InstantSource clock) {
        return new Outlooks(catalogue, readings, clock);
    }
}
