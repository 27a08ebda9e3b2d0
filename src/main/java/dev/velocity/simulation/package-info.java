/// A seeded physical model of a shelter whose sensors report through the devices' door.
/// Start at [dev.velocity.simulation.ShelterModel].
@org.jspecify.annotations.NullMarked
package dev.velocity.simulation;
