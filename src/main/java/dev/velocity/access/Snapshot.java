package dev.velocity.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// People, sessions and devices as they stood at one change of access.
///
/// @param claimed there was ever an admin
/// @param sessions by what is stored of their token
/// @param sessionsById the same by id
/// @param keys those that are not revoked, by their eight signs
/// @param displaysByToken those that came in, by what is stored of their token
record Snapshot(
        long version,
        boolean claimed,
        Map<Long, Person> people,
        Map<String, Person> peopleByName,
        Map<String, Stored> sessions,
        Map<String, Stored> sessionsById,
        Map<String, Device> devices,
        Map<String, Key> keys,
        Map<Long, Display> displays,
        Map<String, Display> displaysByToken) {

    /// A session as stored; `token` is the SHA-256 of the browser's.
    record Stored(
            String id,
            String token,
            long person,
            long epoch,
            Instant opened,
            Instant seen,
            String address,
            String agent) {}

    /// A key as stored, with the device it belongs to.
    record Key(Device device, String mac, Instant expires) {}

    Optional<Person> person(String name) {
        return Optional.ofNullable(peopleByName.get(name));
    }

    Optional<Device> device(String id) {
        return Optional.ofNullable(devices.get(id));
    }
}
