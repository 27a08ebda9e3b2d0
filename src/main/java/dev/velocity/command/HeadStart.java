package dev.velocity.command;

import dev.velocity.platform.Database;
import dev.velocity.platform.DatabaseFailure;
import dev.velocity.sensor.Kinds;
import org.slf4j.LoggerFactory;

/// What every start of a server needs and nothing waits for yet, begun on another core while this one reads the command
/// line: a tenth of the start. Who needs it waits for it; whatever fails here fails again there, and is told there.
final class HeadStart {
    private HeadStart() {}

    static void begin() {
        Thread.ofPlatform().daemon().name("head-start").start(() -> {
            LoggerFactory.getILoggerFactory();
            Kinds.standard();
            try {
                Database.load();
            } catch (DatabaseFailure e) {
                // Told by whoever opens the database.
            }
        });
    }
}
