package dev.velocity.watch;

import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;

/// Whether one value of a sensor, by itself, is a reason to worry: what is kept of readings when the disk is full.
/// Pure; rather too often than once too seldom.
final class Weighty {
    private Weighty() {}

    static boolean is(Sensor sensor, double value) {
        boolean strange = value < sensor.normalLeast() || value > sensor.normalMost();
        for (var limit : sensor.limits()) {
            boolean weighty = switch (limit) {
                case Limit.High high -> high.steps().stream().anyMatch(step -> value > step.at());
                case Limit.Low low -> low.steps().stream().anyMatch(step -> value < step.at());
                case Limit.Open _ -> value > Limit.Open.HALF_OPEN;
                // One value says little of a course; away from what is normal it may be part of one.
                case Limit.Rising _, Limit.Falling _, Limit.AboveBackground _ -> strange;
                case Limit.OutOfRange _ -> value < sensor.spanLeast() || value > sensor.spanMost();
                case Limit.Stale _, Limit.Flat _, Limit.Late _ -> false;
            };
            if (weighty) return true;
        }
        return false;
    }
}
