package dev.velocity.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Something that goes wrong in the shelter, long enough to drive its sensors over their limits, and ends.
public enum Scenario {
    /// The bearing of the supply fan fails; four minutes later there is no fresh air: carbon dioxide, humidity.
    VENTILATION_FAILURE(Duration.ofHours(8)),
    /// The heater stops while fresh air comes in as cold as it is outside.
    HEATING_FAILURE(Duration.ofHours(8)),
    /// A plume passes and leaves fallout outside; the filters hold.
    EXTERNAL_CONTAMINATION(Duration.ofHours(3)),
    /// The mains fail, the generator does not start, the battery carries the load until it is empty.
    POWER_SHORTAGE(Duration.ofHours(6)),
    /// A fire in the galley; everyone leaves it, the siren sounds.
    FIRE(Duration.ofMinutes(30)),
    /// A pipe of the water store bursts; the water finds its way to the plant room.
    LEAK(Duration.ofHours(6));

    private final Duration usual;

    Scenario(Duration usual) {
        this.usual = usual;
    }

    /// The name people write: `ventilation-failure`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// How long it lasts unless told otherwise: long enough to pass the limits it is meant to pass.
    public Duration usual() {
        return usual;
    }

    /// The scenario people write as `text`, or empty.
    public static Optional<Scenario> named(String text) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.text().equals(text))
                .findFirst();
    }
}
