package dev.velocity.watch;

import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.history.Readings;
import dev.velocity.live.Hub;
import dev.velocity.platform.Tracing;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's door, the hub its changes go to, and what keeps its time.
@Configuration(proxyBeanMethods = false)
class WatchWiring {
    @Bean
    Hub<AlertChanged> hub() {
        return new Hub<>();
    }

    @Bean
    Consumer<AlertChanged> alertListener(Hub<AlertChanged> hub, Tracing tracing) {
        return change -> {
            try (var part = tracing.part(Tracing.Part.TELL)
                            .mark(Tracing.Mark.ALERT, change.alert().id())
                            .mark(Tracing.Mark.EVENT, change.seq());
                    var _ = part.enter()) {
                tracing.keep(change.seq());
                hub.publish(change);
            }
        };
    }

    @Bean
    Watch watch(Catalogue catalogue, Readings readings, Alerts alerts, Writer writer, InstantSource clock) {
        var snapshots = Thread.ofPlatform().name("snapshot").daemon();
        var watch = new Watch(catalogue, readings, alerts, writer, clock, snapshots::start);
        watch.start();
        return watch;
    }

    @Bean
    Qualities qualities(Catalogue catalogue, Readings readings, Alerts alerts) {
        return new Qualities(catalogue, readings, alerts);
    }

    @Bean
    Ticker ticker(Watch watch) {
        return new Ticker(watch);
    }
}
