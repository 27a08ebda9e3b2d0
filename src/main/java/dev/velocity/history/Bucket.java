package dev.velocity.history;

import dev.velocity.sensor.Quality;
import java.time.Instant;

/// What a sensor said in one stretch of time, or one reading of it: a point of a chart.
///
/// @param at when the stretch begins, or the reading was taken
/// @param count how many readings; 1 or more
/// @param late how many of them came too late to be judged by the rules
/// @param least the least value, in the sensor's unit
/// @param mean their exact mean, rounded once
/// @param most the greatest value
/// @param last the newest value
/// @param quality [Quality#OUT_OF_RANGE] when a value is beyond what the instrument can measure, [Quality#LATE] when
///     readings came late, else good
/// @param gap whether the sensor was silent before it for longer than it may be: no line leads here
public record Bucket(
        Instant at,
        int count,
        int late,
        double least,
        double mean,
        double most,
        double last,
        Quality quality,
        boolean gap) {}
