package dev.velocity.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The only place that reads the machine's clock; everybody else is handed an [InstantSource].
public final class Clocks {
    private Clocks() {}

    /// The machine's clock, in whole microseconds.
    public static InstantSource system() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    /// The machine's clock running `speed` times faster from now on: the demo's hour in a minute.
    ///
    /// @param speed 1 to 3,600
    public static InstantSource running(double speed) {
        if (!(speed >= 1 && speed <= 3_600))
            throw new IllegalArgumentException("a clock can run 1 to 3600 times as fast, not " + speed);
        if (speed == 1) return system();
        var machine = system();
        Instant start = machine.instant();
        return () -> {
            long passedMicros = Micros.of(machine.instant()) - Micros.of(start);
            return Micros.toInstant(Micros.of(start) + (long) (passedMicros * speed));
        };
    }
}
