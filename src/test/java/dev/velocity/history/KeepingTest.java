package dev.velocity.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Readings are kept for 30 days here, rollups for 300, the journal for 10.
class KeepingTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant EVER = Past.BEGIN.minus(Duration.ofDays(900));
    private static final Instant LAST = Past.BEGIN.plus(Duration.ofDays(900));

    @TempDir
    private Path directory;

    @Test
    void readingsGoAndTheirRollupsStay() {
        try (var past = new Past(directory, MINUTE)) {
            month(past);
            var before = past.readings().series(Past.id(0), Past.BEGIN, days(30), 2_000);
            assertThat(before.width()).isEqualTo(Duration.ofMinutes(24));
            past.forget(days(45));
            assertThat(past.readings().between(Past.id(0), EVER, LAST)).hasSizeBetween(20_000, 33_000);
            var hours = past.readings().series(Past.id(0), Past.BEGIN, days(30), 721);
            assertThat(hours.width()).isEqualTo(Duration.ofHours(1));
            assertThat(hours.buckets())
                    .hasSize(720)
                    .allSatisfy(bucket -> assertThat(bucket.count()).isEqualTo(60));
            var finest = past.readings().series(Past.id(0), Past.BEGIN, Past.BEGIN.plus(Duration.ofDays(1)), 20_000);
            assertThat(finest.width()).isEqualTo(Duration.ofMinutes(15));
            past.forget(days(400));
            assertThat(past.readings().between(Past.id(0), EVER, LAST)).isEmpty();
            assertThat(past.readings()
                            .series(Past.id(0), Past.BEGIN, days(30), 721)
                            .buckets())
                    .isEmpty();
        }
    }

    @Test
    void whatComesWhenItsTimeIsForgottenSpoilsNoRollup() {
        try (var past = new Past(directory, MINUTE)) {
            month(past);
            past.forget(days(45));
            var before = past.readings().series(Past.id(0), Past.BEGIN, days(30), 721);
            past.keep(List.of(at(30, 10_000), at(90_030, 10_000)));
            past.pack();
            past.keep(List.of(at(45 * 86_400, 1)));
            past.pack();
            assertThat(past.readings().series(Past.id(0), Past.BEGIN, days(30), 721))
                    .isEqualTo(before);
        }
    }

    @Test
    void aSlowSensorsReadingsStayAsLongAsRollups() {
        try (var past = new Past(directory, Duration.ofHours(1))) {
            var samples = new ArrayList<Past.Sample>();
            for (int i = 0; i < 24 * 30; i++) samples.add(at(3_600L * i, i));
            past.keep(samples);
            past.pack();
            past.forget(days(200));
            assertThat(past.readings().between(Past.id(0), EVER, LAST)).hasSize(720);
            past.forget(days(400));
            assertThat(past.readings().between(Past.id(0), EVER, LAST)).isEmpty();
        }
    }

    @Test
    void theJournalGoesByTheTimeThingsCame() {
        try (var past = new Past(directory, MINUTE)) {
            past.keep(List.of(at(0, 1)));
            past.pack();
            past.forget(Past.BEGIN.plus(Duration.ofDays(9)));
            assertThat(past.journal()).hasSize(1);
            past.keep(List.of(at(60, 2)));
            past.pack();
            past.forget(Past.BEGIN.plus(Duration.ofDays(11)));
            assertThat(past.journal()).containsExactly("0 " + micros(60) + " 2.0");
            assertThat(past.readings().between(Past.id(0), EVER, LAST)).hasSize(2);
            past.restart();
            past.keep(List.of(at(120, 3)));
            assertThat(past.journal()).hasSize(2);
        }
    }

    private static void month(Past past) {
        var samples = new ArrayList<Past.Sample>();
        for (int i = 0; i < 43_200; i++) {
            samples.add(at(60L * i, 400 + i % 100));
            if (samples.size() < 5_000 && i + 1 < 43_200) continue;
            past.keep(samples);
            samples.clear();
        }
        past.pack();
    }

    private static Instant days(int count) {
        return Past.BEGIN.plus(Duration.ofDays(count));
    }

    private static long micros(long second) {
        return dev.velocity.platform.Micros.of(Past.BEGIN.plusSeconds(second));
    }

    private static Past.Sample at(long second, double value) {
        return new Past.Sample(0, Past.BEGIN.plusSeconds(second), value, false);
    }
}
