package dev.velocity.sensor;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// One closed, crewed place.
///
/// @param id unique on the server
/// @param name what people call it
/// @param timeBase what "now" means for its readings
/// @param timeZone in which its people live
/// @param zones in the order of the site file
/// @param guidance what it says of all its alerts
/// @param kindGuidance what it says of the alerts of a kind, by the kind's name
/// @param tests what its rules must find in given readings
public record Site(
        String id,
        String name,
        TimeBase timeBase,
        ZoneId timeZone,
        List<Zone> zones,
        Guidebook guidance,
        Map<String, Guidebook> kindGuidance,
        List<RuleTest> tests) {
    public Site {
        zones = List.copyOf(zones);
        kindGuidance = Map.copyOf(kindGuidance);
        tests = List.copyOf(tests);
    }

    /// A site without words of its own.
    public Site(String id, String name, TimeBase timeBase, ZoneId timeZone, List<Zone> zones) {
        this(id, name, timeBase, timeZone, zones, Guidebook.NONE, Map.of());
    }

    /// A site without tests.
    public Site(
            String id,
            String name,
            TimeBase timeBase,
            ZoneId timeZone,
            List<Zone> zones,
            Guidebook guidance,
            Map<String, Guidebook> kindGuidance) {
        this(id, name, timeBase, timeZone, zones, guidance, kindGuidance, List.of());
    }

    /// The same site with other zones.
    public Site with(List<Zone> others) {
        return new Site(id, name, timeBase, timeZone, others, guidance, kindGuidance, tests);
    }
}
