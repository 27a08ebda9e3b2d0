package dev.velocity.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.velocity.access.Role;
import dev.velocity.measure.Quantity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteFileTest {
    private static final String HEAD = """
            site: shelter
            name: North shelter
            time-base: live
            time-zone: Europe/Helsinki
            zones:
              dormitory:
                name: Dormitory
                sensors:
            """;

    @Test
    void aCalibrationHoldsToTheEndOfItsDay() {
        var text = """
                site: s
                name: S
                time-base: live
                time-zone: UTC
                zones:
                  z:
                    name: Z
                    sensors:
                      a:
                        kind: oxygen
                        calibration-due: 2026-12-31
                """;
        var sensor = SiteFile.read(text).zones().getFirst().sensors().getFirst();
        assertThat(sensor.calibrationOverdue(LocalDate.of(2026, 12, 31))).isFalse();
        assertThat(sensor.calibrationOverdue(LocalDate.of(2027, 1, 1))).isTrue();
        assertThat(SiteFile.write(SiteFile.read(text))).contains("calibration-due: 2026-12-31");
        assertThatThrownBy(() -> SiteFile.read(text.replace("2026-12-31", "2026-02-30")))
                .hasMessageContaining("line 11")
                .hasMessageContaining("must be a day as 2026-12-31");
    }

    @Test
    void aSensorHasEverythingOfItsKindThatTheFileDoesNotChange() {
        var sensor = only("""
                  dormitory-co2:
                    kind: carbon-dioxide
            """);
        var kind = Kinds.standard().named("carbon-dioxide").orElseThrow();
        assertThat(sensor).isEqualTo(kind.sensor(new SensorId("dormitory-co2"), "shelter", "dormitory"));
    }

    @Test
    void aZoneMaySayWhereItIsOnThePlan() {
        var text = """
                site: shelter
                name: Shelter
                time-base: live
                time-zone: UTC
                zones:
                  hall:
                    name: Hall
                    shape:
                      rectangle: [0, 1.5, 6, 4]
                      level: -1
                  yard:
                    name: Yard
                    shape:
                      polygon: [[0, 0], [6, 0], [6, 4], [3, 2]]
                  shed:
                    name: Shed
                """;
        var zones = SiteFile.read(text).zones();
        assertThat(zones.get(0).shape()).contains(new Shape.Rectangle(0, 1.5, 6, 4, -1));
        assertThat(zones.get(0).shape().orElseThrow().corners())
                .containsExactly(
                        new Shape.Corner(0, 1.5),
                        new Shape.Corner(6, 1.5),
                        new Shape.Corner(6, 5.5),
                        new Shape.Corner(0, 5.5));
        assertThat(zones.get(1).shape().orElseThrow().level()).isZero();
        assertThat(zones.get(1).shape().orElseThrow().corners()).hasSize(4);
        assertThat(zones.get(2).shape()).isEmpty();
        assertThat(SiteFile.write(SiteFile.read(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rectangle: [0, 0, 6];                      must be [x, y, width, height] in metres.",
                "rectangle: [0, 0, six, 4];                 must be [x, y, width, height] in metres.",
                "rectangle: [0, 0, 6, 0];                   width and height are 0.1 m or more",
                "rectangle: [-1, 0, 6, 4];                  every corner lies within 0 to 1000 m",
                "rectangle: [996, 0, 6, 4];                 every corner lies within 0 to 1000 m",
                "rectangle: [0, 0, 1e400, 4];               must be [x, y, width, height] in metres.",
                "polygon: [[0, 0], [6, 0]];                 a polygon has 3 to 50 corners",
                "polygon: [[0, 0], [6, 0], [6]];            must be 3 to 50 corners",
                "polygon: [[0, 0], [6, 0], [6, 0.05], [0, 4]]; no side is shorter than 0.1 m",
                "polygon: [[0, 0], [6, 6], [6, 0], [0, 6]]; its sides cross or touch each other",
                "polygon: [[0, 0], [6, 0], [3, 0], [3, 4]]; its sides cross or touch each other",
                "polygon: [[0, 0], [6, 0], [3, 0]];         it encloses next to nothing",
                "level: 1;                                  rectangle or polygon is missing",
                "{rectangle: [0, 0, 6, 4], level: 1.5};     must be a whole number from -99 to 99",
                "{rectangle: [0, 0, 6, 4], level: 100};     must be a whole number from -99 to 99",
                "{rectangle: [0, 0, 6, 4], polygon: [[0, 0], [6, 0], [6, 4]]}; stands beside a rectangle; keep one of them.",
                "{rectangle: [0, 0, 6, 4], floor: 1};       is not known here; known are rectangle, polygon, level."
            })
    void aShapeThatCannotBeIsTold(String shape, String told) {
        var block = shape.startsWith("{") ? " " + shape : "\n      " + shape;
        var problems = problems("""
                site: shelter
                name: Shelter
                time-zone: UTC
                zones:
                  hall:
                    name: Hall
                    shape:""" + block + "\n");
        assertThat(problems)
                .hasSize(1)
                .first()
                .asString()
                .contains(told.strip())
                .contains("zones.hall.shape");
    }

    @Test
    void everythingOfASensorCanBeChanged() {
        var sensor = only("""
                  dormitory-co2:
                    kind: carbon-dioxide
                    name: CO2 over the bunks
                    span: [0, 10000]
                    normal: [400, 900]
                    period: PT30S
                    reorder: 2 min
                    owner: security
                    informed: [resident, analyst]
                    limits:
                      high:
                        mean: 15 min
                        latched: true
                        low: none
                        medium: { at: 1000, deadband: 5 %, on-delay: 0 s, off-delay: 1 min 30 s, basis: a study }
                        high: { at: 1500, basis: a study }
                        critical: none
                      rising:
                        window: 10 min
                        medium: { at: 2000, basis: "people in, fan off" }
                      stale: { periods: 5 }
                      flat: none
            """);
        assertThat(sensor.name()).isEqualTo("CO2 over the bunks");
        assertThat(sensor.spanMost()).isEqualTo(10_000);
        assertThat(sensor.normalMost()).isEqualTo(900);
        assertThat(sensor.period()).isEqualTo(Duration.ofSeconds(30));
        assertThat(sensor.reorder()).isEqualTo(Duration.ofMinutes(2));
        assertThat(sensor.owner()).isEqualTo(Role.SECURITY);
        assertThat(sensor.informed()).containsExactly(Role.RESIDENT, Role.ANALYST);
        assertThat(sensor.limits())
                .containsExactly(
                        new Limit.High(
                                List.of(
                                        new Step(
                                                Severity.MEDIUM,
                                                1000,
                                                50,
                                                Duration.ZERO,
                                                Duration.ofSeconds(90),
                                                "a study"),
                                        new Step(
                                                Severity.HIGH,
                                                1500,
                                                200,
                                                Duration.ofMinutes(2),
                                                Duration.ofMinutes(5),
                                                "a study")),
                                Duration.ofMinutes(15),
                                true),
                        new Limit.Rising(
                                List.of(new Step(
                                        Severity.MEDIUM, 2000, 0, Duration.ZERO, Duration.ZERO, "people in, fan off")),
                                Duration.ofMinutes(10)),
                        new Limit.Stale(5, Severity.MEDIUM),
                        new Limit.OutOfRange(Severity.MEDIUM),
                        new Limit.Late(Severity.LOW));
    }

    @Test
    void allProblemsAreReportedAtOnceEachWithLineValueAndWhatIsAllowed() {
        var text = """
            site: Shelter North
            time-base: old
            time-zone: Mars/Olympus
            zoness: {}
            zones:
              command room:
                name: Command
                sensors:
                  a:
                    kind: carbon-dioxid
                  b:
                    kind: oxygen
                    period: 10
                    reorder: -5 s
                    span: [25, 0]
                    owner: operation
                    informed: [security, nobody]
                    colour: red
                  c:
                    kind: air-temperature
                    normal: [10, 200]
                    limits:
                      high:
                        high: { at: 20, basis: x }
                        critical: { at: 500 }
                      low:
                        medium: { at: warm, basis: x, deadband: -1 }
                        high: { on-delay: soon }
                      open:
                        high: { basis: x }
                      flap: none
                  a:
                    kind: oxygen
              galley:
                sensors:
                  b:
                    kind: door
                    limits:
                      stale: { periods: 0, severity: awful }
                  d: oxygen
                  e:
                    name: E
            """;
        var kinds = String.join(", ", Kinds.standard().byName().keySet());
        var id = "1 to 64 of a-z 0-9 . _ - beginning and ending with a letter or digit.";
        var a = "zones.command room.sensors.a";
        var b = "zones.command room.sensors.b";
        var c = "zones.command room.sensors.c";
        var roles = "must be one of resident, security, operations, analyst, admin.";
        var duration = "must be a duration such as 30 s, 5 min, 1 h or 7 d, not negative.";
        assertThat(problems(text))
                .containsExactly(
                        "line 1: site is 'Shelter North': must be a name of " + id,
                        "line 1: name is missing: say what people call the site.",
                        "line 2: time-base is 'old': must be one of live, recorded.",
                        "line 3: time-zone is 'Mars/Olympus': must be the name of a time zone, such as Europe/Helsinki or UTC.",
                        "line 4: a key is 'zoness': is not known here; known are site, name, time-base, time-zone, guidance, kinds, zones, tests. Did you mean 'zones'?",
                        "line 6: zones.command room is 'command room': a zone is named by " + id,
                        "line 10: " + a + ".kind is 'carbon-dioxid': must be one of " + kinds
                                + ". Did you mean 'carbon-dioxide'?",
                        "line 13: " + b + ".period is '10': " + duration,
                        "line 14: " + b + ".reorder is '-5 s': " + duration,
                        "line 15: " + b
                                + ".span is '[25, 0]': must be two rising numbers within what nature allows for oxygen, 0 to 100 %.",
                        "line 16: " + b + ".owner is 'operation': " + roles + " Did you mean 'operations'?",
                        "line 17: " + b + ".informed is 'nobody': " + roles,
                        "line 18: a key of " + b
                                + " is 'colour': is not known here; known are kind, name, span, normal, period, reorder, owner, informed, limits, not-while, guidance, calibration-due.",
                        "line 21: " + c
                                + ".normal is '[10, 200]': the normal band [10, 200] must rise and lie within the span [-40, 85].",
                        "line 24: " + c + ".limits.high.high.at is '20': high at 20 must not be below medium at 28.",
                        "line 25: " + c
                                + ".limits.high.critical.basis is missing: say where this number comes from: a standard, a measurement, an order.",
                        "line 25: " + c
                                + ".limits.high.critical.at is '500': must be a number within the span, -40 to 85 Cel, with room above.",
                        "line 27: " + c
                                + ".limits.low.medium.at is 'warm': must be a number within the span, -40 to 85 Cel, with room below.",
                        "line 27: " + c
                                + ".limits.low.medium.deadband is '-1': must be a number, zero or more, or a share of the step's value such as 2 %.",
                        "line 28: " + c + ".limits.low.high.on-delay is 'soon': " + duration,
                        "line 30: " + c
                                + ".limits.open is '{...}': is for contacts only, and this measures temperature.",
                        "line 31: a key of " + c
                                + ".limits is 'flap': is not known here; known are high, low, rising, falling, background, open, stale, flat, range, late. Did you mean 'flat'?",
                        "line 32: " + a + " is 'a': stands twice, first in line 9; keep one.",
                        "line 35: zones.galley.name is missing: say what people call the zone.",
                        "line 36: zones.galley.sensors.b is 'b': is the name of another sensor too, in line 11; each name once on the server.",
                        "line 39: zones.galley.sensors.b.limits.stale.periods is '0': must be a whole number from 1 to 1000000.",
                        "line 39: zones.galley.sensors.b.limits.stale.severity is 'awful': must be one of low, medium, high, critical.",
                        "line 40: zones.galley.sensors.d is 'oxygen': must be a block of 'key: value' lines.",
                        "line 42: zones.galley.sensors.e.kind is missing: must be one of " + kinds + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n",
                "just text",
                "[1, 2]",
                "a: [",
                "a: b: c",
                "\tx: 1",
                "a: 1\n--- \nb: 2",
                "&a [*a]",
                "{a: *b}",
                "!%1\u00c2\u00a0 x",
                "!%20 x"
            })
    void whatIsNotASiteFileIsOneClearProblem(String text) {
        assertThatThrownBy(() -> SiteFile.read(text))
                .isInstanceOf(WrongFile.class)
                .hasMessageStartingWith("line ");
    }

    @Test
    void aFileNestedTooDeepIsAProblemAndNoCrash() {
        assertThatThrownBy(() -> SiteFile.read("[".repeat(100_000))).isInstanceOf(WrongFile.class);
    }

    @Test
    void noTextWhateverMakesTheReaderFailOtherwiseThanWithProblems() {
        var random = new Random(11);
        var good = SiteFile.write(site(random));
        for (int i = 0; i < 3_000; i++) {
            var broken = new StringBuilder(good);
            for (int j = random.nextInt(1, 6); j > 0; j--) {
                int at = random.nextInt(broken.length());
                switch (random.nextInt(3)) {
                    case 0 -> broken.setCharAt(at, " :-[]{}#&*!|>'\"%@`\n0a\u0000\uD800".charAt(random.nextInt(23)));
                    case 1 -> broken.delete(at, Math.min(broken.length(), at + random.nextInt(1, 40)));
                    default ->
                        broken.insert(at, broken.substring(at, Math.min(broken.length(), at + random.nextInt(1, 40))));
                }
            }
            try {
                assertThat(SiteFile.read(broken.toString())).isNotNull();
            } catch (WrongFile e) {
                assertThat(e.problems())
                        .isNotEmpty()
                        .allSatisfy(p -> assertThat(p.line()).isPositive());
            }
        }
    }

    @Test
    void readingWhatWasWrittenGivesTheSameSiteAndWritingItAgainTheSameText() {
        for (int seed = 0; seed < 300; seed++) {
            var site = site(new Random(seed));
            var text = SiteFile.write(site);
            var back = SiteFile.read(text);
            assertThat(back).as("seed %d\n%s", seed, text).isEqualTo(site);
            assertThat(SiteFile.write(back)).isEqualTo(text);
        }
    }

    @Test
    void aFileInCanonicalFormComesBackToTheLetter() {
        var text = HEAD + """
                  dormitory-co2:
                    kind: carbon-dioxide
                    name: "CO2: over the bunks"
                    period: 30 s
                    limits:
                      high:
                        low: none
                        medium:
                          at: 3000
                          deadband: 60
                          basis: house order 7
                      falling:
                        window: 30 min
                        high:
                          at: 9000
                          basis: "a leak of air, #2"
                      flat: none
            """;
        assertThat(SiteFile.write(SiteFile.read(text))).isEqualTo(text);
    }

    @Test
    void aSensorOfAnUnknownKindCannotBeWritten() {
        var kind = Kinds.standard().named("oxygen").orElseThrow();
        var odd = new Sensor(
                new SensorId("x"),
                "s",
                "z",
                "X",
                Quantity.OXYGEN,
                0,
                30,
                20,
                21,
                Duration.ZERO,
                Duration.ZERO,
                Role.OPERATIONS,
                List.of(),
                List.of(),
                "nose",
                Map.of());
        var site = new Site("s", "S", TimeBase.LIVE, ZoneId.of("UTC"), List.of(new Zone("z", "Z", List.of(odd))));
        assertThat(kind.name()).isEqualTo("oxygen");
        assertThatThrownBy(() -> SiteFile.write(site)).hasMessageContaining("'nose'");
    }

    @Test
    void aFileIsReadAsUtf8AndAnythingElseIsAProblem(@TempDir Path dir) throws IOException {
        var text = HEAD.replace("Dormitory", "Schlafraum für zwölf") + "      x:\n        kind: door\n";
        var good = Files.writeString(dir.resolve("good.yaml"), text);
        assertThat(SiteFile.read(good).zones().getFirst().name()).isEqualTo("Schlafraum für zwölf");
        var bad = Files.write(dir.resolve("bad.yaml"), text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> SiteFile.read(bad)).hasMessage("line 1: the file is not UTF-8 text.");
    }

    @Test
    void aChangedValueMustSayWhereItComesFrom() {
        assertThat(problems(HEAD + """
                  x:
                    kind: oxygen
                    limits:
                      low: { medium: { at: 20.2 } }
            """))
                .containsExactly(
                        "line 12: zones.dormitory.sensors.x.limits.low.medium.basis is missing: say where this number comes from: a standard, a measurement, an order.");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "period: 0 s                                       | cannot be stale",
                "limits: { high: { medium: { at: 24, basis: x } } } | high at 23.5 must not be below medium at 24",
                "limits: { low: { medium: { at: 23, basis: x } } } | low at 23 must be below high at 22",
                "limits: { low: { medium: { at: 0, basis: x } } }  | within the span, 0 to 30 %, with room below",
                "limits: { low: none, high: {} }                   | ",
                "limits: { high: { medium: none, high: none } }    | needs at least one step",
                "limits: { high: { medium: { deadband: 25 } } }    | can never call and return",
                "limits: { rising: { medium: { at: 1, basis: x } } } | window is missing",
                "limits: { rising: { window: 0 s, medium: { at: 1, basis: x } } } | longer than zero",
                "limits: { rising: { window: 1 h, medium: { at: -1, basis: x } } } | per hour, more than zero",
                "limits: { background: { window: 1 d, medium: { at: 0.5, basis: x } } } | floor is missing",
                "limits: { background: { window: 1 d, floor: 1, medium: { at: 0.5, basis: x } } } | more than 1",
                "limits: { background: { window: 1 d, floor: 1, medium: { at: 2, basis: x }, high: { at: 3, basis: x } } } | one step only",
                "limits: { high: { mean: -1 s } }                  | not negative",
                "limits: { high: { latched: maybe } }              | must be one of true, false",
                "limits: { stale: { periods: 2.5 } }               | whole number",
                "limits: { flat: { after: 0 s } }                  | longer than zero",
                "limits: { late: { severity: urgent } }            | low, medium, high, critical",
                "limits: { low: { medium: { at: .nan } } }         | must be a number within the span",
                "limits: { low: { medium: { at: 1e999 } } }        | must be a number within the span",
                "limits: [1]                                       | must be a block of 'key: value' lines",
                "span: [0, 101]                                    | what nature allows for oxygen, 0 to 100 %",
                "span: [0, 22]                                     | can never call",
                "span: 0 to 30                                     | two numbers",
                "normal: [21, 20]                                  | must rise",
                "informed: operations                              | must be a list",
                "informed: [resident, resident]                    | twice",
                "name: ''                                          | one letter or more",
                "name: [a]                                         | one letter or more",
                "quantity: oxygen                                  | is not known here",
                "perod: 1 s                                        | Did you mean 'period'?",
                "period: 1 fortnight                               | a duration such as",
            })
    void aWrongOverrideIsNamed(String override, String expected) {
        var text = HEAD + "      x:\n        kind: oxygen\n        " + override + "\n";
        if (expected == null) {
            assertThat(SiteFile.read(text)).isNotNull();
            return;
        }
        assertThat(problems(text))
                .isNotEmpty()
                .first()
                .asString()
                .contains(expected)
                .containsPattern("^line 1[01]: ");
    }

    static List<String> problems(String text) {
        var thrown = catchThrowableOfType(WrongFile.class, () -> SiteFile.read(text));
        assertThat(thrown).as("problems of\n" + text).isNotNull();
        return thrown.problems().stream().map(Object::toString).toList();
    }

    private static Sensor only(String sensors) {
        return SiteFile.read(HEAD + sensors).zones().getFirst().sensors().getFirst();
    }

    /// A site as odd as the types allow, of sensors whose limits stand in the order of a site file.
    static Site site(Random random) {
        var kinds = List.copyOf(Kinds.standard().all());
        var zones = new ArrayList<Zone>();
        var before = new ArrayList<Sensor>();
        int number = 0;
        for (int z = 0, most = random.nextInt(1, 4); z < most; z++) {
            var sensors = new ArrayList<Sensor>();
            for (int s = random.nextInt(5); s > 0; s--) {
                var kind = kinds.get(random.nextInt(kinds.size()));
                sensors.add(sensor(random, kind, new SensorId("s" + number++), "site" + z, "zone-" + z, before));
                before.add(sensors.getLast());
            }
            var words = guidebook(random, GuidebookReader.anyLimits());
            zones.add(new Zone("zone-" + z, name(random), sensors, words, shape(random)));
        }
        var ofKinds = new HashMap<String, Guidebook>();
        for (var kind : kinds) {
            var words = guidebook(random, GuidebookReader.anyLimits());
            if (random.nextInt(9) == 0 && !words.isEmpty()) ofKinds.put(kind.name(), words);
        }
        return new Site(
                "site0",
                name(random),
                random.nextBoolean() ? TimeBase.LIVE : TimeBase.RECORDED,
                ZoneId.of(random.nextBoolean() ? "UTC" : "Asia/Kathmandu"),
                zones.stream()
                        .map(zone -> zone.with(
                                zone.sensors().stream().map(SiteFileTest::home).toList()))
                        .toList(),
                guidebook(random, GuidebookReader.anyLimits()),
                ofKinds);
    }

    private static Optional<Shape> shape(Random random) {
        double x = random.nextInt(4_000) / 8.0;
        double y = random.nextInt(4_000) / 10.0;
        double width = 0.125 + random.nextInt(1_000) / 3.0;
        int level = random.nextInt(3) - 1;
        return switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Shape.Rectangle(x, y, width, 1 + random.nextInt(9), level));
            default ->
                Optional.of(new Shape.Polygon(
                        List.of(
                                new Shape.Corner(x, y),
                                new Shape.Corner(x + width, y),
                                new Shape.Corner(x, y + 0.25 + random.nextInt(50))),
                        level));
        };
    }

    private static Sensor home(Sensor s) {
        return new Sensor(
                s.id(),
                "site0",
                s.zone(),
                s.name(),
                s.quantity(),
                s.spanLeast(),
                s.spanMost(),
                s.normalLeast(),
                s.normalMost(),
                s.period(),
                s.reorder(),
                s.owner(),
                s.informed(),
                s.limits(),
                s.kind(),
                s.notWhile(),
                s.guidance(),
                s.calibrationDue());
    }

    private static Sensor sensor(Random random, Kind kind, SensorId id, String site, String zone, List<Sensor> before) {
        boolean events = kind.period().isZero();
        var limits = new ArrayList<Limit>();
        var quantity = kind.quantity();
        double span = kind.spanMost() - kind.spanLeast();
        if (random.nextBoolean()) {
            limits.addAll(kind.limits());
        } else if (quantity == Quantity.CONTACT) {
            limits.add(new Limit.Open(steps(random, 0.5, 0, 0), random.nextBoolean()));
        } else {
            double middle = kind.spanLeast() + span / 2;
            if (random.nextBoolean())
                limits.add(new Limit.High(
                        steps(random, middle, span / 16, span / 8), delay(random), random.nextBoolean()));
            if (random.nextBoolean())
                limits.add(new Limit.Low(
                        steps(random, middle - span / 64, -span / 16, span / 8), delay(random), random.nextBoolean()));
            if (random.nextBoolean())
                limits.add(new Limit.Rising(steps(random, 0.1, 7, 3), Duration.ofMinutes(1 + random.nextInt(99))));
            if (random.nextBoolean())
                limits.add(new Limit.Falling(steps(random, 1e-7, 1e9, 3), Duration.ofMillis(1 + random.nextInt(99))));
            if (random.nextBoolean())
                limits.add(new Limit.AboveBackground(
                        steps(random, 1.5, 1, 1).getFirst(),
                        random.nextDouble(),
                        Duration.ofDays(1 + random.nextInt(40))));
            if (random.nextBoolean() && !events) limits.add(new Limit.Stale(1 + random.nextInt(9), severity(random)));
            if (random.nextBoolean())
                limits.add(new Limit.Flat(Duration.ofNanos(1 + random.nextInt(999)), severity(random)));
            if (random.nextBoolean()) limits.add(new Limit.OutOfRange(severity(random)));
            if (random.nextBoolean()) limits.add(new Limit.Late(severity(random)));
        }
        var roles = new ArrayList<>(List.of(Role.values()));
        Collections.shuffle(roles, random);
        return new Sensor(
                id,
                site,
                zone,
                random.nextBoolean() ? kind.title() : name(random),
                quantity,
                kind.spanLeast(),
                kind.spanMost(),
                random.nextBoolean() ? kind.normalLeast() : kind.spanLeast(),
                random.nextBoolean() ? kind.normalMost() : kind.spanMost(),
                events ? kind.period() : Duration.ofMillis(1 + random.nextInt(10_000_000)),
                delay(random),
                roles.getFirst(),
                roles.subList(0, random.nextInt(roles.size())),
                limits,
                kind.name(),
                causes(random, limits, before),
                guidebook(random, GuidebookReader.limits(limits)),
                random.nextBoolean() ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(random.nextInt(40_000))));
    }

    /// Only of sensors that come earlier, so that nothing goes round in a circle.
    private static Map<String, List<Cause>> causes(Random random, List<Limit> limits, List<Sensor> before) {
        var causes = new HashMap<String, List<Cause>>();
        for (var limit : limits) {
            if (random.nextInt(4) > 0 || before.isEmpty()) continue;
            var found = new LinkedHashSet<Cause>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                var other = before.get(random.nextInt(before.size()));
                if (other.limits().isEmpty()) continue;
                var rule = other.limits()
                        .get(random.nextInt(other.limits().size()))
                        .name();
                found.add(new Cause(other.id(), rule));
            }
            if (!found.isEmpty()) causes.put(limit.name(), List.copyOf(found));
        }
        return causes;
    }

    private static Guidebook guidebook(Random random, Map<String, List<Severity>> limits) {
        if (random.nextBoolean()) return Guidebook.NONE;
        var chapters = new HashMap<String, Guidebook.Chapter>();
        limits.forEach((name, severities) -> {
            if (random.nextInt(3) > 0) return;
            var words = new HashMap<Severity, Guidance>();
            for (var severity : severities) {
                var said = guidance(random);
                if (random.nextBoolean() && !said.isEmpty()) words.put(severity, said);
            }
            var chapter = new Guidebook.Chapter(guidance(random), words);
            if (!chapter.isEmpty()) chapters.put(name, chapter);
        });
        return new Guidebook(guidance(random), chapters);
    }

    private static Guidance guidance(Random random) {
        return new Guidance(
                random.nextBoolean() ? name(random) : "",
                random.nextBoolean() ? name(random) : "",
                random.nextBoolean() ? name(random) : "",
                random.nextBoolean() ? Optional.of(Duration.ofMillis(1 + random.nextInt(100_000))) : Optional.empty(),
                random.nextBoolean() ? "https://handbook.example/x?a=1#" + random.nextInt(9) : "",
                random.nextBoolean() ? name(random) : "");
    }

    private static List<Step> steps(Random random, double first, double apart, double deadband) {
        var steps = new ArrayList<Step>();
        double at = first;
        for (var severity : Severity.values())
            if (random.nextBoolean() || (severity == Severity.CRITICAL && steps.isEmpty())) {
                steps.add(new Step(
                        severity, at, deadband * random.nextDouble(), delay(random), delay(random), name(random)));
                at += apart * random.nextDouble();
            }
        return steps;
    }

    private static Severity severity(Random random) {
        return List.of(Severity.values()).get(random.nextInt(4));
    }

    private static Duration delay(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofSeconds(random.nextInt(10_000));
            case 2 -> Duration.ofHours(random.nextInt(100));
            case 3 -> Duration.ofMillis(random.nextInt(100_000));
            default -> Duration.ofNanos(random.nextLong(1_000_000_000_000L));
        };
    }

    private static final List<String> AWKWARD = List.of(
            "none",
            "true",
            "~",
            "null",
            "12",
            "-",
            "- a",
            "a: b",
            "a #b",
            "#",
            "'x'",
            "\"",
            "\\",
            "a\nb",
            "tab\there",
            "trailing ",
            " leading",
            "{x}",
            "[y]",
            "*z",
            "&q",
            "!t",
            "%p",
            "@m",
            "`k`",
            "é",
            "日本",
            "🔥",
            "x, y",
            "a:b",
            "?",
            "yes",
            "0x1F",
            "1e3",
            "2020-01-01",
            "<<",
            "=",
            "x\u0085",
            "\u2028 y",
            "\u0007",
            "zero\u200bwidth",
            "a: ",
            "|",
            ">");

    private static String name(Random random) {
        if (random.nextBoolean()) return AWKWARD.get(random.nextInt(AWKWARD.size()));
        return AWKWARD.get(random.nextInt(AWKWARD.size())) + " " + AWKWARD.get(random.nextInt(AWKWARD.size()));
    }
}
