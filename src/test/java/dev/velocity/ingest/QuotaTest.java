package dev.velocity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.sensor.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Quota quota = new Quota(1_000, () -> now);

    @Test
    void aDeviceMaySendSixtyFourSecondsWorthAtOnceAndThenWhatGrows() {
        for (int i = 0; i < 64; i++) assertThat(quota.ask("mad", 1_000)).isZero();
        assertThat(quota.ask("mad", 1_000)).isEqualTo(Duration.ofSeconds(1));
        int bodies = 0;
        for (int second = 0; second < 600; second++) {
            now = now.plusSeconds(1);
            for (int i = 0; i < 50; i++) if (quota.ask("mad", 1_000).isZero()) bodies++;
        }
        assertThat(bodies).isBetween(599, 600);
    }

    @Test
    void theWaitThatIsToldIsEnoughAndNoMore() {
        for (int i = 0; i < 200; i++) quota.ask("mad", 1_000);
        var wait = quota.ask("mad", 700);
        now = now.plus(wait).minusMillis(1);
        assertThat(quota.ask("mad", 700)).isPositive();
        now = now.plusMillis(1);
        assertThat(quota.ask("mad", 700)).isZero();
    }

    @Test
    void oneDeviceTakesNothingOfAnothersAndAClockThatGoesBackNothingAtAll() {
        for (int i = 0; i < 200; i++) quota.ask("mad", 1_000);
        assertThat(quota.ask("calm", 64_000)).isZero();
        now = now.minusSeconds(86_400);
        assertThat(quota.ask("mad", 1_000)).isEqualTo(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        assertThat(quota.ask("mad", 1_000)).isZero();
    }

    @RepeatedTest(50)
    void theNewestTheLowestAndTheHighestOfEachSensorDecide(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var batch = new Batch(1);
        int size = random.nextInt(60);
        for (int i = 0; i < size; i++)
            batch.add(random.nextInt(4), random.nextInt(100), random.nextInt(20), random.nextInt(1_000), 2 * i);
        var deciding = Quota.deciding(batch);
        var positions = new ArrayList<Integer>();
        for (int i = 0; i < deciding.size(); i++) {
            int from = deciding.position(i) / 2;
            assertThat(deciding.sensor(i)).isEqualTo(batch.sensor(from));
            assertThat(deciding.at(i)).isEqualTo(batch.at(from));
            assertThat(deciding.value(i)).isEqualTo(batch.value(from));
            assertThat(deciding.sequence(i)).isEqualTo(batch.sequence(from));
            positions.add(deciding.position(i));
        }
        assertThat(positions).isSorted().doesNotHaveDuplicates();
        for (int sensor = 0; sensor < 4; sensor++) {
            assertThat(edges(deciding, sensor)).isEqualTo(edges(batch, sensor));
            assertThat(count(deciding, sensor)).isLessThanOrEqualTo(3);
        }
    }

    private static int count(Batch batch, int sensor) {
        int count = 0;
        for (int i = 0; i < batch.size(); i++) if (batch.sensor(i) == sensor) count++;
        return count;
    }

    /// The newest instant, the least value and the greatest.
    private static String edges(Batch batch, int sensor) {
        var instants = new TreeSet<Long>();
        var values = new TreeSet<Double>();
        for (int i = 0; i < batch.size(); i++) {
            if (batch.sensor(i) != sensor) continue;
            instants.add(batch.at(i));
            values.add(batch.value(i));
        }
        return instants.isEmpty() ? "none" : instants.last() + " " + values.first() + " " + values.last();
    }
}
