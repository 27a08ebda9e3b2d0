package dev.velocity.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.platform.InMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a start finds of a snapshot is what memory held, whatever came or ended meanwhile.
class SnapshotsTest {
    private static final int SENSORS = 2 * Snapshots.SENSORS_AT_ONCE + 100;

    @TempDir(factory = InMemory.class)
    private Path directory;

    private final Random random = new Random(1);

    /// Each part, and what says that they are all there, fails once; a start then goes by the snapshot before.
    @Test
    void aKillBetweenAnyTwoUnitsLeavesTheSnapshotBefore() {
        try (var past = past()) {
            var sent = new ArrayList<Past.Sample>();
            for (var fails : List.of(
                    "snapshot_part WHEN new.room = 'rules'",
                    "snapshot_part WHEN new.room = 'history' AND new.part = 0",
                    "snapshot_part WHEN new.room = 'history' AND new.part = 2",
                    "snapshot WHEN new.room = 'history'",
                    "snapshot WHEN new.room = 'rules'")) {
                sent.addAll(keep(past, 40));
                past.snapshot();
                long before = journal(past);
                sent.addAll(keep(past, 3));
                past.write("CREATE TRIGGER killed BEFORE INSERT ON " + fails
                        + " BEGIN SELECT RAISE(ABORT, 'killed'); END");
                assertThatThrownBy(past::snapshot).as(fails).hasMessageContaining("killed");
                past.write("DROP TRIGGER killed");
                assertThat(journal(past)).as(fails).isEqualTo(before);
                assertRemembers(past, sent, fails);
                sent.addAll(keep(past, 1));
                past.snapshot();
                assertThat(journal(past)).as(fails).isGreaterThan(before);
                assertThat(number(past, "SELECT count(DISTINCT journal) FROM snapshot_part"))
                        .as("what was not finished after " + fails)
                        .isOne();
                assertRemembers(past, sent, "after " + fails);
            }
        }
    }

    @Test
    void whatComesWhileItIsTakenIsNeitherForgottenNorKnownTwice() {
        try (var past = past()) {
            var sent = new ArrayList<>(keep(past, 40));
            for (int round = 0; round < 3; round++) {
                var meanwhile = samples(past, 5);
                assertThat(past.snapshotWhile(meanwhile)).isPositive();
                sent.addAll(meanwhile);
                assertRemembers(past, sent, "round " + round);
            }
        }
    }

    /// Who asks what was known then begins with what the snapshot had.
    @Test
    void whatComesWhileItIsTakenWasNotKnownBefore() {
        try (var past = past()) {
            keep(past, 10);
            var then = past.now();
            var latest = latest(past);
            var meanwhile = samples(past, 5);
            past.snapshotWhile(meanwhile);
            past.packWithoutSnapshot();
            assertThat(number(past, "SELECT count(*) FROM keyframe")).isOne();
            assertThat(past.readings().latest(then)).isEqualTo(latest);
            assertThat(past.readings().latest(past.now()))
                    .isEqualTo(latest(past))
                    .isNotEqualTo(latest);
        }
    }

    @Test
    void whenNothingHasComeSinceTheOneBeforeStays() {
        try (var past = past()) {
            var sent = keep(past, 10);
            past.snapshot();
            long parts = number(past, "SELECT max(rowid) FROM snapshot_part");
            past.snapshot();
            assertThat(number(past, "SELECT max(rowid) FROM snapshot_part")).isEqualTo(parts);
            assertRemembers(past, sent, "twice");
        }
    }

    /// As the version before wrote it: whole, and not squeezed.
    @Test
    void aSnapshotInOnePieceIsReadToo() {
        try (var past = past()) {
            var sent = new ArrayList<>(keep(past, 40));
            past.snapshot();
            for (var room : List.of(Readings.HISTORY, Readings.RULES)) {
                var whole = past.database()
                        .read(rows -> JournalStore.snapshot(rows, room))
                        .orElseThrow()
                        .data();
                past.write("UPDATE snapshot SET data = ? WHERE room = ?", whole, room);
            }
            past.write("DELETE FROM snapshot_part");
            sent.addAll(keep(past, 2));
            assertRemembers(past, sent, "in one piece");
            past.snapshot();
            assertRemembers(past, sent, "and in parts again");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "true | UPDATE snapshot_part SET data = zeroblob(length(data)) WHERE room = 'rules'",
                "true | UPDATE snapshot_part SET data = zeroblob(length(data)) WHERE room = 'history' AND part = 1",
                "true | UPDATE snapshot_part SET data = substr(data, 1, 100) WHERE room = 'history' AND part = 2",
                "true | DELETE FROM snapshot_part WHERE room = 'history' AND part = 1",
                "true | DELETE FROM snapshot_part",
                "false | DELETE FROM snapshot_part",
                "true | DELETE FROM snapshot_part; UPDATE keyframe SET history = x'00'",
                "true | DELETE FROM snapshot_part; UPDATE keyframe SET rules = x'00'",
            })
    void aDamagedSnapshotIsDoneWithout(boolean keyframe, String damage) {
        try (var past = past()) {
            var sent = new ArrayList<>(keep(past, 20));
            past.snapshot();
            if (keyframe) past.packWithoutSnapshot();
            assertThat(number(past, "SELECT count(*) FROM keyframe")).isEqualTo(keyframe ? 1 : 0);
            sent.addAll(keep(past, 30));
            past.snapshot();
            sent.addAll(keep(past, 3));
            for (var sql : damage.split("; ", -1)) past.write(sql);
            assertForgetsNothing(past, sent, damage);
            past.snapshot();
            assertRemembers(past, sent, "after " + damage);
        }
    }

