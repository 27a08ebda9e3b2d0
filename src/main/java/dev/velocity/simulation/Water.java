package dev.velocity.simulation;

/// The water store: 28 days for everyone at 15 litres a day, topped up from the well.
final class Water {
    private static final double CAPACITY = Crew.SIZE * 15.0 * 28;
    /// Litres an hour everyone together uses on average.
    private static final double USE = Crew.SIZE * 15.0 / 24;
    /// Litres an hour through a burst pipe.
    private static final double BURST = 600;

    private double litres = 0.88 * CAPACITY;
    private boolean filling;
    private double stirred;

    /// @param awake how many people use water
    /// @param leak hours since a pipe burst, or less than zero when it is whole
    void pass(double hours, int awake, double leak) {
        // Those who sleep use none; seven of twelve are awake on average.
        litres -= USE * awake / 7.0 * hours;
        if (litres < 0.84 * CAPACITY) filling = true;
        if (litres > 0.9 * CAPACITY) filling = false;
        if (leak >= 0) litres -= BURST * hours;
        else if (filling) litres += 500 * hours;
        litres = Math.clamp(litres, 0, CAPACITY);
        stirred += ((leak >= 0 ? 0.4 : 0) - stirred) * Math.min(1, hours * 2);
    }

    /// Percent of the store.
    double level() {
        return 100 * litres / CAPACITY;
    }

    /// Hours the water lasts at 15 litres per person and day.
    double hoursLeft() {
        return litres / USE;
    }

    /// [NTU].
    double turbidity() {
        return 0.3 + stirred;
    }
}
