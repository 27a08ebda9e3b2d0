package dev.velocity.history;

import dev.velocity.platform.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The newest reading of each sensor, by the same choice as a live server's: the newest by its instant, of two the one
/// that came first.
final class Newest implements Inputs {
    private final long[] instants;
    private final double[] values;
    private final long[] arrivals;
    private final boolean[] known;
    private final long row;
    private long arrived;

    /// @param row of the journal, up to which the keyframe knew that it begins with
    Newest(int sensors, long row) {
        this.row = row;
        instants = new long[sensors];
        values = new double[sensors];
        arrivals = new long[sensors];
        known = new boolean[sensors];
    }

    long row() {
        return row;
    }

    void put(int sensor, Latest latest) {
        arrived = Micros.of(latest.arrived());
        reading(sensor, Micros.of(latest.at()), latest.value());
    }

    @Override
    public void arrived(long at) {
        arrived = at;
    }

    @Override
    public void reading(int sensor, long at, double value) {
        if (known[sensor] && at <= instants[sensor]) return;
        known[sensor] = true;
        instants[sensor] = at;
        values[sensor] = value;
        arrivals[sensor] = arrived;
    }

    @Override
    public void tick(long at) {}

    @Override
    public void resume(long at) {}

    List<Optional<Latest>> all() {
        var all = new ArrayList<Optional<Latest>>(known.length);
        for (int i = 0; i < known.length; i++)
            all.add(
                    known[i]
                            ? Optional.of(
                                    new Latest(Micros.toInstant(instants[i]), values[i], Micros.toInstant(arrivals[i])))
                            : Optional.empty());
        return all;
    }
}
