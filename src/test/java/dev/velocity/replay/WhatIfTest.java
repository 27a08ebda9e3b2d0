package dev.velocity.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.velocity.platform.InMemory;
import dev.velocity.proof.Proofs;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.SiteFile;
import dev.velocity.simulation.DemoSite;
import dev.velocity.simulation.Scenario;
import java.io.IOException;
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
    /// Sensors that report more often than once a minute do so once a minute.
    private static final Catalogue SLOW = new Catalogue(List.of(SiteFile.read(everyMinute(DemoSite.text()))));

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

    /// Every scenario every few days, of sensors so slow that a month passes while one waits for it.
    @Tag("prove")
    @Test
    void theSameRulesTellAMonthOfEverything(@TempDir(factory = InMemory.class) Path month) throws IOException {
        int days = 30;
        long seed = 12;
        try (var whole = new Lived(month, SLOW, seed, Duration.ofMinutes(1), 10)) {
            var scenarios = Scenario.values();
            var each = Duration.ofHours(20);
            long runs = Duration.ofDays(days).dividedBy(each);
            for (int i = 0; i < runs; i++) {
                var scenario = scenarios[i % scenarios.length];
                whole.schedule(scenario, Lived.BEGIN.plus(each.multipliedBy(i)), scenario.usual());
            }
            for (int day = 0; day < days; day++) whole.live(Duration.ofDays(1), 4);
            var told = exact(whole, seed);
            var counts = whole.counts();
            assertThat(counts.readings()).isGreaterThan(1_000_000);
            assertThat(counts.late()).isGreaterThan(counts.readings() / 25);
            assertThat(counts.duplicates()).isGreaterThan(counts.readings() / 150);
            assertThat(counts.restarts()).isGreaterThan(3L * days);
            assertThat(counts.deeds()).isGreaterThan(10L * days);
            Proofs.saw(
                    "%d days of a simulated shelter, %d scenarios (seed %d): %,d readings, %,d of them late and %,d sent twice, "
                                    .formatted(days, runs, seed, counts.readings(), counts.late(), counts.duplicates())
                            + "%,d restarts, %,d deeds of people (%,d refused), packed %,d times: "
                                    .formatted(counts.restarts(), counts.deeds(), counts.refused(), counts.packed())
                            + "today's rules tell all %,d recorded transitions again, each to the last part, twice the same: SHA-256 %s"
                                    .formatted(told.record().events(), told.hash()));
        }
    }

    private static String everyMinute(String site) {
        var slow = new StringBuilder();
        for (var line : (Iterable<String>) site.lines()::iterator) {
            slow.append(line).append('\n');
            var id = line.strip().replaceFirst(":$", "");
            boolean fast = line.startsWith("      ")
                    && TODAY.index(id) >= 0
                    && TODAY.sensor(TODAY.index(id)).period().isPositive()
                    && TODAY.sensor(TODAY.index(id)).period().compareTo(Duration.ofMinutes(1)) < 0;
            if (fast) slow.append("        period: 1 min\n");
        }
        return slow.toString();
    }

    /// In the middle of a past, with alerts open, covers on and reminders set; rules that remember for long are left
    /// out, or a keyframe would be too young for them.
    @Test
    void fromTheMiddleOfThePastItIsToldAsExactly(@TempDir(factory = InMemory.class) Path where) {
        var calm = changed(TODAY.sensors().stream()
                .flatMap(sensor -> sensor.limits().stream()
                        .filter(limit -> Warming.of(limit, sensor.period()).compareTo(Duration.ofHours(1)) > 0)
                        .map(limit -> without(sensor.id(), limit.name())))
                .toList());
        try (var middle = new Lived(where, calm, 13)) {
            scheduleAll(middle, Duration.ofMinutes(35));
            middle.packs = false;
            middle.live(Duration.ofMinutes(32), 1);
            middle.cover();
            middle.live(Duration.ofMinutes(3), 0);
            middle.packs = true;
            middle.pack();
            var frame = middle.readings.keyframe(middle.now()).orElseThrow();
            assertThat(middle.alerts.beginning(frame.arrived()).open())
                    .anySatisfy(one -> assertThat(one.covers().shelf()).isPresent())
                    .anySatisfy(one -> assertThat(one.covers().silence()).isPresent())
                    .anySatisfy(one -> assertThat(one.acknowledged().flatMap(by -> by.remindAt()))
                            .isPresent());
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

    /// What was gathered behind a link that was down makes due what is long past, and while the server is down nobody
    /// asks what is due: both wait for the next time it is asked.
    @Test
    void whatIsLongDueWhenItIsHeardOfIsToldWhenItWasFound(@TempDir(factory = InMemory.class) Path where) {
        try (var broken = new Lived(where, SLOW, 17, Duration.ofMinutes(1), 3)) {
            scheduleAll(broken, Duration.ofHours(3));
            for (int i = 0; i < 4; i++) {
                broken.live(Duration.ofMinutes(20), 0);
                broken.cut(Duration.ofMinutes(15));
                broken.live(Duration.ofMinutes(20), 0);
                broken.restart(Duration.ofMinutes(15));
            }
            broken.live(Duration.ofMinutes(5), 0);
            exact(broken, 17);
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
        assertThat(told.slots().stream().mapToLong(Comparison.Slot::fired).sum())
                .isEqualTo(told.was().fired());
        assertThat(told.slots().stream().mapToLong(Comparison.Slot::wouldFire).sum())
                .isEqualTo(told.wouldBe().fired());
        assertThat(told.slots().stream().mapToLong(Comparison.Slot::calls).sum())
                .isEqualTo(told.was().calls());
        assertThat(told.slots().stream().mapToLong(Comparison.Slot::wouldCall).sum())
                .isEqualTo(told.wouldBe().calls());
        assertThat(told.slots().getFirst().from()).isEqualTo(Lived.BEGIN);
        assertThat(told.slots().getLast().to()).isEqualTo(lived.now());
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
        scheduleAll(lived, length);
        lived.live(length, restarts);
        return lived;
    }

    private static void scheduleAll(Lived lived, Duration length) {
        var scenarios = Scenario.values();
        var each = length.dividedBy(scenarios.length + 1L);
        for (int i = 0; i < scenarios.length; i++)
            lived.schedule(scenarios[i], Lived.BEGIN.plus(each.multipliedBy(i)), scenarios[i].usual());
    }

    private static Comparison exact(Lived lived, long seed) {
        var whole = lived.whatIf(lived.catalogue, Lived.BEGIN, lived.now());
        assertThat(whole.record().told())
                .as("seed %d", seed)
                .isEqualTo(whole.record().recorded());
        assertThat(whole.record().exact()).as("seed %d", seed).isTrue();
        assertThat(whole.record().events()).isGreaterThan(100);
        assertThat(whole.same()).isTrue();
        assertThat(lived.whatIf(lived.catalogue, Lived.BEGIN, lived.now()).hash())
                .isEqualTo(whole.hash());
        System.out.println("two runs of " + whole.readings() + " readings and "
                + whole.record().events() + " events: SHA-256 " + whole.hash());
        return whole;
    }
}
