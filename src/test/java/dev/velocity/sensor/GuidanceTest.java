package dev.velocity.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Guidance and `not-while` as people write them.
class GuidanceTest {
    private static final String FILE = """
            site: shelter
            name: North shelter
            time-base: live
            time-zone: UTC
            guidance:
              cause: site
              consequence: site
              do: site
              time: 5 h
              link: "https://handbook.example/site"
            kinds:
              oxygen:
                guidance:
                  low:
                    do: kind, low
                    critical:
                      cause: kind, low, critical
            zones:
              dormitory:
                name: Dormitory
                guidance:
                  consequence: zone
                  do: zone
                  low:
                    do: zone, low
                sensors:
                  bunks:
                    kind: oxygen
                    guidance:
                      time: 2 min
                  galley:
                    kind: oxygen
                    guidance:
                      do: sensor
                  bare:
                    kind: door
              plant:
                name: Plant
                sensors:
                  plant-door:
                    kind: door
            """;

    private static Guidance of(String sensor, String rule, Severity severity) {
        return new Catalogue(List.of(SiteFile.read(FILE))).guidance(new SensorId(sensor), rule, severity);
    }

    @Test
    void theNearestPlaceSaysLastFieldByField() {
        var bunks = of("bunks", "low", Severity.CRITICAL);
        assertThat(bunks.action()).as("kind over zone and site").isEqualTo("kind, low");
        assertThat(bunks.cause()).isEqualTo("kind, low, critical");
        assertThat(bunks.consequence()).as("zone over site").isEqualTo("zone");
        assertThat(bunks.time()).as("sensor over all").contains(Duration.ofMinutes(2));
        assertThat(bunks.link()).isEqualTo("https://handbook.example/site");
        assertThat(bunks.residents())
                .as("what is shipped, where nobody else says a word")
                .startsWith("Leave this room now.");
        assertThat(of("bunks", "low", Severity.HIGH).cause()).isEqualTo("site");
    }

    @Test
    void aWiderWordOfANearerPlaceGoesBeforeANarrowerOneOfAFartherPlace() {
        assertThat(of("galley", "low", Severity.CRITICAL).action()).isEqualTo("sensor");
        assertThat(of("bare", "open", Severity.MEDIUM).action()).isEqualTo("zone");
        assertThat(of("plant-door", "open", Severity.MEDIUM).action()).isEqualTo("site");
    }

    @Test
    void inOnePlaceTheNarrowerWordGoesFirst() {
        assertThat(of("bunks", "low", Severity.HIGH).action()).isEqualTo("kind, low");
        assertThat(of("bunks", "high", Severity.HIGH).action())
                .as("the zone speaks of low in other words, and of the rest in these")
                .isEqualTo("zone");
    }

    @Test
    void whatNobodyChangesIsWhatIsShipped() {
        var site = new Site(
                "s",
                "S",
                TimeBase.LIVE,
                java.time.ZoneOffset.UTC,
                List.of(new Zone(
                        "z",
                        "Z",
                        List.of(Kinds.standard()
                                .named("smoke")
                                .orElseThrow()
                                .sensor(new SensorId("smoke"), "s", "z")))));
        var guidance = new Catalogue(List.of(site)).guidance(new SensorId("smoke"), "high", Severity.CRITICAL);
        assertThat(guidance.time()).contains(Duration.ofMinutes(2));
        assertThat(guidance.action()).contains("count people");
        assertThat(new Catalogue(List.of(site)).guidance(new SensorId("gone"), "high", Severity.HIGH))
                .isEqualTo(Guidance.NONE);
    }

    @Test
    void residentsAreToldWhatToDoAndNothingElse() {
        var plain = of("bunks", "low", Severity.CRITICAL).plain();
        assertThat(plain.action()).startsWith("Leave this room now.");
        assertThat(plain).isEqualTo(new Guidance("", "", plain.action(), Optional.empty(), "", plain.action()));
    }

    @Test
    void aFileOfGuidanceComesBackToTheLetter() {
        assertThat(SiteFile.write(SiteFile.read(FILE))).isEqualTo(FILE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "guidance: { cause: '' }              | guidance.cause is '': must be a text of one letter or more.",
                "guidance: { time: soon }             | guidance.time is 'soon': must be a duration such as 30 s, 5 min, 1 h or 7 d, longer than zero.",
                "guidance: { time: 0 s }              | longer than zero.",
                "guidance: { link: 'javascript:x()' } | must be an address that begins with https:// or http://.",
                "guidance: { link: handbook }         | must be an address that begins with https:// or http://.",
                "guidance: { low: { do: x } }         | a key of zones.z.sensors.a.guidance is 'low': is not known here; known are cause, consequence, do, time, link, residents, open, range, late.",
                "guidance: { open: { critical: { do: x } } } | guidance.open is 'critical': is not known here; known are cause, consequence, do, time, link, residents, medium.",
                "guidance: { open: { medium: { doo: x } } } | Did you mean 'do'?",
                "guidance: words                      | must be a block of 'key: value' lines.",
                "not-while: { opn: [b/open] }         | is not known here; known are open, range, late. Did you mean 'open'?",
                "not-while: { open: [] }              | open is '[]': must be a list of conditions such as [exit-hatch/open], each sensor/limit.",
                "not-while: { open: [b] }             | open is 'b': must be a condition, sensor/limit.",
                "not-while: { open: [b/open, b/open] } | stands twice in the list.",
                "not-while: { open: [bb/open] }       | open is 'bb/open': there is no sensor 'bb' in this file.",
                "not-while: { open: [b/opn] }         | open is 'b/opn': b has no limit 'opn'; it has open, range, late. Did you mean 'open'?",
                "not-while: { open: [a/open] }        | open is 'a/open': an alert cannot explain itself.",
                "not-while: { open: [b/late] }        | open is 'b/late': goes round in a circle, so that the alert that names the cause would be hidden: a/open not while b/late not while c/range not while a/open.",
            })
    void aWrongWordIsNamedWithItsLine(String words, String expected) {
        var text = """
                site: s
                name: S
                time-zone: UTC
                zones:
                  z:
                    name: Z
                    sensors:
                      a:
                        kind: door
                        %s
                      b:
                        kind: door
                        not-while: { late: [c/range] }
                      c:
                        kind: door
                        not-while: { range: [a/open] }
                """.formatted(words);
        assertThat(SiteFileTest.problems(text))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("line 10: ").contains(expected));
    }

    @Test
    void causesMayStandFurtherDownAndAreKept() {
        var text = """
                site: s
                name: S
                time-base: live
                time-zone: UTC
                zones:
                  z:
                    name: Z
                    sensors:
                      pressure:
                        kind: overpressure
                        not-while:
                          low: [hatch/open, door/open]
                      hatch:
                        kind: door
                      door:
                        kind: door
                """;
        var site = SiteFile.read(text);
        assertThat(SiteFile.write(site)).isEqualTo(text);
        var catalogue = new Catalogue(List.of(site));
        var hatch = new Cause(new SensorId("hatch"), "open");
        assertThat(catalogue.causes(new SensorId("pressure"), "low"))
                .containsExactly(hatch, new Cause(new SensorId("door"), "open"));
        assertThat(catalogue.effects(hatch)).containsExactly(new Cause(new SensorId("pressure"), "low"));
    }
}
