package dev.velocity.measure;

import java.util.Locale;

/// What a sensor measures, with the UCUM code of its one unit and the range nature allows.
///
/// Values are always held in [#unit()]; conversion happens at the door. A value outside `least..most` (or NaN) is
/// not a reading of this quantity but a fault, and is refused. The range is what can exist, not what is healthy:
/// limits say that.
public enum Quantity {
    CARBON_DIOXIDE("[ppm]", 0, 1_000_000),
    CARBON_MONOXIDE("[ppm]", 0, 1_000_000),
    OXYGEN("%", 0, 100),
    HYDROGEN_SULFIDE("[ppm]", 0, 1_000_000),
    DOSE_RATE("uSv/h", 0, 1e9),
    DOSE("mSv", 0, 1e6),
    OVERPRESSURE("Pa", -101_325, 1_000_000),
    TEMPERATURE("Cel", -273.15, 2_000),
    RELATIVE_HUMIDITY("%", 0, 100),
    SMOKE_OBSCURATION("%/m", 0, 100),
    PARTICULATE_MATTER("ug/m3", 0, 1e7),
    FILL_LEVEL("%", 0, 100),
    FREE_CHLORINE("mg/L", 0, 1_000),
    TURBIDITY("[NTU]", 0, 100_000),
    ACIDITY("[pH]", 0, 14),
    CONDUCTIVITY("uS/cm", 0, 10_000_000),
    VOLUME("L", 0, 1e9),
    STATE_OF_CHARGE("%", 0, 100),
    VOLTAGE("V", -1e6, 1e6),
    FREQUENCY("Hz", 0, 1e9),
    POWER("W", -1e12, 1e12),
    CONTACT("1", 0, 1),
    GENERATOR_STATE("1", 0, 5),
    ACCELERATION("[g]", 0, 1_000),
    VIBRATION("mm/s", 0, 100_000),
    SOUND_LEVEL("dB[SPL]", -20, 250),
    ILLUMINANCE("lx", 0, 1e6),
    PACKET_LOSS("%", 0, 100),
    ROUND_TRIP_TIME("ms", 0, 1e9),
    DURATION("h", 0, 1e7),
    COUNT("1", 0, 1e12);

    private final String unit;
    private final double least;
    private final double most;

    Quantity(String unit, double least, double most) {
        this.unit = unit;
        this.least = least;
        this.most = most;
    }

    /// The name people write in a site file: `carbon-dioxide`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// UCUM code of the unit every value of this quantity is held in.
    public String unit() {
        return unit;
    }

    /// Smallest value nature allows, in [#unit()].
    public double least() {
        return least;
    }

    /// Largest value nature allows, in [#unit()].
    public double most() {
        return most;
    }

    /// Whether nature allows `value`; false for NaN and the infinities, so they need no case of their own.
    public boolean admits(double value) {
        return least <= value && value <= most;
    }
}
