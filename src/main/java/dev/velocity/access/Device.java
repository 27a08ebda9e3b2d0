package dev.velocity.access;

import dev.velocity.audit.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A gateway or a single sensor that reports readings.
///
/// @param id 1 to 64 of `a-z 0-9 . _ -`, never used again for another; also the name in its certificate, where
/// certificates are asked for
/// @param scope the sensors it may report for
/// @param revoked none of its keys opens the door any more
/// @param keys newest first; two are good at once while one takes over from the other
public record Device(String id, Scope scope, boolean revoked, Instant created, List<Key> keys) {
    public Device {
        keys = List.copyOf(keys);
    }

    /// A device's key as it may be shown: by the eight signs it can be told by, never whole.
    ///
    /// @param expires from then on it opens nothing
    /// @param used when it last opened the door, to a minute
    public record Key(String id, Instant created, Instant expires, boolean revoked, Optional<Instant> used) {}

    /// Whether it may report for this sensor. Asked for every reading.
    public boolean allows(String sensorId) {
        return scope.contains(sensorId);
    }

    /// Whether its scope speaks of names that begin so by themselves, and not only because it takes every name.
    public boolean names(String beginning) {
        return scope.patterns().stream().anyMatch(pattern -> pattern.startsWith(beginning));
    }

    /// As the trail names it.
    public Actor actor() {
        return new Actor("device/" + id, "device");
    }
}
