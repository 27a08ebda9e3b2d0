package dev.velocity.replay;

import dev.velocity.alert.Alert;
import dev.velocity.history.Latest;
import dev.velocity.history.Minute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What there was to see at one recorded moment, whoever may see it.
///
/// @param at the moment
/// @param latest the newest reading of each sensor, by its index in the catalogue
/// @param open every alert that was open, worst first, newest first among equals
/// @param hours the ranges of the minutes of the hour before, of each sensor
public record Scene(Instant at, List<Optional<Latest>> latest, List<Alert> open, List<List<Minute>> hours) {
    public Scene {
        latest = List.copyOf(latest);
        open = List.copyOf(open);
        hours = List.copyOf(hours);
    }
}
