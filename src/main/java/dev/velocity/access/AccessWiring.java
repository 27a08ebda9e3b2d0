package dev.velocity.access;

import dev.velocity.audit.Audit;
import dev.velocity.platform.Clocks;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's doors.
@Configuration(proxyBeanMethods = false)
class AccessWiring {
    /// On the machine's clock and not the house's, which may run 60 times faster in a demo: a session of 15 minutes
    /// would last 15 seconds.
    @Bean
    Access access(Database database, Writer writer, Audit audit, Path dataDirectory) {
        return Access.open(database, writer, audit, Clocks.system(), dataDirectory);
    }

    @Bean
    People people(Access access) {
        return access.people();
    }

    @Bean
    Sessions sessions(Access access) {
        return access.sessions();
    }

    @Bean
    DeviceKeys deviceKeys(Access access) {
        return access.devices();
    }

    @Bean
    Setup setup(Access access) {
        return access.setup();
    }

    @Bean
    Displays displays(Access access) {
        return access.displays();
    }
}
