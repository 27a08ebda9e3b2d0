package dev.velocity.alert;

import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's door.
@Configuration(proxyBeanMethods = false)
class AlertWiring {
    /// @param listener hears of every change after its commit; the live hub, which this room does not know
    @Bean
    Alerts alerts(Database database, Writer writer, Audit audit, InstantSource clock, Consumer<AlertChanged> listener) {
        return new Alerts(database, writer, audit, clock, listener);
    }
}
