package dev.velocity.simulation;

import dev.velocity.sensor.SensorId;
import java.time.Instant;

/// What one instrument of the simulated shelter says at one instant, in the unit of its quantity.
public record Sample(SensorId sensor, Instant at, double value) {}
