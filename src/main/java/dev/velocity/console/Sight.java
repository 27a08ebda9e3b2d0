package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Condition;
import dev.velocity.history.Latest;
import dev.velocity.history.Minute;
import dev.velocity.history.Readings;
import dev.velocity.replay.Scene;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Quality;
import dev.velocity.watch.Qualities;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What there is to see of the sensors at one moment: now, or a moment of the past. Screens are made of it by the same
/// code.
sealed interface Sight {
    /// What the clock says.
    Instant at();

    /// Open alerts that concern the role, worst first.
    List<Alert> open(Role viewer);

    /// By the index of the catalogue.
    List<Quality> qualities();

    Optional<Latest> latest(int sensor);

    /// The ranges of the minutes of the hour before `until`.
    List<Minute> hour(int sensor, Instant until);

    record Present(Readings readings, Alerts alerts, Qualities ruled, InstantSource clock) implements Sight {
        @Override
        public Instant at() {
            return clock.instant();
        }

        @Override
        public List<Alert> open(Role viewer) {
            return alerts.page(AlertQuery.open(viewer)).alerts();
        }

        @Override
        public List<Quality> qualities() {
            return ruled.all();
        }

        @Override
        public Optional<Latest> latest(int sensor) {
            return readings.latest(sensor);
        }

        @Override
        public List<Minute> hour(int sensor, Instant until) {
            return readings.hour(sensor, until);
        }
    }

    record Past(Scene scene, Catalogue catalogue) implements Sight {
        @Override
        public Instant at() {
            return scene.at();
        }

        @Override
        public List<Alert> open(Role viewer) {
            return scene.open().stream().filter(alert -> alert.concerns(viewer)).toList();
        }

        @Override
        public List<Quality> qualities() {
            var present = scene.open().stream()
                    .filter(alert -> alert.condition() == Condition.PRESENT)
                    .toList();
            return Qualities.of(catalogue, present, sensor -> latest(sensor).isPresent());
        }

        @Override
        public Optional<Latest> latest(int sensor) {
            return scene.latest().get(sensor);
        }

        @Override
        public List<Minute> hour(int sensor, Instant until) {
            return scene.hours().get(sensor);
        }
    }
}
