package dev.velocity.sensor;

import java.util.Arrays;

/// Readings on their way in, as columns: the hot path makes no object per reading. Filled by one thread, then handed on
/// and not changed.
///
/// Every entry is a reading: the door that adds it has checked the sensor, its quantity's natural range, and the
/// instant.
public final class Batch {
    /// Stands for "no sequence number was sent".
    public static final long NO_SEQUENCE = -1;

    private int[] sensors;
    private long[] instants;
    private double[] values;
    private long[] sequences;
    private int[] positions;
    private int size;

    /// @param expected how many readings will come; more are taken too
    public Batch(int expected) {
        int room = Math.max(1, expected);
        sensors = new int[room];
        instants = new long[room];
        values = new double[room];
        sequences = new long[room];
        positions = new int[room];
    }

    /// @param sensor index in the catalogue
    /// @param at when it was taken, epoch microseconds
    /// @param value in the sensor's unit
    /// @param sequence the device's own count, or [#NO_SEQUENCE]
    /// @param position where it stood in the request, for the answer
    public void add(int sensor, long at, double value, long sequence, int position) {
        if (size == sensors.length) grow();
        sensors[size] = sensor;
        instants[size] = at;
        values[size] = value;
        sequences[size] = sequence;
        positions[size++] = position;
    }

    /// A batch of its own that begins with the first `count` of these.
    public Batch first(int count) {
        var first = new Batch(size);
        System.arraycopy(sensors, 0, first.sensors, 0, count);
        System.arraycopy(instants, 0, first.instants, 0, count);
        System.arraycopy(values, 0, first.values, 0, count);
        System.arraycopy(sequences, 0, first.sequences, 0, count);
        System.arraycopy(positions, 0, first.positions, 0, count);
        first.size = count;
        return first;
    }

    public int size() {
        return size;
    }

    public int sensor(int i) {
        return sensors[i];
    }

    public long at(int i) {
        return instants[i];
    }

    public double value(int i) {
        return values[i];
    }

    public long sequence(int i) {
        return sequences[i];
    }

    public int position(int i) {
        return positions[i];
    }

    private void grow() {
        int room = 2 * size;
        sensors = Arrays.copyOf(sensors, room);
        instants = Arrays.copyOf(instants, room);
        values = Arrays.copyOf(values, room);
        sequences = Arrays.copyOf(sequences, room);
        positions = Arrays.copyOf(positions, room);
    }
}
