/// The catalogue: sites, zones, sensors, limits and why, calibration, quality.
@org.jspecify.annotations.NullMarked
package dev.velocity.sensor;
