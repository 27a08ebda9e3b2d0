package dev.velocity.simulation;

/// The rooms people live in, by size and what the house technology gives them.
///
/// Twelve people share 405 m³: fresh air keeps each room near 1000 ppm of carbon dioxide when it is in use.
enum Room {
    AIRLOCK(15, 30, 50),
    COMMAND(50, 180, 500),
    DORMITORY(70, 260, 100),
    GALLEY(60, 200, 300),
    MEDICAL(30, 80, 100),
    PLANT(80, 100, 600),
    GENERATOR(60, 150, 100),
    WATER(40, 20, 50);

    /// Of air, m³.
    final double volume;
    /// Fresh air when the fan runs as designed, m³/h.
    final double freshAir;
    /// Heat of what runs there day and night, W.
    final double equipment;

    Room(double volume, double freshAir, double equipment) {
        this.volume = volume;
        this.freshAir = freshAir;
        this.equipment = equipment;
    }

    /// Heat the air, furniture and the first centimetres of wall take up, J/K.
    double heatCapacity() {
        return volume * 18_000;
    }
}
