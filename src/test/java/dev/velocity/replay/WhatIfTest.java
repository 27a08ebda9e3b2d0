package dev.velocity.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.velocity.platform.InMemory;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.simulation.DemoSite;
import dev.velocity.simulation.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The past told again by the same rules is the past, and by others it is told how it would have been.
class WhatIfTest {
    private static final Site SITE = DemoSite.site();
    private static final Catalogue TODAY = new Catalogue(List.of(SITE));
    private static final long SEED = 11;

    @TempDir(factory = InMemory.class)
    private static Path data;

    private static Lived lived;

    @BeforeAll
    static void live() {
        lived = lived(data, TODAY, Duration.ofHours(1), 3, SEED);
    }

    @AfterAll
    static void close() {
        lived.close();
    }

    @Test
    void theSameRulesTellTheRecordToTheLastPart() {
        exact(lived, SEED);
    }

    @Tag("prove")
    @Test
    void theSameRulesTellAMonthOfEverything(@TempDir(factory = InMemory.class) Path month) {
        try (var whole = lived(month, TODAY, Duration.ofDays(30), 40, 12)) {
            exact(whole, 12);
        }
    }

    /// In the middle of a past, with alerts open, covers on and reminders set; rules that remember for long are left
    /// out,
    /// or a keyframe would be too young for them.
    @Test
    void fromTheMiddleOfThePastItIsToldAsExactly(@TempDir(factory = InMemory.class) Path where) {
        var calm = changed(TODAY.sensors().stream()
                .flatMap(sensor -> sensor.limits().stream()
                        .filter(limit -> Warming.of(limit, sensor.period()).compareTo(Duration.ofHours(1)) > 0)
                        .map(limit -> without(sensor.id(), limit.name())))
                .toList());
        try (var middle = lived(where, calm, Duration.ofMinutes(35), 1, 13)) {
            middle.pack();
            var frame = middle.readings.keyframe(middle.now()).orElseThrow();
            assertThat(middle.alerts.beginning(frame.arrived()).open()).isNotEmpty();
            middle.live(Duration.ofMinutes(70), 1);
            var from = frame.arrived().plus(Warming.longest(calm)).plusSeconds(1);
            assertThat(from).isBefore(middle.now());
            var whole = middle.whatIf(calm, Lived.BEGIN, middle.now());
            var told = middle.whatIf(calm, from, middle.now());
            assertThat(told.readings()).as("it began at the keyframe").isLessThan(whole.readings());
            assertThat(told.record().told()).isEqualTo(told.record().recorded());
            assertThat(told.record().exact()).isTrue();
            assertThat(told.record().events()).isGreaterThan(100);
            assertThat(told.same()).isTrue();
            assertThat(middle.whatIf(calm, from, middle.now()).hash()).isEqualTo(told.hash());
        }
    }

    private static RuleChange without(SensorId sensor, String rule) {
        return new RuleChange(
                sensor,
                rule,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    @Test
    void aRuleThatIsLeftOutWouldHaveFoundNothingAndAllElseIsAsItWas() {
        var noisy = TODAY.sensors().stream()
                .filter(sensor -> sensor.limit("late").isPresent())
                .map(sensor -> without(sensor.id(), "late"))
                .toList();
        var told = lived.whatIf(changed(noisy), Lived.BEGIN, lived.now());
        assertThat(told.record().exact()).isTrue();
        assertThat(told.differing()).isPositive();
        assertThat(told.differences()).allSatisfy(one -> {
            assertThat(one.rule()).isEqualTo("late");
            assertThat(one.wouldBe()).isEmpty();
        });
        assertThat(told.wouldBe().fired()).isLessThan(told.was().fired());
        assertThat(told.moot()).isNotEmpty().allSatisfy(moot -> {
            assertThat(moot.deed().alert().rule()).isEqualTo("late");
            assertThat(moot.because()).isNotEmpty();
        });
        assertThat(lived.whatIf(changed(noisy), Lived.BEGIN, lived.now()).hash())
                .isEqualTo(told.hash());
    }

    @Test
    void alertsThatWouldHaveComeAreNamedWithTheirMoment() {
        var sensor = TODAY.sensors().stream()
                .filter(one ->
                        one.limit("high").filter(Limit.High.class::isInstance).isPresent())
                .findFirst()
                .orElseThrow();
        var step = sensor.limit("high").orElseThrow().steps().getFirst();
        var change = new RuleChange(
                sensor.id(),
                "high",
                Optional.of(step.severity()),
                Optional.of(sensor.spanLeast() - 1),
                Optional.of(0.0),
                Optional.of(Duration.ZERO),
                Optional.empty(),
                false);
        var told = lived.whatIf(changed(List.of(change)), Lived.BEGIN, lived.now());
        assertThat(told.differences()).anySatisfy(one -> {
            assertThat(one.sensor()).isEqualTo(sensor.id().text());
            assertThat(one.was()).isEmpty();
            assertThat(one.wouldBe().orElseThrow().turn()).isEqualTo(Turn.FIRED);
            assertThat(one.at()).isBetween(Lived.BEGIN, lived.now());
        });
        assertThat(told.differences())
                .allSatisfy(
                        one -> assertThat(one.sensor()).isEqualTo(sensor.id().text()));
    }

    @Test
    void aChangeThatNamesNothingIsRefusedWithWhatThereIs() {
        var change = new RuleChange(
                new SensorId("nowhere"),
                "high",
                Optional.of(Severity.HIGH),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        assertThat(catchThrowable(() -> RuleChange.apply(SITE, List.of(change))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void aRunThatIsStoppedTellsNothing() {
        assertThat(WhatIf.of(lived.readings, lived.alerts, lived.silences, TODAY)
                        .compare(TODAY, Lived.BEGIN, lived.now(), (_, _) -> {}, () -> true))
                .isEmpty();
    }

    @Test
    void aWindowThatEndsBeforeItBeginsIsNoWindow() {
        assertThat(WhatIf.of(lived.readings, lived.alerts, lived.silences, TODAY)
                        .obstacle(Instant.EPOCH.plusSeconds(1), Instant.EPOCH))
                .isPresent();
    }

    private static Catalogue changed(List<RuleChange> changes) {
        return new Catalogue(List.of(RuleChange.apply(SITE, changes)));
    }

    private static Lived lived(Path where, Catalogue catalogue, Duration length, int restarts, long seed) {
        var lived = new Lived(where, catalogue, seed);
        var scenarios = Scenario.values();
        var each = length.dividedBy(scenarios.length + 1L);
        for (int i = 0; i < scenarios.length; i++)
            lived.schedule(scenarios[i], Lived.BEGIN.plus(each.multipliedBy(i)), scenarios[i].usual());
        lived.live(length, restarts);
        return lived;
    }

    private static void exact(Lived lived, long seed) {
        var whole = lived.whatIf(TODAY, Lived.BEGIN, lived.now());
        assertThat(whole.record().told())
                .as("seed %d", seed)
                .isEqualTo(whole.record().recorded());
        assertThat(whole.record().exact()).as("seed %d", seed).isTrue();
        assertThat(whole.record().events()).isGreaterThan(100);
        assertThat(whole.same()).isTrue();
        assertThat(lived.whatIf(TODAY, Lived.BEGIN, lived.now()).hash()).isEqualTo(whole.hash());
        System.out.println("two runs of " + whole.readings() + " readings and "
                + whole.record().events() + " events: SHA-256 " + whole.hash());
    }
}
