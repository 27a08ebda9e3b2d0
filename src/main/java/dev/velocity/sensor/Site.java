package dev.velocity.sensor;

import java.time.ZoneId;
import java.util.List;

/// One closed, crewed place.
///
/// @param id unique on the server
/// @param name what people call it
/// @param timeBase what "now" means for its readings
/// @param timeZone in which its people live
/// @param zones in the order of the site file
public record Site(String id, String name, TimeBase timeBase, ZoneId timeZone, List<Zone> zones) {
    public Site {
        zones = List.copyOf(zones);
    }
}
