package dev.velocity.console;

import dev.velocity.access.People;
import dev.velocity.access.Sessions;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.history.Readings;
import dev.velocity.live.Hub;
import dev.velocity.platform.Settings;
import dev.velocity.proposal.Proposals;
import dev.velocity.sensor.Catalogue;
import dev.velocity.watch.Qualities;
import java.time.InstantSource;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds what the pages and the stream are made with.
@Configuration(proxyBeanMethods = false)
class ConsoleWiring {
    @Bean
    AlertViews alertViews(Catalogue catalogue, People people, Alerts alerts, Readings readings, InstantSource clock) {
        return new AlertViews(catalogue, people, alerts, readings, clock);
    }

    @Bean
    ProposalViews proposalViews(Catalogue catalogue, Proposals proposals, AlertViews alerts) {
        return new ProposalViews(catalogue, proposals, alerts);
    }

    @Bean
    SensorViews sensorViews(
            Catalogue catalogue, Readings readings, Alerts alerts, Qualities qualities, InstantSource clock) {
        return new SensorViews(catalogue, readings, alerts, qualities, clock);
    }

    @Bean
    FloodViews floodViews(Alerts alerts, AlertViews views, Catalogue catalogue) {
        return new FloodViews(alerts, views, catalogue);
    }

    @Bean
    Shells shells(Alerts alerts, AlertViews views, Catalogue catalogue, Settings settings, InstantSource clock) {
        return new Shells(alerts, views, catalogue, settings, clock);
    }

    @Bean
    Streams streams() {
        return new Streams();
    }

    @Bean
    ServletRegistrationBean<StreamServlet> stream(
            Hub<AlertChanged> hub,
            Alerts alerts,
            AlertViews views,
            FloodViews floods,
            SensorViews sensors,
            Sessions sessions,
            Streams streams,
            InstantSource clock) {
        return new ServletRegistrationBean<>(
                new StreamServlet(hub, alerts, views, floods, sensors, sessions, streams, clock), StreamServlet.PATH);
    }
}
