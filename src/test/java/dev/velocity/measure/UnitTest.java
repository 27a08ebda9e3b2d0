package dev.velocity.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnitTest {
    @ParameterizedTest(name = "{0} {1} is {2} {3}")
    @CsvSource({
        "39,      nSv/h,    0.039,    uSv/h",
        "1,       m[REM]/h, 10,       uSv/h",
        "0.5,     mSv/h,    500,      uSv/h",
        "32,      [degF],   0,        Cel",
        "212,     degF,     100,      Cel",
        "-40,     °F,       -40,      Cel",
        "0,       K,        -273.15,  Cel",
        "100,     Cel,      212,      [degF]",
        "0.209,   1,        20.9,     %",
        "0.5,     %,        5000,     [ppm]",
        "1,       hPa,      100,      Pa",
        "0.1,     [in_i'H2O], 24.908891, Pa",
        "12,      ug/L,     12000,    ug/m3",
        "0.2,     g/m3,     0.2,      mg/L",
        "1,       [gal_us], 3.785411784, L",
        "1.5,     m3,       1500,     L",
        "3000,    rpm,      50,       Hz",
        "9.80665, m/s2,     1,        [g]",
        "90,      min,      1.5,      h",
        "0.15,    s,        150,      ms",
        "2.5,     mS/cm,    2500,     uS/cm",
    })
    void convertsExactly(double value, String from, double expected, String to) {
        assertThat(Unit.named(from).orElseThrow().convert(value, Unit.named(to).orElseThrow()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void everyQuantityHasItsUnitInTheTable(Quantity quantity) {
        assertThat(Unit.of(quantity).code()).isEqualTo(quantity.unit());
        assertThat(Unit.codesFor(quantity)).contains(quantity.unit());
    }

    @ParameterizedTest
    @EnumSource
    void thereAndBackIsTheSameValue(Quantity quantity) {
        var random = new Random(7);
        var home = Unit.of(quantity);
        for (var code : Unit.codesFor(quantity)) {
            var away = Unit.named(code).orElseThrow();
            double value = random.nextDouble() * 1000;
            assertThat(away.convert(home.convert(value, away), home))
                    .as("%s via %s", value, code)
                    .isCloseTo(value, within(1e-9 * 1000));
        }
    }

    @Test
    void aForeignDimensionIsRefused() {
        var litre = Unit.named("L").orElseThrow();
        assertThatThrownBy(() -> litre.convert(1, Unit.of(Quantity.TEMPERATURE)))
                .hasMessage("L cannot become Cel");
    }

    @Test
    void anUnknownUnitIsEmptyAndNotAGuess() {
        assertThat(Unit.named("furlong")).isEmpty();
        assertThat(Unit.named("mg/m3 CO")).isEmpty();
    }

    @Test
    void theUnitsOfAnImportCanBeListed() {
        assertThat(Unit.codesFor(Quantity.DOSE_RATE))
                .containsExactly("uSv/h", "Sv/h", "mSv/h", "nSv/h", "[REM]/h", "m[REM]/h");
    }
}
