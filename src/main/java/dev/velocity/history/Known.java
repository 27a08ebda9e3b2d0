package dev.velocity.history;

import dev.velocity.platform.Rows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// The blocks that were asked last whether a reading is known: whoever sends old readings sends many of the same time.
/// The writer's thread only.
final class Known {
    /// Most readings in memory.
    private static final int MOST = 2_000_000;

    private final Map<Integer, Part> parts = new LinkedHashMap<>(16, 0.75f, true);
    private int held;

    /// What blocks hold of a sensor from `from` up to but not including `to`.
    private record Part(long from, long to, Run run) {}

    /// The value a block holds of the sensor of this number at that instant.
    OptionalDouble find(Rows rows, int number, long at) {
        var part = parts.get(number);
        if (part == null || at < part.from || at >= part.to) {
            part = read(rows, number, at);
            put(number, part);
        }
        int place = part.run.exactly(at);
        return place < 0 ? OptionalDouble.empty() : OptionalDouble.of(part.run.value(place));
    }

    /// A block of that sensor has changed.
    void forget(int number) {
        var part = parts.remove(number);
        if (part != null) held -= part.run.size();
    }

    void clear() {
        parts.clear();
        held = 0;
    }

    private static Part read(Rows rows, int number, long at) {
        var covering = Covering.find(rows, number, at);
        return new Part(covering.from(), covering.to(), covering.read(rows, number));
    }

    private void put(int number, Part part) {
        forget(number);
        parts.put(number, part);
        held += part.run.size();
        var eldest = parts.entrySet().iterator();
        while (held > MOST && parts.size() > 1) {
            held -= eldest.next().getValue().run.size();
            eldest.remove();
        }
    }
}
