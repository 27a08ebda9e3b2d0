package dev.velocity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class CrewTest {
    private static final ZonedDateTime MIDNIGHT = ZonedDateTime.of(2026, 3, 2, 0, 0, 0, 0, ZoneOffset.UTC);

    @Test
    void everyoneIsSomewhereAtEveryMinute() {
        var crew = new Crew(1);
        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            crew.place(MIDNIGHT.plusMinutes(minute), false);
            int people = 0;
            for (var room : Room.values()) people += crew.in(room);
            assertThat(people).isEqualTo(Crew.SIZE);
            assertThat(crew.in(Room.AIRLOCK)).isZero();
        }
    }

    @Test
    void byNightMostSleepAndTwoKeepWatch() {
        var crew = new Crew(1);
        crew.place(MIDNIGHT.plusHours(3), false);
        assertThat(crew.asleep(Room.DORMITORY)).isEqualTo(10);
        assertThat(crew.awake(Room.COMMAND)).isEqualTo(2);
    }

    @Test
    void byDaySomebodySleepsAfterTheNightWatch() {
        var crew = new Crew(1);
        crew.place(MIDNIGHT.plusHours(11), false);
        assertThat(crew.asleep(Room.DORMITORY)).isEqualTo(2);
    }

    @Test
    void atMealsTheGalleyIsFullUnlessItBurns() {
        var crew = new Crew(1);
        int most = 0;
        for (int minute = 0; minute < 60; minute++) {
            var time = MIDNIGHT.plusHours(12).plusMinutes(minute);
            crew.place(time, false);
            most = Math.max(most, crew.in(Room.GALLEY));
            crew.place(time, true);
            assertThat(crew.in(Room.GALLEY)).isZero();
        }
        assertThat(most).isGreaterThanOrEqualTo(4);
    }
}
