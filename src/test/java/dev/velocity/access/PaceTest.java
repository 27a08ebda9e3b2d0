package dev.velocity.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final House.Hands clock = new House.Hands();
    private final Pace pace = new Pace(clock);

    @Test
    void aNameGetsAtMostTenTriesAMinuteFromHoweverManyStrangers() {
        int tries = 0;
        for (int second = 0; second < 600; second++, clock.pass(Duration.ofSeconds(1)))
            for (int guesser = 0; guesser < 50; guesser++)
                if (pace.ask("ada", "10.0.1." + guesser).isZero()) tries++;
        assertThat(tries).isBetween(50, 55);
        assertThat(tries / 10).isLessThanOrEqualTo(10);
    }

    @Test
    void guessersElsewhereDoNotKeepThePersonOut() {
        assertThat(pace.ask("ada", "10.0.0.1")).isZero();
        pace.succeeded("ada", "10.0.0.1");
        for (int guesser = 0; guesser < 500; guesser++) pace.ask("ada", "10.0.2." + guesser);
        assertThat(pace.ask("ada", "10.0.2.7")).isPositive();
        assertThat(pace.ask("ada", "10.0.0.1")).isZero();
    }

    @Test
    void nobodyIsLockedOutAndTheWaitThatIsToldIsEnough() {
        for (int i = 0; i < 1_000; i++) pace.ask("ada", "10.0.0.1");
        var wait = pace.ask("ada", "10.0.0.1");
        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(12));
        clock.pass(wait);
        assertThat(pace.ask("ada", "10.0.0.1")).isZero();
    }

    @Test
    void oneAddressCannotTryManyNamesFast() {
        int tries = 0;
        for (int name = 0; name < 1_000; name++)
            if (pace.ask("name" + name, "10.0.0.1").isZero()) tries++;
        assertThat(tries).isEqualTo(30);
    }

    @Test
    void aClockThatGoesBackTakesNothingAway() {
        assertThat(pace.ask("ada", "10.0.0.1")).isZero();
        clock.pass(Duration.ofDays(-1));
        assertThat(pace.ask("ada", "10.0.0.1")).isZero();
    }
}
