package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.measure.Quantity;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.SiteFile;
import dev.velocity.simulation.DemoSite;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Values and limits read as people say them.
class WordingTest {
    private static final Wording WORDING = new Wording(Words.in(Language.ENGLISH));
    private static final Wording FRENCH = new Wording(Words.in(Language.FRENCH));

    @ParameterizedTest
    @CsvSource({
        "carbon-dioxide, 812.4, 812 ppm",
        "carbon-dioxide, 12345.6, 12 346 ppm",
        "oxygen, 20.9, 20.90 %",
        "temperature, -3.04, −3.0 °C",
        "dose-rate, 0.0391, 0.039 µSv/h",
        "dose-rate, 111.24, 111.2 µSv/h",
        "acidity, 7.2, 7.20 pH",
        "power, -1500, −1500 W",
        "duration, 0.0021, 8 s",
        "duration, 0.5, 30 min",
        "duration, 71.9, 71.9 h",
        "duration, 336, 14 d",
        "count, 12, 12",
        "generator-state, 3, failed to start",
        "contact, 1, active",
        "oxygen, NaN, –",
    })
    void aValueHasItsUnitAndAsManyDecimalsAsItDeserves(String quantity, double value, String words) {
        var found = Quantity.valueOf(quantity.toUpperCase(Locale.ROOT).replace('-', '_'));
        var unit = Wording.unit(found);
        var shown = WORDING.number(found, value) + (unit.isEmpty() || Double.isNaN(value) ? "" : " " + unit);
        assertThat(plain(shown)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"door, open, closed", "leak, wet, dry", "fire-panel, fire, no fire", "motion, motion, no motion"})
    void aContactSaysWhatItMeans(String kind, String on, String off) {
        assertThat(WORDING.value(sensor(kind), 1)).isEqualTo(on);
        assertThat(WORDING.value(sensor(kind), 0)).isEqualTo(off);
    }

    @ParameterizedTest
    @CsvSource({
        "carbon-dioxide, high, MEDIUM, above 5000 ppm",
        "carbon-dioxide, high, CRITICAL, above 20 000 ppm",
        "oxygen, low, HIGH, below 19.5 %",
        "door, open, MEDIUM, for more than 30 s",
        "carbon-dioxide, stale, MEDIUM, no reading for 3 min",
        "carbon-monoxide, flat, LOW, the same for 7 d",
        "oxygen, range, MEDIUM, beyond 0 % to 30 %",
        "diesel-autonomy, low, HIGH, below 24 h",
        "generator-state, high, HIGH, ''",
    })
    void aLimitSaysWhatWasPassed(String kind, String rule, Severity severity, String words) {
        var sensor = sensor(kind);
        var limit = sensor.limits().stream()
                .filter(one -> one.name().equals(rule))
                .findFirst()
                .orElseThrow();
        assertThat(plain(WORDING.limit(sensor, limit, severity))).isEqualTo(words);
    }

    @Test
    void everyLimitOfEveryKindHasWordsForEverySeverity() {
        for (var kind : kinds())
            for (var limit : sensor(kind).limits())
                for (var severity : Severity.values()) {
                    assertThat(WORDING.rule(sensor(kind), limit.name())).isNotEqualTo(limit.name());
                    assertThat(WORDING.limit(sensor(kind), limit, severity))
                            .as("%s %s", kind, limit.name())
                            .doesNotContain("null", "NaN", "E-", "E+");
                }
    }

    @ParameterizedTest
    @EnumSource
    void noUnitIsShownInUcum(Quantity quantity) {
        assertThat(Wording.unit(quantity)).doesNotContain("[", "Cel", "uS", "ug");
    }

    @Test
    void anAgeIsToldInOneUnit() {
        assertThat(plain(WORDING.age(Duration.ofSeconds(-3)))).isEqualTo("0 s");
        assertThat(plain(WORDING.age(Duration.ofSeconds(59)))).isEqualTo("59 s");
        assertThat(plain(WORDING.age(Duration.ofSeconds(60)))).isEqualTo("1 min");
        assertThat(plain(WORDING.age(Duration.ofMinutes(61)))).isEqualTo("1 h 1 min");
        assertThat(plain(WORDING.age(Duration.ofDays(3)))).isEqualTo("3 d");
    }

    @Test
    void inFrenchNumbersHaveACommaAndDaysAreJours() {
        assertThat(FRENCH.value(sensor("oxygen"), 20.94)).isEqualTo("20,94\u00a0%");
        assertThat(FRENCH.value(sensor("carbon-dioxide"), 12_345.6)).isEqualTo("12\u00a0346\u00a0ppm");
        assertThat(FRENCH.age(Duration.ofDays(3))).isEqualTo("3\u00a0j");
        assertThat(FRENCH.digits(0.1234)).isEqualTo("0,123");
        assertThat(FRENCH.value(sensor("door"), 1)).isEqualTo("ouvert");
    }

    /// A sensor of that kind as the catalogue has it.
    static Sensor sensor(String kind) {
        var site = SiteFile.read("""
                site: test
                name: Test
                time-base: live
                time-zone: UTC
                zones: { hall: { name: Hall, sensors: { one: { kind: %s } } } }
                """.formatted(kind));
        return site.zones().getFirst().sensors().getFirst();
    }

    /// Every kind the demo has a sensor of.
    static Set<String> kinds() {
        return DemoSite.site().zones().stream()
                .flatMap(zone -> zone.sensors().stream())
                .map(Sensor::kind)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }
}
