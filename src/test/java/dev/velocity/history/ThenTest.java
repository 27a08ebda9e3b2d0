package dev.velocity.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThenTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    /// What was live at an instant is told of it for ever, whatever came late and whatever has been packed since.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theNewestReadingsOfAnInstantAreThoseThatWereLiveThen(long seed) {
        var random = new Random(seed);
        try (var past = new Past(directory, SECOND, Duration.ofSeconds(10), Duration.ZERO)) {
            var live = new TreeMap<Instant, List<Optional<Latest>>>();
            for (int round = 0; round < 60; round++) {
                past.keep(SeriesTest.samples(random, past, 50));
                live.put(past.now(), latest(past));
                past.pass(Duration.ofMinutes(random.nextInt(90)));
                if (random.nextInt(4) == 0) past.pack();
                if (random.nextInt(15) == 0) past.restart();
                for (int question = 0; question < 3; question++) {
                    var entries = new ArrayList<>(live.entrySet());
                    var one = entries.get(random.nextInt(entries.size()));
                    assertThat(past.readings().latest(one.getKey().plusMillis(random.nextInt(20))))
                            .as("seed %d, round %d, %s", seed, round, one.getKey())
                            .isEqualTo(one.getValue());
                }
            }
            assertThat(past.readings().latest(Past.BEGIN.minus(SECOND))).containsOnly(Optional.empty());
            assertThat(count(past, "SELECT count(*) FROM keyframe")).isGreaterThan(3);
        }
    }

    @Test
    void whereTheJournalHasBeenForgottenTheNewestByItsOwnTimeIsTold() {
        try (var past = new Past(directory, SECOND)) {
            for (int i = 0; i < 5; i++) {
                past.keep(List.of(at(i, i)));
                past.pass(SECOND);
            }
            assertThat(past.readings().replayableFrom()).contains(Instant.EPOCH);
            past.pack();
            past.pass(Duration.ofDays(20));
            past.keep(List.of(at(20 * 86_400, 7)));
            past.pack();
            past.forget(past.now());
            assertThat(past.journal()).hasSize(1);
            // When the fifth had come, and before the sixth did.
            assertThat(past.readings().replayableFrom()).contains(Past.BEGIN.plusMillis(4_100));
            assertThat(past.readings()
                            .latest(Past.BEGIN.plusSeconds(4))
                            .getFirst()
                            .map(Latest::value))
                    .contains(4.0);
            assertThat(past.readings()
                            .latest(Past.BEGIN.plusMillis(3_500))
                            .getFirst()
                            .map(Latest::value))
                    .contains(3.0);
            assertThat(past.readings().latest(past.now()).getFirst().map(Latest::value))
                    .contains(7.0);
            assertThat(past.readings().latest(Past.BEGIN.minus(SECOND)).getFirst())
                    .isEmpty();
        }
    }

    /// Whoever replays a window begins at a keyframe: what it holds and what comes behind it is the whole journal.
    @Test
    void aKeyframeAndTheJournalBehindItAreAllThereIs() {
        try (var past = new Past(directory, SECOND)) {
            for (int i = 0; i < 20; i++) {
                past.keep(List.of(at(i, i)));
                past.pass(Duration.ofHours(1));
                past.pack();
            }
            var readings = past.readings();
            var first = readings.keyframe(Past.BEGIN);
            assertThat(first).isEmpty();
            var frame = readings.keyframe(Past.BEGIN.plus(Duration.ofHours(15))).orElseThrow();
            assertThat(frame.arrived()).isBeforeOrEqualTo(Past.BEGIN.plus(Duration.ofHours(15)));
            assertThat(frame.rules()).isEqualTo(Past.RULES);
            var told = new ArrayList<Double>();
            var journal = readings.journal(frame.journal(), Past.BEGIN.plus(Duration.ofHours(17)));
            while (journal.next(new Past.Told() {
                @Override
                public void reading(int sensor, long at, double value) {
                    told.add(value);
                }
            })) {}
            assertThat(told)
                    .isEqualTo(IntStream.range((int) frame.journal(), 17)
                            .mapToObj(i -> (double) i)
                            .toList());
            assertThat(journal.row()).isEqualTo(17);
        }
    }

    private static List<Optional<Latest>> latest(Past past) {
        return IntStream.range(0, past.plain.size())
                .mapToObj(past.readings()::latest)
                .toList();
    }

    private static long count(Past past, String sql) {
        return past.database()
                .read(rows -> rows.one(sql, row -> row.getLong(1)))
                .orElseThrow();
    }

    private static Past.Sample at(long second, double value) {
        return new Past.Sample(0, Past.BEGIN.plusSeconds(second), value, false);
    }
}
