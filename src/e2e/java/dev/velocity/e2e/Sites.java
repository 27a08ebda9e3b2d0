package dev.velocity.e2e;

import java.time.ZoneId;

/// Site files for tests: their limits call and let go at once, so that no test waits for a delay.
final class Sites {
    /// What somebody might call a sensor to see whether we print it as markup.
    static final String HOSTILE_NAME = "<img src=x onerror=alert(1)>'&lt;b&gt;</li><script>alert(2)</script>";

    static final ZoneId ZONE = ZoneId.of("Europe/Helsinki");

    private static final String AT_ONCE = "{ on-delay: 0 s, off-delay: 0 s }";

    private Sites() {}

    /// None but `odd` is ever stale, so that time can be set forward.
    ///
    /// A hall with `count` sensors `co2-1`, `co2-2`... of carbon dioxide (above 1500 low, 5000 medium,
    /// 10000 high, 20000 critical), `odd`, a hygrometer with a hostile name (above 70 medium), and `smoke`,
    /// which is security's and stays until reset (above 10 critical); and a cabin with a thermometer `heat` in
    /// the residents' own queue (above 28 medium, 32 high, 35 critical).
    static String hall(int count) {
        var site = new StringBuilder("""
                site: test
                name: Test site
                time-base: live
                time-zone: Europe/Helsinki
                zones:
                  hall:
                    name: Hall
                    sensors:
                """);
        for (int i = 1; i <= count; i++)
            sensor(site, "co2-" + i, "carbon-dioxide", "Carbon dioxide " + i, "low", "medium", "high", "critical")
                    .append("          stale: none\n");
        sensor(site, "odd", "relative-humidity", HOSTILE_NAME, "medium", "high");
        sensor(site, "smoke", "smoke", "Smoke", "medium", "high", "critical").append("          stale: none\n");
        site.append("""
                  cabin:
                    name: Cabin
                    sensors:
                """);
        sensor(site, "heat", "air-temperature", "Cabin warmth", "medium", "high", "critical");
        return site.append("          stale: none\n        owner: resident\n        informed: [operations]\n")
                .toString();
    }

    private static StringBuilder sensor(StringBuilder site, String id, String kind, String name, String... severities) {
        site.append("      ").append(id).append(":\n");
        site.append("        kind: ").append(kind).append('\n');
        site.append("        name: '").append(name.replace("'", "''")).append("'\n");
        site.append("        limits:\n          high:\n");
        for (var severity : severities)
            site.append("            ")
                    .append(severity)
                    .append(": ")
                    .append(AT_ONCE)
                    .append('\n');
        return site;
    }
}
