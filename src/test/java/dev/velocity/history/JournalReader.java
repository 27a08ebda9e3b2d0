package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import java.time.Instant;
import java.util.HashMap;

/// Everything the journal holds, for tests that ask the disk and not the server.
public final class JournalReader {
    private JournalReader() {}

    /// Takes one reading.
    public interface Each {
        void reading(String sensor, Instant at, double value);
    }

    public static void forEach(Database database, Each each) {
        database.read(rows -> {
            var names = new HashMap<Integer, String>();
            JournalStore.numbers(rows).forEach((sensor, number) -> names.put(number, sensor));
            JournalStore.after(rows, 0, (id, arrived, data) -> {
                if (!(Entry.decode(data) instanceof Entry.Arrivals arrivals)) return;
                for (int i = 0; i < arrivals.size(); i++)
                    each.reading(
                            names.getOrDefault(arrivals.numbers()[i], "?"),
                            Micros.toInstant(arrivals.instants()[i]),
                            arrivals.values()[i]);
            });
            return names;
        });
    }
}
