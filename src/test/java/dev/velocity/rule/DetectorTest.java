package dev.velocity.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.access.Role;
import dev.velocity.measure.Quantity;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.Step;
import dev.velocity.sensor.TimeBase;
import dev.velocity.sensor.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectorTest {
    private static final long SECOND = 1_000_000L;
    private static final long START = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond() * SECOND;
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final List<Finding> found = new ArrayList<>();

    @Test
    void aCriticalStepWithoutDelayCallsOnTheReadingThatBreaksIt() {
        var detector = detector(high(step(Severity.CRITICAL, 100, 5, 0, 0)));
        feed(detector, 0, 99);
        assertThat(found).isEmpty();
        feed(detector, 1, 101);
        assertThat(found).containsExactly(raised("high", Severity.CRITICAL, 1, 101));
    }

    @Test
    void aReadingExactlyAtTheStepIsNotPastIt() {
        var detector = detector(high(step(Severity.HIGH, 100, 0, 0, 0)));
        feed(detector, 0, 100);
        assertThat(found).isEmpty();
    }

    @Test
    void aJumpPastAllStepsIsOneFindingOfTheWorst() {
        var detector = detector(high(
                step(Severity.MEDIUM, 100, 0, 0, 0),
                step(Severity.HIGH, 200, 0, 0, 0),
                step(Severity.CRITICAL, 300, 0, 0, 0)));
        feed(detector, 0, 50);
        feed(detector, 1, 500);
        feed(detector, 2, 250);
        feed(detector, 3, 0);
        assertThat(found)
                .containsExactly(
                        raised("high", Severity.CRITICAL, 1, 500),
                        raised("high", Severity.HIGH, 2, 250),
                        cleared("high", 3, 0));
    }

    @Test
    void anOnDelayCallsWhenItHasPassedWithoutWaitingForAReading() {
        var detector = detector(high(step(Severity.HIGH, 100, 0, 10, 0)));
        feed(detector, 0, 150);
        tick(detector, 10);
        assertThat(found).as("at the very instant a reading may still come").isEmpty();
        detector.tick(START + 10 * SECOND + 1, found::add);
        assertThat(found).containsExactly(raised("high", Severity.HIGH, 10, 150));
    }

    @Test
    void anOnDelayBegunAnewByANormalReadingDoesNotCall() {
        var detector = detector(high(step(Severity.HIGH, 100, 0, 10, 0)));
        feed(detector, 0, 150);
        feed(detector, 9, 99);
        feed(detector, 10, 150);
        feed(detector, 19, 150);
        assertThat(found).isEmpty();
        feed(detector, 20, 150);
        assertThat(found).containsExactly(raised("high", Severity.HIGH, 20, 150));
    }

    @Test
    void anOffDelayKeepsCallingUntilTheValueHasStayedBack() {
        var detector = detector(high(step(Severity.HIGH, 100, 10, 0, 60)));
        feed(detector, 0, 150);
        feed(detector, 10, 95);
        feed(detector, 20, 80);
        feed(detector, 40, 95);
        feed(detector, 50, 80);
        feed(detector, 111, 80);
        assertThat(found).containsExactly(raised("high", Severity.HIGH, 0, 150), cleared("high", 110, 80));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void insideTheDeadbandTheVerdictNeverChanges(long seed) {
        var random = new Random(seed);
        for (boolean held : new boolean[] {false, true}) {
            found.clear();
            var detector = detector(high(step(Severity.HIGH, 100, 20, 0, 0)));
            feed(detector, 0, held ? 101 : 50);
            int before = found.size();
            for (int i = 1; i <= 1_000; i++) feed(detector, i, 80.001 + random.nextDouble() * 19.998);
            assertThat(found).as("seed %d", seed).hasSize(before);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shufflingInsideTheBoundNeverChangesTheVerdicts(long seed) {
        var random = new Random(seed);
        var limits = everyKindOfLimit();
        var readings = walk(random, 600);
        var ordered = detector(limits);
        var expected = new ArrayList<Finding>();
        for (var reading : readings) ordered.feed(0, reading.at, reading.value, expected::add);

        var shuffled = shuffledWithin(readings, random, BOUND.toNanos() / 1_000);
        var other = detector(limits);
        var actual = new ArrayList<Finding>();
        for (var reading : shuffled) {
            assertThat(other.feed(0, reading.at, reading.value, actual::add))
                    .as("seed %d: inside the bound every reading is judged", seed)
                    .isTrue();
            // Ticks in between may not matter either: they only tell the time that readings have told already or will
            // tell.
            if (random.nextInt(4) == 0) other.tick(reading.at - random.nextInt(5) * SECOND, actual::add);
        }
        long end = readings.getLast().at + 3_600 * SECOND;
        ordered.tick(end, expected::add);
        other.tick(end, actual::add);
        assertThat(folded(actual)).as("seed %d", seed).isEqualTo(folded(expected));
    }

    @Test
    void theShufflesAboveReallyMakeTheDetectorChangeItsMind() {
        var random = new Random(1);
        var detector = detector(everyKindOfLimit());
        for (var reading : shuffledWithin(walk(random, 600), random, BOUND.toNanos() / 1_000))
            detector.feed(0, reading.at, reading.value, found::add);
        assertThat(found).anyMatch(finding -> finding.takesBack() > 0);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRestartAnywhereForgetsNothing(long seed) {
        var random = new Random(seed);
        var limits = everyKindOfLimit();
        var readings = shuffledWithin(walk(random, 400), random, BOUND.toNanos() / 1_000);
        var straight = detector(limits);
        var expected = new ArrayList<Finding>();
        for (var reading : readings) straight.feed(0, reading.at, reading.value, expected::add);

        var actual = new ArrayList<Finding>();
        var restarted = detector(limits);
        for (var reading : readings) {
            if (random.nextInt(20) == 0) restarted = Detector.restore(catalogue(limits), restarted.snapshot());
            restarted.feed(0, reading.at, reading.value, actual::add);
        }
        assertThat(actual).as("seed %d", seed).isEqualTo(expected);
    }

    /// One that is restarted so often never settles anything; the other settles whole stretches at once, because few
    /// readings come out of order.
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsSettledAtOnceIsWhatOneReadingAfterTheOtherGives(long seed) {
        var random = new Random(seed);
        var limits = everyKindOfLimit();
        var readings = walk(random, 1_500);
        for (int i = 0; i + 3 < readings.size(); i += 1 + random.nextInt(120)) {
            int j = i + 1 + random.nextInt(2);
            if (readings.get(j).at - readings.get(i).at < BOUND.toNanos() / 1_000) Collections.swap(readings, i, j);
        }
        var one = detector(limits);
        var other = detector(limits);
        var expected = new ArrayList<Finding>();
        var actual = new ArrayList<Finding>();
        for (var reading : readings) {
            if (random.nextInt(5) == 0) other = Detector.restore(catalogue(limits), other.snapshot());
            one.feed(0, reading.at, reading.value, actual::add);
            other.feed(0, reading.at, reading.value, expected::add);
            long now = reading.at + random.nextInt(3) * SECOND;
            if (random.nextInt(10) == 0)
                assertThat(one.tick(now, actual::add)).isEqualTo(other.tick(now, expected::add));
            if (random.nextInt(200) == 0 && reading.at < readings.get(750).at) {
                one.resume(now);
                other.resume(now);
            }
        }
        assertThat(actual).as("seed %d", seed).isEqualTo(expected).isNotEmpty();
        assertThat(one.snapshot().length).as("with what is left to be settled").isLessThan(other.snapshot().length);
    }

    @Test
    void theSameInputsTwiceAreTheSameToTheLastByte() {
        var random = new Random(7);
        var readings = shuffledWithin(walk(random, 500), random, 60 * SECOND);
        var one = detector(everyKindOfLimit());
        var two = detector(everyKindOfLimit());
        for (var reading : readings) {
            one.feed(0, reading.at, reading.value, found::add);
            two.feed(0, reading.at, reading.value, found::add);
        }
        assertThat(one.snapshot()).isEqualTo(two.snapshot());
    }

    /// As from a device that sends what it has gathered every two minutes: a tick finds it silent each time, and all
    /// that comes then is from before the tick.
    @Test
    void whatAlwaysComesAfterTheTickIsNotKeptForEver() {
        var detector = detector(everyKindOfLimit());
        int[] sizes = new int[2];
        for (int round = 0; round < 2_000; round++) {
            tick(detector, 120L * (round + 1));
            for (int i = 0; i < 12; i++) feed(detector, 120L * round + 10L * i, 100 + round % 3);
            found.clear();
            if (round >= 1_000) sizes[1] = Math.max(sizes[1], detector.snapshot().length);
            else sizes[0] = Math.max(sizes[0], detector.snapshot().length);
        }
        assertThat(sizes[1]).as("after as long again").isLessThanOrEqualTo(sizes[0]);
        assertThat(sizes[0]).as("bytes: some readings and not thousands").isLessThan(4_000);
    }

    @Test
    void aReadingBeyondTheBoundIsNotJudgedAndCallsForOperations() {
        var detector = detector(high(step(Severity.HIGH, 100, 0, 0, 0)), new Limit.Late(Severity.LOW));
        feed(detector, 100, 1);
        assertThat(detector.feed(0, START + 69 * SECOND, 500, found::add)).isFalse();
        assertThat(found).containsExactly(raised("late", Severity.LOW, 100, 500));
        assertThat(detector.feed(0, START + 70 * SECOND, 500, found::add)).isTrue();
    }

    @Test
    void aLateReadingThatChangesWhenItBeganTakesTheOldVerdictBack() {
        var detector = detector(high(step(Severity.HIGH, 100, 0, 0, 0)));
        feed(detector, 0, 1);
        feed(detector, 10, 150);
        feed(detector, 5, 150);
        assertThat(found)
                .containsExactly(
                        raised("high", Severity.HIGH, 10, 150),
                        new Finding.Raised(new SensorId("s"), "high", Severity.HIGH, instant(5), 150, 1));
    }

    @Test
    void aVerdictThatNeverHeldIsWithdrawn() {
        var detector = detector(high(step(Severity.HIGH, 100, 0, 10, 0)));
        feed(detector, 0, 150);
        feed(detector, 10, 150);
        feed(detector, 5, 1);
        assertThat(found)
                .containsExactly(
                        raised("high", Severity.HIGH, 10, 150),
                        new Finding.Withdrawn(new SensorId("s"), "high", Optional.empty(), instant(10), 150, 1));
    }

    @Test
    void silenceForThreePeriodsIsFoundAndEndsWithTheNextReading() {
        var detector = detector(new Limit.Stale(3, Severity.MEDIUM));
        feed(detector, 0, 1);
        tick(detector, 30);
        assertThat(found).isEmpty();
        tick(detector, 31);
        feed(detector, 40, 1);
        assertThat(found).containsExactly(raised("stale", Severity.MEDIUM, 30, 1), cleared("stale", 40, 1));
    }

    @Test
    void aSensorThatNeverReportedIsSilentToo() {
        var detector = detector(new Limit.Stale(3, Severity.MEDIUM));
        assertThat(detector.tick(START, found::add)).isTrue();
        tick(detector, 31);
        assertThat(found).hasSize(1);
    }

    @Test
    void silenceWhileNobodyListenedIsNotTheSensorsFault() {
        var detector = detector(new Limit.Stale(3, Severity.MEDIUM));
        feed(detector, 0, 1);
        detector.resume(START + 7_200 * SECOND);
        tick(detector, 7_201);
        assertThat(found).isEmpty();
        tick(detector, 7_231);
        assertThat(found).hasSize(1);
    }

    @Test
    void onARecordedSiteSilenceIsJudgedByTheSitesNewestReading() {
        var catalogue = new Catalogue(List.of(new Site(
                "site",
                "Site",
                TimeBase.RECORDED,
                ZoneOffset.UTC,
                List.of(new Zone(
                        "zone",
                        "Zone",
                        List.of(
                                sensor("a", new Limit.Stale(3, Severity.MEDIUM)),
                                sensor("b", new Limit.Stale(3, Severity.MEDIUM))))))));
        var detector = new Detector(catalogue);
        detector.feed(0, START, 1, found::add);
        detector.feed(1, START, 1, found::add);
        detector.tick(START + 1_000_000 * SECOND, found::add);
        assertThat(found).as("the server's clock means nothing to old data").isEmpty();
        detector.feed(0, START + 20 * SECOND, 1, found::add);
        detector.feed(0, START + 40 * SECOND, 1, found::add);
        assertThat(found)
                .containsExactly(new Finding.Raised(new SensorId("b"), "stale", Severity.MEDIUM, instant(30), 1, 0));
    }

    @Test
    void aValueThatNeverMovesIsFlat() {
        var detector = detector(new Limit.Flat(Duration.ofMinutes(1), Severity.LOW));
        for (int i = 0; i <= 60; i += 10) feed(detector, i, 3.25);
        assertThat(found).isEmpty();
        feed(detector, 70, 3.25);
        feed(detector, 80, 3.26);
        assertThat(found).containsExactly(raised("flat", Severity.LOW, 70, 3.25), cleared("flat", 80, 3.26));
    }

    @Test
    void aValueTheInstrumentCannotMeasureIsAFaultAndIsStillJudged() {
        var detector = detector(new Limit.OutOfRange(Severity.MEDIUM), high(step(Severity.CRITICAL, 500, 0, 0, 0)));
        feed(detector, 0, 2_000);
        assertThat(found)
                .containsExactly(
                        raised("range", Severity.MEDIUM, 0, 2_000), raised("high", Severity.CRITICAL, 0, 2_000));
    }

    @Test
    void aFallFasterThanAllowedIsFound() {
        var detector = detector(new Limit.Falling(List.of(step(Severity.HIGH, 5, 1, 0, 0)), Duration.ofHours(1)));
        for (int minute = 0; minute <= 60; minute++) feed(detector, minute * 60L, 800 - minute * 0.05);
        assertThat(found).as("3 per hour").isEmpty();
        for (int minute = 61; minute <= 120; minute++) feed(detector, minute * 60L, 797 - (minute - 60) * 0.1);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().verdict()).contains(Severity.HIGH);
    }

    @Test
    void aDoorOpenForTooLongIsFound() {
        var detector = detector(new Limit.Open(List.of(step(Severity.MEDIUM, 1, 0, 30, 5)), false));
        feed(detector, 0, 1);
        feed(detector, 29, 0);
        feed(detector, 100, 1);
        tick(detector, 131);
        assertThat(found).containsExactly(raised("open", Severity.MEDIUM, 130, 1));
    }

    @Test
    void doseAboveItsOwnBackgroundIsFoundOnceABackgroundIsKnown() {
        var detector =
                detector(new Limit.AboveBackground(step(Severity.MEDIUM, 1.5, 0, 0, 0), 0.05, Duration.ofDays(30)));
        for (int hour = 0; hour < 24; hour++) feed(detector, hour * 3_600L, hour == 3 ? 90 : 40);
        assertThat(found).as("no background before a day is over").isEmpty();
        feed(detector, 24 * 3_600L, 59);
        feed(detector, 25 * 3_600L, 61);
        assertThat(found).containsExactly(raised("background", Severity.MEDIUM, 25 * 3_600L, 61));
    }

    @Test
    void aMeanIsJudgedAndNotItsPeaks() {
        var detector = detector(new Limit.High(List.of(step(Severity.HIGH, 100, 0, 0, 0)), Duration.ofHours(1), false));
        for (int minute = 0; minute < 60; minute++) feed(detector, minute * 60L, minute == 30 ? 900 : 50);
        assertThat(found).isEmpty();
        for (int minute = 60; minute < 120; minute++) feed(detector, minute * 60L, 150);
        assertThat(found).hasSize(1);
    }

    /// A few; the proofs go through the others.
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @Tag("prove")
    @Test
    void andSoItIsWithAHundredOtherSeeds() {
        for (long seed = 21; seed <= 120; seed++) {
            insideTheDeadbandTheVerdictNeverChanges(seed);
            found.clear();
            shufflingInsideTheBoundNeverChangesTheVerdicts(seed);
            aRestartAnywhereForgetsNothing(seed);
            whatIsSettledAtOnceIsWhatOneReadingAfterTheOtherGives(seed);
        }
    }

    private record At(long at, double value) {}

    private static Limit[] everyKindOfLimit() {
        return new Limit[] {
            high(
                    step(Severity.MEDIUM, 100, 10, 5, 5),
                    step(Severity.HIGH, 130, 10, 0, 10),
                    step(Severity.CRITICAL, 160, 10, 0, 0)),
            new Limit.Low(List.of(step(Severity.HIGH, 20, 5, 3, 0)), Duration.ZERO, false),
            new Limit.Rising(List.of(step(Severity.MEDIUM, 5_000, 500, 0, 0)), Duration.ofSeconds(60)),
            new Limit.Falling(List.of(step(Severity.MEDIUM, 5_000, 500, 2, 0)), Duration.ofSeconds(60)),
            new Limit.AboveBackground(step(Severity.LOW, 1.5, 0, 0, 0), 10, Duration.ofHours(24)),
            new Limit.Stale(3, Severity.MEDIUM),
            new Limit.Flat(Duration.ofSeconds(7), Severity.LOW),
            new Limit.OutOfRange(Severity.MEDIUM),
        };
    }

    /// A random walk with jumps, gaps and repeats, at distinct instants.
    private static List<At> walk(Random random, int count) {
        var readings = new ArrayList<At>();
        long at = START;
        double value = 80;
        for (int i = 0; i < count; i++) {
            at += (random.nextInt(50) == 0 ? 60 : 1 + random.nextInt(4)) * SECOND / 2;
            if (random.nextInt(3) > 0) value += random.nextGaussian() * 12;
            if (random.nextInt(40) == 0) value = random.nextDouble() * 220;
            value = Math.clamp(value, 0, 1_100);
            readings.add(new At(at, value));
        }
        return readings;
    }

    /// The readings in an order in which none comes later than `bound` behind the newest before it.
    private static List<At> shuffledWithin(List<At> readings, Random random, long bound) {
        var shuffled = new ArrayList<>(readings);
        for (int i = 0; i < shuffled.size(); i++) {
            int j = i;
            while (j + 1 < shuffled.size() && random.nextInt(3) > 0) j++;
            Collections.swap(shuffled, i, j);
            // Behind the two all is as it was: what is newest there, and what came late, has not changed.
            if (!inBound(shuffled.subList(0, j + 1), bound)) Collections.swap(shuffled, i, j);
        }
        return shuffled;
    }

    private static boolean inBound(List<At> readings, long bound) {
        long newest = Long.MIN_VALUE;
        for (var reading : readings) {
            if (newest != Long.MIN_VALUE && reading.at < newest - bound) return false;
            newest = Math.max(newest, reading.at);
        }
        return true;
    }

    /// What stands in the end: per rule, its verdicts in order, with those taken back gone.
    private static List<List<String>> folded(List<Finding> findings) {
        var rules = findings.stream().map(Finding::rule).distinct().sorted().toList();
        var all = new ArrayList<List<String>>();
        for (var rule : rules) {
            var verdicts = new ArrayList<String>();
            for (var finding : findings) {
                if (!finding.rule().equals(rule)) continue;
                for (int i = 0; i < finding.takesBack(); i++) verdicts.removeLast();
                if (finding instanceof Finding.Withdrawn) continue;
                verdicts.add(rule + " " + finding.verdict() + " " + finding.at());
            }
            all.add(verdicts);
        }
        return all.stream().filter(verdicts -> !verdicts.isEmpty()).toList();
    }

    private static Limit high(Step... steps) {
        return new Limit.High(List.of(steps), Duration.ZERO, false);
    }

    private static Step step(Severity severity, double at, double deadband, int onSeconds, int offSeconds) {
        return new Step(
                severity, at, deadband, Duration.ofSeconds(onSeconds), Duration.ofSeconds(offSeconds), "a test");
    }

    private static Detector detector(Limit... limits) {
        return new Detector(catalogue(limits));
    }

    private static Catalogue catalogue(Limit... limits) {
        return new Catalogue(List.of(new Site(
                "site",
                "Site",
                TimeBase.LIVE,
                ZoneOffset.UTC,
                List.of(new Zone("zone", "Zone", List.of(sensor("s", limits)))))));
    }

    private static Sensor sensor(String id, Limit... limits) {
        return new Sensor(
                new SensorId(id),
                "site",
                "zone",
                "A sensor",
                Quantity.CARBON_DIOXIDE,
                0,
                1_000,
                0,
                100,
                Duration.ofSeconds(10),
                BOUND,
                Role.OPERATIONS,
                List.of(),
                List.of(limits),
                "test",
                Map.of());
    }

    private void feed(Detector detector, long second, double value) {
        detector.feed(0, START + second * SECOND, value, found::add);
    }

    private void tick(Detector detector, long second) {
        detector.tick(START + second * SECOND, found::add);
    }

    private static Finding raised(String rule, Severity severity, long second, double value) {
        return new Finding.Raised(new SensorId("s"), rule, severity, instant(second), value, 0);
    }

    private static Finding cleared(String rule, long second, double value) {
        return new Finding.Cleared(new SensorId("s"), rule, instant(second), value, 0);
    }

    private static Instant instant(long second) {
        return Instant.ofEpochSecond(START / SECOND + second);
    }
}
