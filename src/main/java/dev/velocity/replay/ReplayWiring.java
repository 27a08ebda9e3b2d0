package dev.velocity.replay;

import dev.velocity.alert.Alerts;
import dev.velocity.history.Readings;
import dev.velocity.platform.Settings;
import dev.velocity.sensor.Catalogue;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's door.
@Configuration(proxyBeanMethods = false)
class ReplayWiring {
    @Bean
    Replays replays(Alerts alerts, Readings readings, Catalogue catalogue, Settings settings, InstantSource clock) {
        return new Replays(alerts, readings, catalogue, clock, settings.speed());
    }
}
