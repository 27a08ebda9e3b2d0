package dev.velocity.audit;

import dev.velocity.platform.Clocks;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's doors, on the machine's clock, as people's deeds are, whatever the pace of the readings.
@Configuration(proxyBeanMethods = false)
class AuditWiring {
    @Bean
    Audit audit(Writer writer) {
        var audit = new Audit(Clocks.system());
        writer.onForeignChange(audit::forget);
        return audit;
    }

    @Bean
    Checkpoints checkpoints(Database database, Path dataDirectory) {
        return new Checkpoints(database, Clocks.system(), dataDirectory);
    }

    /// The trail is checked before anybody is let in.
    @Bean
    Verifications verifications(Checkpoints checkpoints, Database database, Path dataDirectory) {
        var verifications = new Verifications(checkpoints, database, dataDirectory, Clocks.system());
        verifications.check();
        return verifications;
    }

    /// Depends on the writer so that it closes before it: the last checkpoint then covers the last line but
    /// those of closing itself.
    @Bean
    CheckpointTimer checkpointTimer(Checkpoints checkpoints, @SuppressWarnings("unused") Writer writer) {
        return new CheckpointTimer(checkpoints);
    }
}
