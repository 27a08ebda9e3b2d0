package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.platform.Settings;
import dev.velocity.platform.Writer;
import java.time.InstantSource;
import java.util.Map;

/// Packs what there is, for tests of other rooms.
public final class PackingBridge {
    private PackingBridge() {}

    public static void pack(Database database, Writer writer, Readings readings, InstantSource clock) {
        var settings = Settings.from(
                Map.of("velocity.data", database.file().toAbsolutePath().toString())::get);
        try (var packer = new Packer(database, writer, readings, settings, clock, () -> false)) {
            packer.pack();
        }
    }
}
