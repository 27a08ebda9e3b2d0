package dev.velocity.history;

import dev.velocity.sensor.Batch;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// The readings of one unit of work that were new, on their way into the journal. The writer's thread only.
public final class Arrived {
    private final Batch from;
    /// `from` itself as long as all of it was new, so that few units copy anything.
    private Batch kept;

    private int size;
    private final BitSet late = new BitSet();
    private final Map<Long, Map<Integer, Double>> known = new HashMap<>();
    private int indexed;

    /// @param from what the unit takes its readings of
    Arrived(Batch from) {
        this.from = from;
        kept = from;
    }

    /// Takes the reading at place `i`, which was [Admission#NEW] and lies behind all taken before.
    public void add(int i, boolean tooLate) {
        if (tooLate) late.set(size);
        if (i > size && kept.equals(from)) kept = from.first(size);
        if (!kept.equals(from)) kept.add(from.sensor(i), from.at(i), from.value(i), from.sequence(i), from.position(i));
        size++;
    }

    public int size() {
        return size;
    }

    int sensor(int i) {
        return kept.sensor(i);
    }

    long at(int i) {
        return kept.at(i);
    }

    double value(int i) {
        return kept.value(i);
    }

    boolean late(int i) {
        return late.get(i);
    }

    /// The value taken earlier in this unit for this sensor and instant.
    OptionalDouble find(int sensor, long at) {
        for (; indexed < size; indexed++)
            known.computeIfAbsent(kept.at(indexed), _ -> new HashMap<>(2))
                    .put(kept.sensor(indexed), kept.value(indexed));
        var value = known.getOrDefault(at, Map.of()).get(sensor);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    Entry.Arrivals entry(int[] numbers) {
        int n = size;
        var entry = new Entry.Arrivals(new int[n], new long[n], new double[n], new boolean[n], new long[n]);
        for (int i = 0; i < n; i++) {
            entry.numbers()[i] = numbers[kept.sensor(i)];
            entry.instants()[i] = kept.at(i);
            entry.values()[i] = kept.value(i);
            entry.late()[i] = late.get(i);
            entry.sequences()[i] = kept.sequence(i);
        }
        return entry;
    }
}
