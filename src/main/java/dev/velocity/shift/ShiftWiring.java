package dev.velocity.shift;

import dev.velocity.alert.Alerts;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's door.
@Configuration(proxyBeanMethods = false)
class ShiftWiring {
    @Bean
    Shifts shifts(Database database, Writer writer, Audit audit, InstantSource clock, Alerts alerts) {
        return new Shifts(database, writer, audit, clock, alerts);
    }
}
