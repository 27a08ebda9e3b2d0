package dev.velocity.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AirTest {
    private static final Air.Supply FRESH = new Air.Supply(420, 20.93, 0.2, 3, 7.5, 18);
    private static final double SECOND = 1 / 3600.0;

    @Test
    void sixPeopleIn50CubicMetresWithoutVentilationAdd2160PpmAnHour() {
        var air = new Air(50, 900_000);
        double before = air.carbonDioxide;
        for (int i = 0; i < 3600; i++) {
            breathe(air, 6);
            air.pass(SECOND, 0, FRESH);
        }
        assertThat(air.carbonDioxide - before).isCloseTo(2160, within(21.6));
        assertThat(air.oxygen).isCloseTo(20.85 - 0.216 / 0.85, within(0.0025));
    }

    @Test
    void withVentilationTheyComeToWhatTheFreshAirCarriesAway() {
        var air = new Air(50, 900_000);
        for (int i = 0; i < 10 * 3600; i++) {
            breathe(air, 6);
            air.pass(SECOND, 200, FRESH);
        }
        assertThat(air.carbonDioxide).isCloseTo(420 + 6 * 0.018 / 200 * 1e6, within(10.0));
    }

    @Test
    void anEmptyRoomClearsByTheAirChanged() {
        var air = new Air(50, 900_000);
        air.carbonDioxide = 5_420;
        for (int i = 0; i < 3600; i++) air.pass(SECOND, 100, FRESH);
        assertThat(air.carbonDioxide - 420).isCloseTo(5000 * Math.exp(-2), within(0.01 * 5000 * Math.exp(-2)));
    }

    @ParameterizedTest(name = "air of {0} Cel holds {1} g/m3")
    @CsvSource({"-2, 4.2", "10, 9.4", "21, 18.3", "35, 39.6"})
    void warmAirHoldsMoreVapour(double celsius, double grams) {
        assertThat(Air.saturation(celsius)).isCloseTo(grams, within(0.02 * grams));
    }

    @Test
    void humidityNeverPassesSaturation() {
        var air = new Air(10, 200_000);
        for (int i = 0; i < 7200; i++) {
            air.sources.clear();
            air.sources.vapour = 2_000;
            air.pass(SECOND, 0, FRESH);
            assertThat(air.relativeHumidity()).isBetween(0.0, 100.0);
        }
    }

    private static void breathe(Air air, int people) {
        air.sources.clear();
        air.sources.carbonDioxide = people * 0.018;
        air.sources.oxygenUsed = people * 0.018 / 0.85;
    }
}
