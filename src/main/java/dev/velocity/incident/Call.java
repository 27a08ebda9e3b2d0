package dev.velocity.incident;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.alert.Source;
import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.Set;

/// One time an alert called for somebody.
///
/// @param at when, in event time
/// @param role whose queue it was in then
record Call(Instant at, long alert, Source source, Role role, Set<Role> informed, Severity severity) {
    boolean concerns(Role viewer) {
        return Permissions.maySee(viewer, role, informed);
    }
}