    @Test
    void noUnitIsLarge() {
        try (var past = past()) {
            keep(past, 64);
            past.snapshot();
            assertThat(number(past, "SELECT count(*) FROM snapshot_part")).isGreaterThan(2);
            assertThat(number(past, "SELECT max(length(data)) FROM snapshot_part"))
                    .isLessThanOrEqualTo(Snapshots.BYTES_IN_A_PART);
        }
    }

    @Test
    void aReadingThatIsGivenAgainTakesNoRoom() {
        var recent = new Recent();
        for (int at = 0; at < 60; at++) recent.add(at, at);
        for (int at = 0; at < 60; at++) recent.addAgain(at, at);
        assertThat(recent.forgot(0)).isFalse();
        for (int at = 60; at < 70; at++) recent.addAgain(at, at);
        assertThat(recent.forgot(5)).isTrue();
        recent.addAgain(5, 5);
        assertThat(recent.find(5)).isNegative();
        var copy = recent.copy();
        recent.add(70, 70);
        assertThat(copy.find(70)).isNegative();
        assertThat(copy.value(copy.find(69))).isEqualTo(69);
    }

    private Past past() {
        return new Past(
                directory, Collections.nCopies(SENSORS, Duration.ofSeconds(1)).toArray(Duration[]::new));
    }

    /// So many readings of each sensor, a few of them late, with values that cannot be squeezed much.
    private List<Past.Sample> samples(Past past, int each) {
        var begin = past.now();
        past.pass(Duration.ofSeconds(each));
        return IntStream.range(0, each * SENSORS)
                .mapToObj(i -> new Past.Sample(
                        i % SENSORS,
                        begin.plusMillis(1_000L * (i / SENSORS) + random.nextInt(1_000) - (i % 50 == 0 ? 7_000 : 0)),
                        random.nextDouble(10_000),
                        false))
                .toList();
    }

    private List<Past.Sample> keep(Past past, int each) {
        var samples = samples(past, each);
        past.keep(samples);
        return samples;
    }

    /// After a start nobody is told anything else, and everything is known when it comes again.
    private static void assertRemembers(Past past, List<Past.Sample> sent, String when) {
        var hours = hours(past);
        assertForgetsNothing(past, sent, when);
        assertThat(hours(past)).as(when).isEqualTo(hours);
    }

    private static void assertForgetsNothing(Past past, List<Past.Sample> sent, String when) {
        var latest = latest(past);
        past.restart();
        assertThat(latest(past)).as(when).isEqualTo(latest);
        assertThat(past.keep(sent)).as(when).isZero();
        for (int sensor : new int[] {0, Snapshots.SENSORS_AT_ONCE, SENSORS - 1})
            assertThat(past.readings().between(Past.id(sensor), Past.BEGIN.minusSeconds(60), past.now()))
                    .as(when)
                    .hasSameSizeAs(past.plain.get(sensor).keySet());
    }

    private static List<Optional<Latest>> latest(Past past) {
        return IntStream.range(0, SENSORS)
                .mapToObj(sensor -> past.readings().latest(sensor))
                .toList();
    }

    private static List<List<Minute>> hours(Past past) {
        var until = past.now().truncatedTo(ChronoUnit.MINUTES);
        return IntStream.range(0, SENSORS)
                .mapToObj(sensor -> past.readings().hour(sensor, until))
                .toList();
    }

    private static long journal(Past past) {
        return number(past, "SELECT min(journal) FROM snapshot");
    }

    private static long number(Past past, String sql) {
        return past.database()
                .read(rows -> rows.one(sql, row -> row.getLong(1)))
                .orElseThrow();
    }
}
