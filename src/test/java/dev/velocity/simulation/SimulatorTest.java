package dev.velocity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.simulation.Simulator.Handed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorTest {
    private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");

    private final ShelterModel model = new ShelterModel(1, START, DemoSite.site());
    private final List<Sample> expected =
            new ShelterModel(1, START, DemoSite.site()).advanceTo(START.plus(Duration.ofHours(12)));
    private final List<Sample> received = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private Instant now = START;
    private boolean down;
    private int tries;

    private final InstantSource clock = () -> now;
    private final Simulator simulator = new Simulator(model, clock, this::take);

    private Handed take(List<Sample> readings) throws IOException {
        tries++;
        if (down) {
            if (tries % 2 == 0) throw new IOException("connection refused");
            return new Handed.Later("503: busy");
        }
        batches.add(readings.size());
        received.addAll(readings);
        return new Handed.Taken(0);
    }

    @Test
    void atSixtyTimesTheSpeedAnHourIsSentInThreeHundredSteps() throws InterruptedException {
        steps(300, Duration.ofSeconds(12));
        assertThat(received).isEqualTo(upTo(START.plus(Duration.ofHours(1))));
        assertThat(simulator.tally()).isEqualTo(new Simulator.Tally(received.size(), 0, 0, 0, ""));
    }

    @Test
    void aLeapOfHoursIsSentInBatchesOfAThousandAtMost() throws InterruptedException {
        steps(1, Duration.ofHours(12));
        assertThat(received).isEqualTo(upTo(START.plus(Duration.ofHours(12))));
        assertThat(batches).allMatch(size -> size <= 1_000);
    }

    @Test
    void whatCouldNotBeSentIsSentLaterInOrderBeforeAnythingNewer() throws InterruptedException {
        steps(10, Duration.ofSeconds(12));
        down = true;
        steps(50, Duration.ofSeconds(12));
        assertThat(received).hasSizeLessThan(upTo(now).size());
        assertThat(simulator.tally().waiting()).isPositive();
        assertThat(simulator.tally().trouble()).containsAnyOf("503: busy", "connection refused");
        down = false;
        steps(30, Duration.ofSeconds(12));
        assertThat(received).isEqualTo(upTo(now));
    }

    @Test
    void aServerThatIsDownIsNotAskedAtEveryStep() throws InterruptedException {
        down = true;
        steps(200, Duration.ofSeconds(1));
        assertThat(tries).isBetween(5, 20);
    }

    @Test
    void whatWaitsIsBoundedAndTheOldestIsLost() throws InterruptedException {
        down = true;
        steps(8, Duration.ofHours(1));
        assertThat(simulator.tally().waiting()).isBetween(100_000, 101_000);
        down = false;
        steps(60, Duration.ofSeconds(1));
        int lost = (int) simulator.tally().lost();
        assertThat(lost).isPositive();
        // The thousand that were under way are kept; of those behind them the oldest are lost.
        var kept = new ArrayList<>(upTo(now));
        kept.subList(1_000, 1_000 + lost).clear();
        assertThat(received.equals(kept)).isTrue();
    }

    @Test
    void aScenarioStartedOnTheWayBeginsAtTheClocksInstant() throws InterruptedException {
        steps(5, Duration.ofSeconds(12));
        simulator.start(Scenario.FIRE, Duration.ofMinutes(20));
        assertThat(simulator.runs())
                .containsExactly(new ShelterModel.Run(Scenario.FIRE, now, now.plus(Duration.ofMinutes(20))));
        steps(60, Duration.ofSeconds(12));
        assertThat(received).anyMatch(s -> s.sensor().text().equals("galley-smoke") && s.value() > 2);
        simulator.stop(Scenario.FIRE);
        assertThat(simulator.runs()).isEmpty();
    }

    @Test
    void itRunsAsLongAsItsPacingSaysAndStopsWhenInterrupted() throws InterruptedException {
        var left = new int[] {5};
        simulator.run(() -> {
            now = now.plusSeconds(12);
            return left[0]-- > 0;
        });
        assertThat(received).isEqualTo(upTo(now.minusSeconds(12)));
        simulator.run(() -> {
            throw new InterruptedException();
        });
        assertThat(Thread.interrupted()).isTrue();
    }

    private void steps(int count, Duration each) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            now = now.plus(each);
            simulator.step();
        }
    }

    private List<Sample> upTo(Instant until) {
        return expected.stream().filter(sample -> !sample.at().isAfter(until)).toList();
    }
}
