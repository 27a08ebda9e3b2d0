package dev.velocity.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The replay's clock: what passes for whoever looks, and what is shown of the past.
class PlayheadTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant FROM = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<Pace> PACES = List.of(Pace.HALF, Pace.ONE, Pace.SIXTEEN, Pace.MOST);
    private static final Stretch HOUR = stretch(0, 3_600);

    @Test
    void whatIsPausedStandsStill() {
        var head = Playhead.paused(HOUR, at(600), NOW);
        assertThat(head.at(NOW.plusSeconds(900)).cursor()).isEqualTo(at(600));
    }

    @ParameterizedTest
    @EnumSource(value = Pace.class, mode = EnumSource.Mode.EXCLUDE, names = "FASTEST")
    void itGoesAsFastAsAsked(Pace pace) {
        var head = Playhead.paused(HOUR, FROM, NOW).with(pace, NOW).play(NOW);
        assertThat(head.at(NOW.plusSeconds(8)).cursor()).isEqualTo(FROM.plusMillis((long) (8_000 * pace.times())));
    }

    @Test
    void aChangeOfPaceCountsFromThenOn() {
        var head = Playhead.paused(HOUR, FROM, NOW).play(NOW).with(Pace.SIXTEEN, NOW.plusSeconds(10));
        assertThat(head.at(NOW.plusSeconds(20)).cursor()).isEqualTo(at(10 + 160));
        assertThat(head.pause(NOW.plusSeconds(20)).at(NOW.plusSeconds(99)).cursor())
                .isEqualTo(at(170));
    }

    @Test
    void itStopsAtTheEndAndBeginsAgainWhenPlayedThere() {
        var head = Playhead.paused(HOUR, at(3_590), NOW).play(NOW).at(NOW.plusSeconds(11));
        assertThat(head.cursor()).isEqualTo(at(3_600));
        assertThat(head.playing()).isFalse();
        assertThat(head.play(NOW.plusSeconds(20)).cursor()).isEqualTo(FROM);
    }

    @Test
    void nothingOutsideTheWindowIsReached() {
        var head = Playhead.paused(HOUR, at(-50), NOW);
        assertThat(head.cursor()).isEqualTo(FROM);
        assertThat(head.seek(at(9_999), NOW).cursor()).isEqualTo(at(3_600));
        assertThatThrownBy(() -> new Stretch(FROM, FROM)).hasMessageContaining("begins before it ends");
    }

    @Test
    void aLoopGoesRoundAndEndsWhenSomebodyGoesElsewhere() {
        var head = Playhead.paused(HOUR, at(0), NOW)
                .between(Optional.of(stretch(100, 160)), NOW)
                .play(NOW);
        assertThat(head.cursor()).isEqualTo(at(100));
        assertThat(head.at(NOW.plusSeconds(59)).cursor()).isEqualTo(at(159));
        assertThat(head.at(NOW.plusSeconds(60)).cursor()).isEqualTo(at(100));
        assertThat(head.at(NOW.plusSeconds(60 * 7 + 30)).cursor()).isEqualTo(at(130));
        assertThat(head.seek(at(150), NOW).loop()).isPresent();
        assertThat(head.seek(at(500), NOW).loop()).isEmpty();
    }

    @Test
    void idleStretchesArePassedOverInNoTime() {
        var busy = Stretch.around(List.of(at(600), at(620), at(3_000)), Duration.ofSeconds(30));
        assertThat(busy).containsExactly(stretch(570, 650), stretch(2_970, 3_030));
        var head = Playhead.paused(HOUR, FROM, NOW).skipping(busy, NOW).play(NOW);
        assertThat(head.at(NOW.plusSeconds(1)).cursor()).isEqualTo(at(571));
        assertThat(head.at(NOW.plusSeconds(79)).cursor()).isEqualTo(at(649));
        assertThat(head.at(NOW.plusSeconds(85)).cursor()).isEqualTo(at(2_975));
        assertThat(head.at(NOW.plusSeconds(140)).cursor()).isEqualTo(at(3_600));
        var round = head.between(Optional.of(stretch(640, 2_980)), NOW);
        assertThat(round.at(NOW.plusSeconds(15)).cursor()).isEqualTo(at(2_975));
        assertThat(round.at(NOW.plusSeconds(23)).cursor()).isEqualTo(at(643));
        // A loop in which all is idle waits; it does not spin.
        var idle = head.between(Optional.of(stretch(1_000, 1_100)), NOW);
        assertThat(idle.at(NOW.plusSeconds(1)).cursor()).isEqualTo(at(1_000));
    }

    @Test
    void asFastAsPossibleGoesByWhatWasSeenAndNotByTheClock() {
        var head = Playhead.paused(HOUR, FROM, NOW).with(Pace.FASTEST, NOW).play(NOW);
        assertThat(head.at(NOW.plusSeconds(60)).cursor()).isEqualTo(FROM);
        int strides = 0;
        for (; head.playing(); strides++) head = head.stride(NOW);
        assertThat(strides).isEqualTo(600);
        assertThat(head.cursor()).isEqualTo(at(3_600));
    }

    /// However often somebody looks, the same moment is shown.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lookingDoesNotChangeWhereItIs(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var moments =
                    random.ints(4, 0, 3_600).sorted().mapToObj(PlayheadTest::at).toList();
            var busy = random.nextBoolean() ? Stretch.around(moments, Duration.ofSeconds(30)) : List.<Stretch>of();
            int a = random.nextInt(3_000);
            var loop = random.nextBoolean()
                    ? Optional.of(stretch(a, a + 1 + random.nextInt(600)))
                    : Optional.<Stretch>empty();
            var head = Playhead.paused(HOUR, at(random.nextInt(3_600)), NOW)
                    .with(PACES.get(random.nextInt(PACES.size())), NOW)
                    .skipping(busy, NOW)
                    .between(loop, NOW)
                    .play(NOW);
            var often = head;
            var now = NOW;
            for (int look = 0; look < 20; look++) {
                // Whole seconds, so that no half nanosecond is lost on the way.
                now = now.plusSeconds(random.nextInt(4));
                often = often.at(now);
            }
            assertThat(often.cursor())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(head.at(now).cursor());
        }
    }

    private static Instant at(long second) {
        return FROM.plusSeconds(second);
    }

    private static Stretch stretch(long from, long to) {
        return new Stretch(at(from), at(to));
    }
}
