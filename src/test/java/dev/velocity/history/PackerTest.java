package dev.velocity.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.platform.Database;
import dev.velocity.platform.InMemory;
import dev.velocity.platform.Micros;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant EVER = Past.BEGIN.minus(Duration.ofDays(400));
    private static final Instant LAST = Past.BEGIN.plus(Duration.ofDays(400));

    @TempDir(factory = InMemory.class)
    private Path directory;

    /// A round that ends before any of its units, as a kill would end it, loses nothing and doubles nothing; the
    /// journal tells the same story before and after.
    @Test
    void aKillBetweenAnyTwoUnitsLosesNothingAndDoublesNothing() {
        killed(1);
    }

    @Tag("prove")
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8})
    void andSoItIsWithOtherSeeds(long seed) {
        killed(seed);
    }

    private void killed(long seed) {
        var random = new Random(seed);
        try (var past = new Past(directory, SECOND, Duration.ofSeconds(10), Duration.ZERO)) {
            var journal = new ArrayList<String>();
            for (int cut = 0; cut < 12; cut++) {
                for (int i = 0; i < 3; i++) journal.addAll(keep(past, SeriesTest.samples(random, past, 3_000)));
                int[] left = {cut};
                boolean whole = past.pack(() -> left[0]-- == 0);
                assertThat(whole).as("seed %d, cut %d", seed, cut).isEqualTo(left[0] >= 0);
                past.restart();
                assertSame(past, "seed " + seed + " cut " + cut);
                assertThat(past.journal()).as("seed %d, cut %d", seed, cut).isEqualTo(journal);
            }
            past.pack();
            assertSame(past, "seed " + seed + " at the end");
            assertThat(past.journal()).isEqualTo(journal);
            assertThat(rows(past, "SELECT count(*) FROM journal")).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsInABlockIsKnownWhenItComesAgain(long seed) {
        var random = new Random(seed);
        try (var past = new Past(directory, SECOND, Duration.ofSeconds(10))) {
            var sent = new ArrayList<Past.Sample>();
            for (int round = 0; round < 6; round++) {
                var samples = SeriesTest.samples(random, past, 2_000);
                past.keep(samples);
                sent.addAll(samples);
                if (round % 2 == 0) past.pack();
                if (round == 3) past.restart();
                Collections.shuffle(sent, random);
                assertThat(past.keep(sent.subList(0, 1_000)))
                        .as("seed %d, round %d", seed, round)
                        .isZero();
            }
            assertSame(past, "seed " + seed);
        }
    }

    @Test
    void aMonthThatComesLateAndBackwardsFindsItsPlaces() {
        try (var past = new Past(directory, Duration.ofSeconds(60))) {
            var samples = new ArrayList<Past.Sample>();
            for (int i = 0; i < 43_200; i++) samples.add(at(60L * i, i % 100));
            past.keep(samples.subList(30_000, 43_200));
            past.pack();
            var late = new ArrayList<>(samples.subList(0, 30_000));
            Collections.reverse(late);
            for (int i = 0; i < late.size(); i += 5_000) past.keep(late.subList(i, i + 5_000));
            assertSame(past, "before it is packed");
            past.pack();
            assertSame(past, "packed");
            // And one reading into every block that is full by now.
            for (int i = 0; i < 43_200; i += 1_000) past.keep(List.of(at(60L * i + 30, 7)));
            past.pack();
            assertSame(past, "with one more in each");
            assertThat(rows(past, "SELECT max(count) FROM block")).isLessThanOrEqualTo(Packing.MOST);
        }
    }

    /// Of a full block, or one on its way there, each round would make all anew.
    @Test
    void fewReadingsAtATimeArePackedAFewTimes() {
        try (var past = new Past(directory, SECOND)) {
            long packed = 0;
            for (int round = 0; round < 60; round++) {
                var samples = new ArrayList<Past.Sample>();
                for (int i = 0; i < 600; i++) samples.add(at(600L * round + i, i % 100));
                past.keep(samples);
                past.pack();
                packed += rows(past, "SELECT sum(count) FROM block WHERE written = (SELECT max(written) FROM block)");
                assertThat(rows(past, "SELECT count(*) FROM block WHERE count < " + Packing.MOST))
                        .as("small blocks after round %d", round)
                        .isLessThanOrEqualTo(Packing.MOST / Packing.SMALL);
            }
            assertThat(packed).isLessThan(3 * 36_000);
            assertThat(rows(past, "SELECT count(*) FROM block WHERE count = " + Packing.MOST))
                    .isEqualTo(2);
            assertThat(rows(past, "SELECT count(*) FROM rollup WHERE start NOT IN (SELECT start FROM block)"))
                    .isZero();
            assertSame(past, "at the end");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatComesLateFindsItsPlaceAmongSmallBlocks(long seed) {
        var random = new Random(seed);
        try (var past = new Past(directory, SECOND, Duration.ofSeconds(10))) {
            for (int round = 0; round < 50; round++) {
                int count = random.nextInt(8) == 0 ? 12_000 : 1_000 + random.nextInt(2_000);
                past.keep(SeriesTest.samples(random, past, count));
                int[] left = {random.nextInt(3) == 0 ? random.nextInt(4) : Integer.MAX_VALUE};
                past.pack(() -> left[0]-- == 0);
                assertThat(JournalReader.wrongBlocks(past.database()))
                        .as("seed %d round %d", seed, round)
                        .isEmpty();
                if (random.nextInt(5) == 0) past.restart();
                for (int i = 0; i < 5; i++) SeriesTest.ask(random, past, "seed " + seed + " round " + round);
                if (round % 10 == 9) assertSame(past, "seed " + seed + " round " + round);
            }
        }
    }

    /// Or whoever acknowledges waits behind the blocks of a thousand sensors.
    @Test
    void ofManySensorsFewBlocksAreWrittenAtATime() {
        int sensors = 500;
        try (var past = new Past(directory, Collections.nCopies(sensors, SECOND).toArray(Duration[]::new))) {
            past.keep(IntStream.range(0, sensors)
                    .mapToObj(sensor -> new Past.Sample(sensor, Past.BEGIN, 400, false))
                    .toList());
            var written = new ArrayList<Long>();
            BooleanSupplier look = () -> {
                written.add(past.database()
                        .read(rows -> rows.one("SELECT count(*) FROM block", row -> row.getLong(1)))
                        .orElseThrow());
                return false;
            };
            past.pack(look);
            assertThat(written.getLast()).isEqualTo(sensors);
            for (int i = 1; i < written.size(); i++)
                assertThat(written.get(i) - written.get(i - 1)).isLessThanOrEqualTo(64);
        }
    }

    @Test
    void readingsOfASensorThatIsGoneAreThereWhenItComesBack() {
        try (var past = new Past(directory, SECOND, SECOND)) {
            past.keep(List.of(at(1, 400), new Past.Sample(1, Past.BEGIN, 500, false)));
        }
        try (var past = new Past(directory, SECOND)) {
            past.pack();
        }
        try (var past = new Past(directory, SECOND, SECOND)) {
            assertThat(past.readings().between(Past.id(1), EVER, LAST))
                    .extracting(Point::value)
                    .containsExactly(500.0);
        }
    }

    @Test
    void goingBackAVersionAndUpAgainKeepsWhatIsPackedAndWhatCameMeanwhile() {
        var file = directory.resolve("velocity.db");
        try (var past = new Past(directory, SECOND)) {
            for (int i = 0; i < 300; i++) past.keep(List.of(at(i, 400 + i % 7)));
            past.pack();
            past.keep(List.of(at(300, 1)));
        }
        Database.migrate(file, 8);
        // As the version before would: the number of a row is the newest but one.
        Database.migrate(file, null);
        try (var past = new Past(directory, SECOND)) {
            past.keep(List.of(at(301, 2)));
            past.pack();
            assertThat(past.readings().between(Past.id(0), EVER, LAST)).hasSize(302);
            assertThat(past.journal()).hasSize(302);
        }
    }

    @Test
    void nothingIsSegmentedThatAStartStillNeeds() {
        try (var past = new Past(directory, SECOND)) {
            past.keep(List.of(at(0, 400)));
            past.pack();
            past.keep(List.of(at(1, 400)));
            past.keep(List.of(at(2, 400)));
            past.packWithoutSnapshot();
            assertThat(rows(past, "SELECT segments FROM packed")).isOne();
            assertThat(rows(past, "SELECT blocks FROM packed")).isEqualTo(3);
            past.restart();
            assertSame(past, "after a start");
        }
    }

    @Test
    void whoeverAsksWhilePackingGoesOnIsToldTheSame() throws InterruptedException {
        var random = new Random(1);
        try (var past = new Past(directory, SECOND, Duration.ofSeconds(10))) {
            for (int round = 0; round < 5; round++) {
                past.keep(SeriesTest.samples(random, past, 5_000));
                var packing = Thread.ofPlatform().start(past::pack);
                for (boolean goesOn = true; goesOn; ) {
                    goesOn = packing.isAlive();
                    assertSame(past, "round " + round);
                    SeriesTest.ask(random, past, "round " + round);
                }
                packing.join();
            }
        }
    }

    private static List<String> keep(Past past, List<Past.Sample> samples) {
        var kept = new ArrayList<String>();
        for (var sample : samples) {
            var known = past.plain.get(sample.sensor()).containsKey(Micros.of(sample.at()));
            if (!known) kept.add(sample.sensor() + " " + Micros.of(sample.at()) + " " + sample.value());
            past.plain
                    .get(sample.sensor())
                    .putIfAbsent(Micros.of(sample.at()), new Past.Kept(sample.value(), sample.late()));
        }
        assertThat(past.keep(samples)).isEqualTo(kept.size());
        return kept;
    }

    private static void assertSame(Past past, String when) {
        for (int sensor = 0; sensor < past.plain.size(); sensor++) {
            var expected = new ArrayList<Point>();
            past.plain
                    .get(sensor)
                    .forEach((at, kept) -> expected.add(new Point(Micros.toInstant(at), kept.value(), kept.late())));
            assertThat(past.readings().between(Past.id(sensor), EVER, LAST))
                    .as("%s: s%d", when, sensor)
                    .isEqualTo(expected);
        }
    }

    private static long rows(Past past, String sql) {
        return past.database()
                .read(rows -> rows.one(sql, row -> row.getLong(1)))
                .orElseThrow();
    }

    private static Past.Sample at(long second, double value) {
        return new Past.Sample(0, Past.BEGIN.plusSeconds(second), value, false);
    }
}
