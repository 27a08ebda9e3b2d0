package dev.velocity.audit;

import dev.velocity.platform.Clocks;
import dev.velocity.platform.Writer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's door.
@Configuration(proxyBeanMethods = false)
class AuditWiring {
    /// On the machine's clock, as people's deeds are, whatever the pace of the readings.
    @Bean
    Audit audit(Writer writer) {
        var audit = new Audit(Clocks.system());
        writer.onForeignChange(audit::forget);
        return audit;
    }
}
