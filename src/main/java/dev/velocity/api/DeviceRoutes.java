package dev.velocity.api;

import static dev.velocity.api.Answers.days;
import static dev.velocity.api.Answers.needed;

import dev.velocity.access.Device;
import dev.velocity.access.DeviceKeys;
import dev.velocity.access.NewKey;
import dev.velocity.access.Scope;
import dev.velocity.access.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Devices and their keys, for admins.
@RestController
@RequestMapping("/api/v1/devices")
final class DeviceRoutes {
    private final DeviceKeys devices;

    DeviceRoutes(DeviceKeys devices) {
        this.devices = devices;
    }

    record Shown(String id, List<String> sensors, boolean revoked, Instant created, List<Device.Key> keys) {
        static Shown of(Device device) {
            return new Shown(device.id(), device.scope().patterns(), device.revoked(), device.created(), device.keys());
        }
    }

    /// @param days how long the key is good; 365 when left out
    record Added(
            @Nullable String id,
            @Nullable List<String> sensors,
            @Nullable Integer days) {}

    /// @param overlapHours how long the old key goes on; 24 when left out
    record Rotated(@Nullable Integer overlapHours, @Nullable Integer days) {}

    @GetMapping
    List<Shown> list() {
        return devices.all().stream().map(Shown::of).toList();
    }

    /// The answer is the only place where the key is ever shown.
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> add(@RequestBody Added body, Session session) {
        return Answers.of(
                devices.add(
                        needed(body.id(), "id"),
                        new Scope(needed(body.sensors(), "sensors")),
                        days(body.days(), DeviceKeys.LIFE),
                        session.person().actor()),
                HttpStatus.CREATED,
                DeviceRoutes::once);
    }

    @PostMapping(path = "/{id}/rotate", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> rotate(@PathVariable String id, @RequestBody Rotated body, Session session) {
        var overlap =
                Optional.ofNullable(body.overlapHours()).map(Duration::ofHours).orElse(DeviceKeys.OVERLAP);
        return Answers.of(
                devices.rotate(
                        id,
                        overlap,
                        days(body.days(), DeviceKeys.LIFE),
                        session.person().actor()),
                HttpStatus.CREATED,
                DeviceRoutes::once);
    }

    @PostMapping("/{id}/revoke")
    ResponseEntity<Object> revoke(@PathVariable String id, Session session) {
        return Answers.of(devices.revoke(id, session.person().actor()), Shown::of);
    }

    private static Object once(NewKey made) {
        return Map.of("device", Shown.of(made.device()), "key", made.text().reveal());
    }
}
