package dev.velocity.simulation;

import java.util.Random;

/// The world outside: a cool climate, rain that washes radon's children to the ground, and fallout when there is
/// some.
final class Outside {
    /// Half-life of what rain brings down, hours; a shower doubles the dose rate and is forgotten in two hours.
    private static final double WASHOUT_HALF_LIFE = 0.6;

    private static final double BACKGROUND = 0.048;
    /// Dose rate at the end of the plume's passage, µSv/h.
    private static final double FALLOUT = 300;

    private final Random rain;
    private final Chance.Wander warmth;
    private final Chance.Wander background;
    private double showerHours;
    private double intensity;
    private double washout;
    private double fallout;
    private double temperature;

    Outside(long seed) {
        rain = Chance.stream(seed, "rain");
        warmth = new Chance.Wander(Chance.stream(seed, "warmth"), 1.5, 6);
        background = new Chance.Wander(Chance.stream(seed, "background"), 0.001, 12);
    }

    /// @param hourOfDay local, 0 to 24
    /// @param plume hours since the plume arrived, or less than zero when there is none
    void pass(double hours, double hourOfDay, double plume) {
        warmth.pass(hours);
        background.pass(hours);
        temperature = -2 + 4 * StrictMath.sin((hourOfDay - 9) / 24 * 2 * Math.PI) + warmth.value();
        if (showerHours > 0) showerHours -= hours;
        else if (rain.nextDouble() < hours / 40) {
            showerHours = 0.3 + -1.2 * StrictMath.log(1 - rain.nextDouble());
            intensity = 0.3 + 0.7 * rain.nextDouble();
        }
        washout += (showerHours > 0 ? 0.07 * intensity * hours : 0) - washout * decay(hours, WASHOUT_HALF_LIFE);
        if (plume >= 0 && plume < 0.5) fallout += FALLOUT / 0.5 * hours;
        else fallout -= fallout * decay(hours, plume >= 0 ? 3 : 0.5);
    }

    private static double decay(double hours, double halfLife) {
        return StrictMath.log(2) * hours / halfLife;
    }

    /// Cel.
    double temperature() {
        return temperature;
    }

    /// Gamma dose rate over open ground, µSv/h.
    double doseRate() {
        return BACKGROUND + background.value() + washout + fallout;
    }

    /// Gamma dose rate behind concrete and earth: less of what is outside, a little of the concrete's own, µSv/h.
    double doseRateInside() {
        return 0.075 + background.value() + (washout + fallout) / 150;
    }

    /// Vapour in the air outside, g/m³.
    double vapour() {
        return 0.8 * Air.saturation(temperature);
    }
}
