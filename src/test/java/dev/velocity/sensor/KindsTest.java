package dev.velocity.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.velocity.access.Role;
import dev.velocity.measure.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KindsTest {
    /// The default sensor catalogue, a step a line: kind, limit, severity, value, deadband, on-delay s, off-delay s.
    private static final String STEPS = """
            carbon-dioxide      high    low      1500    50    120  300
            carbon-dioxide      high    medium   5000    100   120  300
            carbon-dioxide      high    high     10000   200   120  300
            carbon-dioxide      high    critical 20000   400   120  300
            carbon-monoxide     high    medium   9       2     60   300
            carbon-monoxide     high    high     35      2     60   300
            carbon-monoxide     high    critical 200     2     5    300
            oxygen              low     medium   20      0.1   30   120
            oxygen              low     high     19.5    0.1   30   120
            oxygen              low     critical 18      0.1   30   120
            oxygen              high    medium   22      0.1   30   120
            oxygen              high    high     23.5    0.1   30   120
            hydrogen-sulfide    high    medium   1       0.5   15   120
            hydrogen-sulfide    high    high     5       0.5   15   120
            hydrogen-sulfide    high    critical 10      0.5   15   120
            overpressure        low     medium   25      2     15   30
            overpressure        low     high     12      2     15   30
            overpressure        low     critical 5       2     15   30
            air-temperature     low     medium   16      0.5   300  300
            air-temperature     low     high     12      0.5   300  300
            air-temperature     high    medium   28      0.5   300  300
            air-temperature     high    high     32      0.5   300  300
            air-temperature     high    critical 35      0.5   300  300
            relative-humidity   low     medium   25      3     300  600
            relative-humidity   high    medium   70      3     300  600
            relative-humidity   high    high     80      3     300  600
            smoke               high    medium   0.5     0.2   10   60
            smoke               high    high     2       0.2   10   60
            smoke               high    critical 10      0.2   10   60
            fire-panel          open    critical 0.5     0     0    60
            particulate-matter  high    medium   37.5    3     600  600
            particulate-matter  high    high     75      3     600  600
            particulate-matter  high    critical 225     3     600  600
            noise               high    medium   70      2     300  300
            noise               high    high     85      2     300  300
            noise               high    critical 100     2     300  300
            dose-rate           background medium 1.5    0.15  3600 600
            dose-rate           high    high     1       0.1   120  600
            dose-rate           high    critical 100     10    10   600
            dose                high    medium   1       0     0    0
            dose                high    high     20      0     0    0
            dose                high    critical 50      0     0    0
            water-store         low     medium   25      2     60   60
            water-store         low     high     11      2     60   60
            water-store         low     critical 4       2     60   60
            water-store         falling medium   5       2     60   60
            water-autonomy      low     medium   168     3.36  60   60
            water-autonomy      low     high     72      1.44  60   60
            water-autonomy      low     critical 24      0.48  60   60
            free-chlorine       low     medium   0.2     0.05  600  600
            free-chlorine       low     high     0.1     0.05  600  600
            free-chlorine       high    high     5       0.05  600  600
            turbidity           high    medium   1       0.2   600  600
            turbidity           high    high     5       0.2   600  600
            acidity             low     medium   6.5     0.1   600  600
            acidity             low     high     6       0.1   600  600
            acidity             high    medium   8.5     0.1   600  600
            acidity             high    high     9       0.1   600  600
            conductivity        background medium 1.5    0.045 600  600
            leak                open    high     0.5     0     5    60
            diesel              low     medium   288     5.76  60   60
            diesel              low     high     96      1.92  60   60
            diesel              low     critical 32      0.64  60   60
            diesel              falling medium   20      2     60   60
            diesel-autonomy     low     medium   72      1.44  60   60
            diesel-autonomy     low     high     24      0.48  60   60
            diesel-autonomy     low     critical 8       0.16  60   60
            battery-charge      low     medium   50      2     60   120
            battery-charge      low     high     30      2     60   120
            battery-charge      low     critical 20      2     60   120
            battery-temperature high    medium   45      1     60   120
            battery-temperature high    high     55      1     60   120
            battery-temperature high    critical 60      1     60   120
            generator-state     high    medium   1.5     0     5    30
            generator-state     high    high     2.5     0     5    30
            generator-state     high    critical 3.5     0     0    30
            generator-frequency high    medium   50.5    0.2   5    30
            generator-frequency high    critical 55      0.2   0    30
            coolant-temperature high    medium   98      1     5    30
            coolant-temperature high    critical 105     1     0    30
            door                open    medium   0.5     0     30   5
            motion              open    medium   0.5     0     0    300
            seismic             high    medium   0.028   0.0028 0   60
            seismic             high    high     0.12    0.012 0    60
            seismic             high    critical 0.22    0.022 0    60
            vibration           high    medium   2.8     0.28  10   60
            vibration           high    high     4.5     0.45  10   60
            vibration           high    critical 7.1     0.71  10   60
            packet-loss         high    medium   1       0     30   60
            round-trip-time     high    medium   150     0     30   60
            gateway-silence     high    high     0.00833 0     30   60
            gateway-silence     high    critical 0.0833  0     30   60
            """;

    static List<Kind> kinds() {
        return List.copyOf(Kinds.standard().all());
    }

    @Test
    void everyStepOfTheCatalogueIsThereAndNoOther() {
        var expected = new TreeSet<String>();
        STEPS.lines().forEach(line -> {
            var w = line.split(" +", -1);
            expected.add(w[0] + " " + w[1] + " " + w[2] + " above or below " + tidy(w[3]) + ", deadband " + tidy(w[4])
                    + ", on " + tidy(w[5]) + " s, off " + tidy(w[6]) + " s");
        });
        var found = new TreeSet<String>();
        for (var kind : kinds())
            for (var limit : kind.limits())
                for (var step : steps(limit))
                    found.add(kind.name() + " " + limit.name() + " "
                            + step.severity().text() + " above or below "
                            + tidy(step.at()) + ", deadband " + tidy(step.deadband()) + ", on "
                            + step.onDelay().toSeconds() + " s, off "
                            + step.offDelay().toSeconds() + " s");
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}, {2} to {3}, every {4} s, {5}")
    @CsvSource({
        "carbon-dioxide,     CARBON_DIOXIDE,     400,  1000, 60,  OPERATIONS",
        "carbon-monoxide,    CARBON_MONOXIDE,    0,    5,    10,  OPERATIONS",
        "oxygen,             OXYGEN,             20.5, 21,   10,  OPERATIONS",
        "hydrogen-sulfide,   HYDROGEN_SULFIDE,   0,    0.5,  10,  OPERATIONS",
        "dose-rate,          DOSE_RATE,          0.03, 0.2,  60,  SECURITY",
        "dose,               DOSE,               0,    0.1,  3600, SECURITY",
        "overpressure,       OVERPRESSURE,       30,   100,  5,   OPERATIONS",
        "air-temperature,    TEMPERATURE,        18,   27,   60,  OPERATIONS",
        "relative-humidity,  RELATIVE_HUMIDITY,  30,   60,   60,  OPERATIONS",
        "smoke,              SMOKE_OBSCURATION,  0,    0.1,  5,   SECURITY",
        "particulate-matter, PARTICULATE_MATTER, 0,    15,   60,  OPERATIONS",
        "free-chlorine,      FREE_CHLORINE,      0.2,  0.5,  300, OPERATIONS",
        "acidity,            ACIDITY,            6.5,  8.5,  300, OPERATIONS",
        "battery-charge,     STATE_OF_CHARGE,    60,   100,  60,  OPERATIONS",
        "generator-frequency, FREQUENCY,         49.5, 50.5, 10,  OPERATIONS",
        "door,               CONTACT,            0,    0,    0,   SECURITY",
        "motion,             CONTACT,            0,    1,    0,   SECURITY",
        "leak,               CONTACT,            0,    0,    0,   OPERATIONS",
        "seismic,            ACCELERATION,       0,    0.003, 1,  OPERATIONS",
        "vibration,          VIBRATION,          0,    2.8,  10,  OPERATIONS",
        "noise,              SOUND_LEVEL,        20,   55,   60,  RESIDENT",
        "packet-loss,        PACKET_LOSS,        0,    1,    10,  OPERATIONS",
    })
    void aRowOfTheCatalogueHasItsQuantityNormalBandPeriodAndOwner(
            String name, Quantity quantity, double least, double most, int seconds, Role owner) {
        var kind = Kinds.standard().named(name).orElseThrow();
        assertThat(kind.quantity()).isEqualTo(quantity);
        assertThat(kind.normalLeast()).isEqualTo(least);
        assertThat(kind.normalMost()).isEqualTo(most);
        assertThat(kind.period()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(kind.owner()).isEqualTo(owner);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyNumberSaysWhereItComesFrom(Kind kind) {
        for (var limit : kind.limits())
            for (var step : steps(limit))
                assertThat(step.basis()).as(kind.name() + " " + limit.name()).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindMakesASensorWithItsDefaults(Kind kind) {
        var sensor = kind.sensor(new SensorId("one"), "site", "zone");
        assertThat(sensor.kind()).isEqualTo(kind.name());
        assertThat(sensor.name()).isEqualTo(kind.title());
        assertThat(sensor.limits()).isEqualTo(kind.limits());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyInstrumentIsWatchedForSilenceRangeAndLatenessUnlessItReportsOnlyChanges(Kind kind) {
        var names = kind.limits().stream().map(Limit::name).toList();
        assertThat(names).contains("range", "late");
        if (kind.period().isZero()) assertThat(names).doesNotContain("stale", "flat");
        else
            assertThat(kind.limits())
                    .filteredOn(Limit.Stale.class::isInstance)
                    .singleElement()
                    .extracting(limit -> ((Limit.Stale) limit).periods())
                    .isEqualTo(3);
    }

    static Stream<Arguments> everyAlertAKindCanRaise() {
        return kinds().stream()
                .flatMap(kind -> kind.limits().stream()
                        .flatMap(limit -> limit.severities().stream()
                                .map(severity -> Arguments.of(kind.name(), limit.name(), severity))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("everyAlertAKindCanRaise")
    void everyAlertSaysWhyItComesWhatFollowsWhatToDoAndHowLongThereIs(String kind, String limit, Severity severity) {
        var guidance = Kinds.standard().named(kind).orElseThrow().guidance().of(limit, severity);
        assertThat(guidance.cause()).hasSizeGreaterThan(20);
        assertThat(guidance.consequence()).hasSizeGreaterThan(20);
        assertThat(guidance.action()).hasSizeGreaterThan(20);
        assertThat(guidance.time()).isPresent();
        assertThat(guidance.residents()).hasSizeBetween(10, 120);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theWorseItIsTheLessTimeThereIs(Kind kind) {
        for (var limit : kind.limits()) {
            var times = limit.severities().stream()
                    .map(severity ->
                            kind.guidance().of(limit.name(), severity).time().orElseThrow())
                    .toList();
            assertThat(times).as(limit.name()).isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    @Test
    void whatResidentsAreToldHasNoNumbersAndNoUnits() {
        for (var kind : kinds())
            for (var limit : kind.limits())
                for (var severity : limit.severities())
                    assertThat(kind.guidance().of(limit.name(), severity).residents())
                            .as(kind.name())
                            .doesNotContainPattern("[0-9%]");
    }

    @Test
    void whatThePanelTheDoseTheSmokeTheLeakAndTheGeneratorSayIsLatched() {
        var latched = kinds().stream()
                .filter(kind -> kind.limits().stream().anyMatch(Limit::latched))
                .map(Kind::name);
        assertThat(latched).containsExactlyInAnyOrder("smoke", "fire-panel", "dose", "leak", "generator-state");
    }

    @Test
    void fineDustIsJudgedByItsHourlyMean() {
        assertThat(Kinds.standard().named("particulate-matter").orElseThrow().limits())
                .filteredOn(Limit.High.class::isInstance)
                .singleElement()
                .extracting(limit -> ((Limit.High) limit).mean())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void everyQuantityHasAKind() {
        var covered = kinds().stream().map(Kind::quantity).toList();
        assertThat(Arrays.asList(Quantity.values()))
                .allSatisfy(quantity -> assertThat(covered).contains(quantity));
    }

    @Test
    void aSiteOfOneSensorOfEveryKindCanBeWrittenAndRead() {
        var sensors = new ArrayList<Sensor>();
        for (var kind : kinds()) sensors.add(kind.sensor(new SensorId("a-" + kind.name()), "s", "z"));
        var site = new Site("s", "S", TimeBase.LIVE, java.time.ZoneOffset.UTC, List.of(new Zone("z", "Z", sensors)));
        assertThatCode(() -> SiteFile.write(site)).doesNotThrowAnyException();
        assertThat(SiteFile.read(SiteFile.write(site))).isEqualTo(site);
    }

    static List<Step> steps(Limit limit) {
        return switch (limit) {
            case Limit.High high -> high.steps();
            case Limit.Low low -> low.steps();
            case Limit.Rising rising -> rising.steps();
            case Limit.Falling falling -> falling.steps();
            case Limit.AboveBackground background -> List.of(background.step());
            case Limit.Open open -> open.steps();
            case Limit.Stale _, Limit.Flat _, Limit.OutOfRange _, Limit.Late _ -> List.of();
        };
    }

    private static String tidy(String number) {
        return tidy(Double.parseDouble(number));
    }

    private static String tidy(double number) {
        return LimitWriter.number(Math.round(number * 1e6) / 1e6);
    }
}
