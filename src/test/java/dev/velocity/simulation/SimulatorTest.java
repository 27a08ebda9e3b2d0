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
            return Handed.LATER;
        }
        batches.add(readings.size());
        received.addAll(readings);
        return Handed.TAKEN;
    }

    @Test
    void atSixtyTimesTheSpeedAnHourIsSentInThreeHundredSteps() {
        steps(300, Duration.ofSeconds(12));
        assertThat(received).isEqualTo(upTo(START.plus(Duration.ofHours(1))));
        assertThat(simulator.tally()).isEqualTo(new Simulator.Tally(received.size(), 0, 0));
    }

    @Test
    void aLeapOfHoursIsSentInBatchesOfAThousandAtMost() {
        steps(1, Duration.ofHours(12));
        assertThat(received).isEqualTo(upTo(START.plus(Duration.ofHours(12))));
        assertThat(batches).allMatch(size -> size <= 1_000);
    }

    @Test
    void whatCouldNotBeSentIsSentLaterInOrderBeforeAnythingNewer() {
        steps(10, Duration.ofSeconds(12));
        down = true;
        steps(50, Duration.ofSeconds(12));
        assertThat(received).hasSizeLessThan(upTo(now).size());
        assertThat(simulator.tally().waiting()).isPositive();
        down = false;
        steps(30, Duration.ofSeconds(12));
        assertThat(received).isEqualTo(upTo(now));
    }

    @Test
    void aServerThatIsDownIsNotAskedAtEveryStep() {
        down = true;
        steps(200, Duration.ofSeconds(1));
        assertThat(tries).isBetween(5, 20);
    }

    @Test
    void whatWaitsIsBoundedAndTheOldestIsLost() {
        down = true;
        steps(8, Duration.ofHours(1));
        assertThat(simulator.tally().waiting()).isEqualTo(100_000);
        down = false;
        steps(60, Duration.ofSeconds(1));
        int lost = (int) simulator.tally().lost();
        assertThat(lost).isPositive();
        var all = upTo(now);
        assertThat(received.equals(all.subList(lost, all.size()))).isTrue();
    }

    @Test
    void aScenarioStartedOnTheWayBeginsAtTheClocksInstant() {
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
    void itRunsAsLongAsItsPacingSaysAndStopsWhenInterrupted() {
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

    private void steps(int count, Duration each) {
        for (int i = 0; i < count; i++) {
            now = now.plus(each);
            simulator.step();
        }
    }

    private List<Sample> upTo(Instant until) {
        return expected.stream().filter(sample -> !sample.at().isAfter(until)).toList();
    }
}
