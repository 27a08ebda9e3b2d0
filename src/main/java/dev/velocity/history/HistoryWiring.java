package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.platform.Settings;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's door, and what packs in the background.
@Configuration(proxyBeanMethods = false)
class HistoryWiring {
    @Bean
    Readings readings(Catalogue catalogue, Database database) {
        return new Readings(catalogue, database);
    }

    @Bean
    Packer packer(Database database, Writer writer, Readings readings, Settings settings, InstantSource clock) {
        var packer = new Packer(database, writer, readings, settings, clock, () -> false);
        packer.start();
        return packer;
    }
}
