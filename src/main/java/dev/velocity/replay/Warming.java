package dev.velocity.replay;

import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Step;
import java.time.Duration;

/// How long rules must have listened before what they say can be taken at its word. Pure.
final class Warming {
    private static final Duration LEAST = Duration.ofHours(1);

    private Warming() {}

    static Duration longest(Catalogue catalogue) {
        return catalogue.sensors().stream()
                .flatMap(sensor -> sensor.limits().stream().map(limit -> of(limit, sensor.period())))
                .reduce(LEAST, Warming::longer);
    }

    /// How long one limit must have listened.
    ///
    /// @param period of its sensor
    static Duration of(Limit limit, Duration period) {
        return limit.steps().stream().map(Warming::delays).reduce(window(limit, period), Warming::longer);
    }

    private static Duration window(Limit limit, Duration period) {
        return switch (limit) {
            case Limit.High high -> high.mean();
            case Limit.Low low -> low.mean();
            case Limit.Rising rising -> rising.window();
            case Limit.Falling falling -> falling.window();
            case Limit.AboveBackground above -> above.window();
            case Limit.Open _, Limit.OutOfRange _, Limit.Late _ -> Duration.ZERO;
            case Limit.Stale stale -> period.multipliedBy(stale.periods());
            case Limit.Flat flat -> flat.after();
        };
    }

    private static Duration delays(Step step) {
        return longer(step.onDelay(), step.offDelay());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
