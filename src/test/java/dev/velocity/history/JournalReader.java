package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;

/// Everything the journal holds, for tests that ask the disk and not the server.
public final class JournalReader {
    private JournalReader() {}

    /// Takes one reading.
    public interface Each {
        void reading(String sensor, Instant at, double value);
    }

    /// What is wrong with the blocks, beside the journal they are made of; empty when nothing is.
    public static List<String> wrongBlocks(Database database) {
        var wrong = new ArrayList<String>();
        database.read(rows -> {
            var packed = BlockStore.packed(rows);
            var missing = new TreeMap<Integer, TreeMap<Long, Double>>();
            JournalStore.after(rows, 0, (id, arrived, entry) -> {
                if (id > packed.blocks() || !(entry instanceof Entry.Arrivals arrivals)) return;
                for (int i = 0; i < arrivals.size(); i++)
                    missing.computeIfAbsent(arrivals.numbers()[i], _ -> new TreeMap<>())
                            .put(arrivals.instants()[i], arrivals.values()[i]);
            });
            for (int number : JournalStore.numbers(rows).values()) {
                var left = missing.getOrDefault(number, new TreeMap<>());
                long before = Long.MIN_VALUE;
                for (var head : BlockStore.heads(rows, number, Long.MIN_VALUE, Long.MAX_VALUE)) {
                    var run = Block.decode(BlockStore.data(rows, number, head.start()));
                    if (run.size() != head.count() || run.at(run.size() - 1) != head.lastAt())
                        wrong.add(number + ": a block is not what its row says");
                    for (int i = 0; i < run.size(); i++) {
                        if (run.at(i) <= before) wrong.add(number + ": " + run.at(i) + " is there twice");
                        before = run.at(i);
                        var value = left.remove(run.at(i));
                        if (value != null && value != run.value(i))
                            wrong.add(number + ": another value at " + run.at(i));
                    }
                }
                left.keySet().forEach(at -> wrong.add(number + ": " + at + " is in no block"));
            }
            return wrong;
        });
        return wrong;
    }

    public static void forEach(Database database, Each each) {
        database.read(rows -> {
            var names = new HashMap<Integer, String>();
            JournalStore.numbers(rows).forEach((sensor, number) -> names.put(number, sensor));
            JournalStore.after(rows, 0, (id, arrived, entry) -> {
                if (!(entry instanceof Entry.Arrivals arrivals)) return;
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
