package dev.velocity.simulation;

/// The well-mixed air of one room: what is in it changes by what sources add and by what the ventilation exchanges.
///
/// For each gas `volume × d(concentration)/dt = source + flow × (supplied − here)`: six people at 18 L/h each in
/// 50 m³ without ventilation raise carbon dioxide by 2160 ppm an hour.
final class Air {
    /// Air as it comes in. Temperature in Cel, vapour in g/m³, gases in the unit of their quantity.
    record Supply(
            double carbonDioxide,
            double oxygen,
            double carbonMonoxide,
            double dust,
            double vapour,
            double temperature) {}

    /// What is added to a room in an hour: gases in m³, vapour in g, dust in µg, smoke in %/m × m³, heat in W.
    static final class Sources {
        double carbonDioxide;
        double oxygenUsed;
        double carbonMonoxide;
        double vapour;
        double dust;
        double smoke;
        double heat;

        void clear() {
            carbonDioxide = 0;
            oxygenUsed = 0;
            carbonMonoxide = 0;
            vapour = 0;
            dust = 0;
            smoke = 0;
            heat = 0;
        }
    }

    /// J/(m³ K).
    private static final double HEAT_OF_AIR = 1_206;
    /// Share of dust and smoke that settles in an hour.
    private static final double SETTLING = 1.0;
    /// Through the walls to the ground, W/K.
    private static final double WALL_LOSS = 15;
    private static final double GROUND = 10;

    final Sources sources = new Sources();
    private final double volume;
    private final double heatCapacity;

    double carbonDioxide = 600;
    double oxygen = 20.85;
    double carbonMonoxide = 0.3;
    double dust = 4;
    double smoke = 0.03;
    double vapour = 8;
    double temperature = 21;

    Air(double volume, double heatCapacity) {
        this.volume = volume;
        this.heatCapacity = heatCapacity;
    }

    /// Lets `hours` pass with `flow` m³/h of `supply` coming in and as much going out.
    void pass(double hours, double flow, Supply supply) {
        double share = flow * hours / volume;
        double added = hours / volume;
        carbonDioxide += sources.carbonDioxide * added * 1e6 + share * (supply.carbonDioxide - carbonDioxide);
        oxygen += -sources.oxygenUsed * added * 100 + share * (supply.oxygen - oxygen);
        carbonMonoxide += sources.carbonMonoxide * added * 1e6 + share * (supply.carbonMonoxide - carbonMonoxide);
        double settled = SETTLING * hours;
        dust += sources.dust * added + share * (supply.dust - dust) - settled * dust;
        smoke += sources.smoke * added + share * (0.03 - smoke) - settled * (smoke - 0.03);
        vapour += sources.vapour * added + share * (supply.vapour - vapour);
        // Cool walls take up what is beyond 85 % of saturation, a tenth of an hour's worth at a time.
        double most = 0.85 * saturation(temperature);
        if (vapour > most) vapour -= Math.min(1, 10 * hours) * (vapour - most);
        double heat = sources.heat
                + HEAT_OF_AIR * flow / 3600 * (supply.temperature - temperature)
                + WALL_LOSS * (GROUND - temperature);
        temperature += heat * hours * 3600 / heatCapacity;
    }

    /// The air itself as a supply for another room.
    Supply asSupply() {
        return new Supply(carbonDioxide, oxygen, carbonMonoxide, dust, vapour, temperature);
    }

    /// In percent.
    double relativeHumidity() {
        return Math.min(100, 100 * vapour / saturation(temperature));
    }

    /// Most vapour that air of `celsius` can hold, g/m³ (Magnus).
    static double saturation(double celsius) {
        double pressure = 611.2 * StrictMath.exp(17.62 * celsius / (243.12 + celsius));
        return 2.167 * pressure / (celsius + 273.15);
    }
}
