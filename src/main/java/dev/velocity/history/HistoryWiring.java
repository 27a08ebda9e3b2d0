package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.sensor.Catalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's door.
@Configuration(proxyBeanMethods = false)
class HistoryWiring {
    @Bean
    Readings readings(Catalogue catalogue, Database database) {
        return new Readings(catalogue, database);
    }
}
