package dev.velocity.history;

import dev.velocity.sensor.Batch;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// The readings of one unit of work that were new, on their way into the journal. The writer's thread only.
public final class Arrived {
    private final Batch batch;
    private final BitSet late = new BitSet();
    private final Map<Long, Map<Integer, Double>> known = new HashMap<>();
    private int indexed;

    /// @param expected how many readings the unit may take
    public Arrived(int expected) {
        batch = new Batch(expected);
    }

    /// Takes a reading that was [Admission#NEW].
    public void add(Batch from, int i, boolean tooLate) {
        if (tooLate) late.set(batch.size());
        batch.add(from.sensor(i), from.at(i), from.value(i), from.sequence(i), from.position(i));
    }

    public int size() {
        return batch.size();
    }

    int sensor(int i) {
        return batch.sensor(i);
    }

    long at(int i) {
        return batch.at(i);
    }

    double value(int i) {
        return batch.value(i);
    }

    boolean late(int i) {
        return late.get(i);
    }

    /// The value taken earlier in this unit for this sensor and instant.
    OptionalDouble find(int sensor, long at) {
        for (; indexed < batch.size(); indexed++)
            known.computeIfAbsent(batch.at(indexed), _ -> new HashMap<>(2))
                    .put(batch.sensor(indexed), batch.value(indexed));
        var value = known.getOrDefault(at, Map.of()).get(sensor);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    Entry.Arrivals entry(int[] numbers) {
        int n = batch.size();
        var entry = new Entry.Arrivals(new int[n], new long[n], new double[n], new boolean[n], new long[n]);
        for (int i = 0; i < n; i++) {
            entry.numbers()[i] = numbers[batch.sensor(i)];
            entry.instants()[i] = batch.at(i);
            entry.values()[i] = batch.value(i);
            entry.late()[i] = late.get(i);
            entry.sequences()[i] = batch.sequence(i);
        }
        return entry;
    }
}
