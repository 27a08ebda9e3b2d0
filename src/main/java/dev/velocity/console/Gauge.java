package dev.velocity.console;

import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The analog bar of a sensor: where its value stands between its normal band and its limits. Pure.
///
/// The band has the same place in every bar of the same shape, whatever the numbers are, so that a column of bars is
/// read at a glance: all marks over the band is all well. Beyond the band the scale is linear to a little behind the
/// worst limit. Places are 0 to 100 from the left.
///
/// @param bandFrom where the normal band begins
/// @param bandTo where it ends
/// @param limits where the steps of the limits stand
public record Gauge(double bandFrom, double bandTo, List<Double> limits) {
    private static final double WIDTH = 100;
    private static final double BESIDE = 30;
    private static final double MARGIN = 1.15;

    public Gauge {
        limits = List.copyOf(limits);
    }

    /// Whether there is anything to see: a band that is everything, without limits, says nothing.
    public boolean tells() {
        return !limits.isEmpty() || bandFrom > 0 || bandTo < WIDTH;
    }

    static Gauge of(Sensor sensor) {
        // Of a state there is no more and less.
        if (Wording.isState(sensor.quantity())) return new Gauge(0, WIDTH, List.of());
        var ends = Ends.of(sensor);
        var limits = new ArrayList<Double>();
        steps(sensor, true).forEach(at -> limits.add(ends.place(at)));
        steps(sensor, false).forEach(at -> limits.add(ends.place(at)));
        return new Gauge(
                ends.bandFrom, ends.bandTo, limits.stream().distinct().sorted().toList());
    }

    /// Where the mark of a value stands; at an end when it is beyond.
    static double place(Sensor sensor, double value) {
        return Ends.of(sensor).place(value);
    }

    private static List<Double> steps(Sensor sensor, boolean high) {
        return sensor.limits().stream()
                .flatMap(limit -> switch (limit) {
                    case Limit.High(var steps, var _, var _) -> high ? steps.stream() : Stream.<Step>empty();
                    case Limit.Low(var steps, var _, var _) -> high ? Stream.<Step>empty() : steps.stream();
                    default -> Stream.<Step>empty();
                })
                .map(Step::at)
                .toList();
    }

    private record Ends(Sensor sensor, double least, double most, double bandFrom, double bandTo) {
        static Ends of(Sensor sensor) {
            double normalLeast = Math.max(sensor.normalLeast(), sensor.spanLeast());
            double normalMost = Math.min(sensor.normalMost(), sensor.spanMost());
            double least = low(sensor, normalLeast);
            double most = high(sensor, normalMost);
            double bandFrom = least < normalLeast ? BESIDE : 0;
            double bandTo = most > normalMost ? WIDTH - BESIDE : WIDTH;
            return new Ends(sensor, least, most, bandFrom, bandTo);
        }

        double place(double value) {
            double normalLeast = Math.max(sensor.normalLeast(), sensor.spanLeast());
            double normalMost = Math.min(sensor.normalMost(), sensor.spanMost());
            double place = value < normalLeast
                    ? between(value, least, normalLeast, 0, bandFrom)
                    : value > normalMost
                            ? between(value, normalMost, most, bandTo, WIDTH)
                            : between(value, normalLeast, normalMost, bandFrom, bandTo);
            return Math.round(Math.clamp(place, 0, WIDTH) * 10) / 10.0;
        }

        private static double high(Sensor sensor, double normalMost) {
            var worst = DoubleStream.concat(
                            steps(sensor, true).stream().mapToDouble(Double::doubleValue), DoubleStream.of(normalMost))
                    .max()
                    .orElseThrow();
            return worst > normalMost
                    ? Math.min(sensor.spanMost(), normalMost + (worst - normalMost) * MARGIN)
                    : sensor.spanMost();
        }

        private static double low(Sensor sensor, double normalLeast) {
            var worst = DoubleStream.concat(
                            steps(sensor, false).stream().mapToDouble(Double::doubleValue),
                            DoubleStream.of(normalLeast))
                    .min()
                    .orElseThrow();
            return worst < normalLeast
                    ? Math.max(sensor.spanLeast(), normalLeast - (normalLeast - worst) * MARGIN)
                    : sensor.spanLeast();
        }

        private static double between(double value, double from, double to, double left, double right) {
            return from == to ? left : left + (value - from) / (to - from) * (right - left);
        }
    }
}
