package dev.velocity.ingest;

/// Tells the port devices can reach, once the server has started: 0 in the settings takes any free one.
@FunctionalInterface
public interface DevicesPort {
    int number();
}
