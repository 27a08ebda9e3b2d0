package dev.velocity.audit;

import dev.velocity.platform.Clocks;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
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

    /// Depends on the writer so that it closes before it: the last checkpoint then covers the last line but those of
    /// closing itself.
    @Bean
    CheckpointTimer checkpointTimer(Database database, Path dataDirectory, @SuppressWarnings("unused") Writer writer) {
        var checkpoints = new Checkpoints(database, Clocks.system(), dataDirectory);
        if (checkpoints.verify() instanceof Verification.Broken(long line, String why))
            LoggerFactory.getLogger(AuditWiring.class)
                    .error(
                            "THE AUDIT TRAIL IS NOT WHOLE at line {}: {}. Keep this database and find out why.",
                            line,
                            why);
        return new CheckpointTimer(checkpoints);
    }
}
