package dev.velocity.simulation;

/// Mains, battery and generator: 12 kWh carry the shelter for three hours when both others fail.
final class Power {
    /// W h.
    private static final double CAPACITY = 12_000;
    /// W.
    private static final double CHARGER = 4_000;
    /// L/h of the running generator.
    private static final double THIRST = 4;

    private final Chance.Wander appliances;
    private double charge = 97;
    private boolean charging;
    private double load = 2_500;
    private double flow;
    private double cells = 24;
    private double diesel = 650;
    private double coolant = 42;
    private int state;

    Power(long seed) {
        appliances = new Chance.Wander(Chance.stream(seed, "appliances"), 150, 0.2);
    }

    /// @param hourOfDay local, 0 to 24
    /// @param outage hours since the mains failed, or less than zero when they have not
    /// @param awake how many people use things
    /// @param room temperature of the plant room, Cel
    void pass(double hours, double hourOfDay, double outage, int awake, boolean cooking, double fan, double room) {
        appliances.pass(hours);
        load = 900 + 60 * awake + 900 * fan + (cooking ? 2_500 : 0) + appliances.value();
        if (shedding()) load *= 0.35;
        if (outage < 0) {
            state = hourOfDay >= 10 && hourOfDay < 10.33 ? 1 : 0; // the daily test run
            if (charge < 96) charging = true;
            if (charge >= 98.5) charging = false;
            // Below half the charger gives all it has; near the top it eases off.
            flow = charging ? CHARGER * Math.min(1, (100 - charge) / 12 + 0.05) : -30;
        } else {
            state = outage < 10.0 / 3600 ? 0 : 3;
            flow = charge > 3 ? -load : 0;
        }
        charge = Math.clamp(charge + 100 * flow * hours / CAPACITY, 0, 100);
        cells += (room + 3 + 6 * Math.abs(flow) / CHARGER - cells) * hours;
        boolean runs = state == 1;
        if (runs) diesel -= THIRST * hours;
        coolant += ((runs ? 84 : 42) - coolant) * Math.min(1, hours / (runs ? 0.08 : 0.6));
    }

    /// Whether so little is left that all but the needful is switched off.
    boolean shedding() {
        return flow < -100 && charge < 25;
    }

    double charge() {
        return charge;
    }

    double cells() {
        return cells;
    }

    /// V, of sixteen cells in a row.
    double voltage() {
        return 50.5 + 0.03 * charge + flow / 4_000;
    }

    double load() {
        return load;
    }

    double diesel() {
        return diesel;
    }

    /// Hours the diesel lasts.
    double dieselHours() {
        return diesel / THIRST;
    }

    double coolant() {
        return coolant;
    }

    int generatorState() {
        return state;
    }

    boolean generatorRuns() {
        return state == 1;
    }
}
