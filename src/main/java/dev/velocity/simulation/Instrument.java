package dev.velocity.simulation;

import dev.velocity.sensor.Sensor;
import java.util.Random;
import java.util.function.DoubleSupplier;

/// One simulated instrument: the truth it looks at, its noise, its resolution, and when it reports next.
final class Instrument {
    /// What an instrument looks at and how well.
    ///
    /// @param truth the value in the unit of the quantity
    /// @param noise standard deviation in that unit
    /// @param share standard deviation as a share of the value, added to the noise
    /// @param perUnit how many steps the display has per unit: 100 for hundredths
    record Probe(DoubleSupplier truth, double noise, double share, double perUnit) {}

    private final Sensor sensor;
    private final Probe probe;
    private final Random random;
    private final long period;
    private long next;
    private double last = Double.NaN;

    /// @param start nanoseconds of the model at which the first reading is due
    Instrument(Sensor sensor, Probe probe, Random random, long start) {
        this.sensor = sensor;
        this.probe = probe;
        this.random = random;
        period = sensor.period().toNanos();
        next = start;
    }

    Sensor sensor() {
        return sensor;
    }

    /// Whether it speaks only when something changes.
    boolean tellsChanges() {
        return period == 0;
    }

    /// When it reports next, nanoseconds of the model.
    long next() {
        return next;
    }

    /// The value shown, within what the instrument can show; the next one is due a period later.
    double read() {
        next += period;
        return shown();
    }

    /// Whether the value differs from the one told last; the first always does.
    boolean changed() {
        return probe.truth().getAsDouble() != last;
    }

    double tell() {
        last = probe.truth().getAsDouble();
        return last;
    }

    private double shown() {
        double truth = probe.truth().getAsDouble();
        double spread = probe.noise() + probe.share() * Math.abs(truth);
        double raw = spread == 0 ? truth : truth + spread * random.nextGaussian();
        double shown = Math.rint(raw * probe.perUnit()) / probe.perUnit();
        return Math.clamp(shown, sensor.spanLeast(), sensor.spanMost()) + 0.0;
    }
}
