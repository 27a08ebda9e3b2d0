package dev.velocity.console;

import dev.velocity.access.People;
import dev.velocity.access.Sessions;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.history.Readings;
import dev.velocity.incident.Heatmaps;
import dev.velocity.incident.Incidents;
import dev.velocity.live.Hub;
import dev.velocity.outlook.Outlooks;
import dev.velocity.platform.Settings;
import dev.velocity.platform.Tracing;
import dev.velocity.platform.Writer;
import dev.velocity.proposal.Proposals;
import dev.velocity.proposal.SiteProposals;
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
    Spoken<AlertViews> alertViews(
            Catalogue catalogue, People people, Alerts alerts, Readings readings, InstantSource clock) {
        return new Spoken<>(words -> new AlertViews(words, catalogue, people, alerts, readings, clock));
    }

    @Bean
    Spoken<ProposalViews> proposalViews(Catalogue catalogue, Proposals proposals, Spoken<AlertViews> alerts) {
        return new Spoken<>(words -> new ProposalViews(words, catalogue, proposals, alerts.in(words)));
    }

    @Bean
    Spoken<SiteViews> siteViews(Catalogue catalogue, SiteProposals proposals, Spoken<AlertViews> alerts) {
        return new Spoken<>(words -> new SiteViews(words, catalogue, proposals, alerts.in(words)));
    }

    @Bean
    Spoken<SensorViews> sensorViews(
            Catalogue catalogue, Readings readings, Alerts alerts, Qualities qualities, InstantSource clock) {
        var now = new Sight.Present(readings, alerts, qualities, clock);
        return new Spoken<>(words -> new SensorViews(words, catalogue, now));
    }

    @Bean
    Spoken<SeriesViews> seriesViews(Readings readings, Heatmaps heatmaps, Spoken<AlertViews> alerts) {
        return new Spoken<>(words -> new SeriesViews(words, readings, heatmaps, alerts.in(words)));
    }

    @Bean
    Spoken<FloodViews> floodViews(Alerts alerts, Spoken<AlertViews> views, Catalogue catalogue) {
        return new Spoken<>(words -> new FloodViews(words, alerts, views.in(words), catalogue));
    }

    @Bean
    Spoken<OverviewViews> overviewViews(
            Catalogue catalogue,
            Alerts alerts,
            Spoken<AlertViews> alertViews,
            Spoken<SensorViews> sensors,
            Outlooks outlooks,
            Heatmaps heatmaps,
            Writer writer,
            InstantSource clock) {
        return new Spoken<>(words -> new OverviewViews(
                words, catalogue, alerts, alertViews.in(words), sensors.in(words), outlooks, heatmaps, writer, clock));
    }

    @Bean
    Spoken<SensorPageViews> sensorPageViews(
            Catalogue catalogue,
            Spoken<SensorViews> sensors,
            Spoken<OverviewViews> overviews,
            Spoken<AlertViews> alerts,
            InstantSource clock) {
        return new Spoken<>(words ->
                new SensorPageViews(words, catalogue, sensors.in(words), overviews.in(words), alerts.in(words), clock));
    }

    @Bean
    Spoken<IncidentViews> incidentViews(Spoken<AlertViews> alerts, Incidents incidents, InstantSource clock) {
        return new Spoken<>(words -> new IncidentViews(words, alerts.in(words), incidents, clock));
    }

    @Bean
    Spoken<TimelineViews> timelineViews(
            Spoken<AlertViews> alerts,
            Spoken<IncidentViews> incidentViews,
            Incidents incidents,
            Heatmaps heatmaps,
            InstantSource clock) {
        return new Spoken<>(words ->
                new TimelineViews(words, alerts.in(words), incidentViews.in(words), incidents, heatmaps, clock));
    }

    @Bean
    Spoken<ReplayViews> replayViews(
            Catalogue catalogue, Readings readings, Spoken<AlertViews> alerts, Spoken<SensorViews> sensors) {
        return new Spoken<>(words -> new ReplayViews(words, catalogue, readings, alerts.in(words), sensors.in(words)));
    }

    @Bean
    Shells shells(
            Alerts alerts,
            Spoken<AlertViews> views,
            Catalogue catalogue,
            Settings settings,
            InstantSource clock,
            Routes routes) {
        return new Shells(alerts, views, catalogue, settings, clock, new Places(routes));
    }

    @Bean
    Streams streams() {
        return new Streams();
    }

    @Bean
    ServletRegistrationBean<StreamServlet> stream(
            Hub<AlertChanged> hub,
            Alerts alerts,
            Spoken<AlertViews> views,
            Spoken<FloodViews> floods,
            Spoken<SensorViews> sensors,
            Sessions sessions,
            Streams streams,
            InstantSource clock,
            Tracing tracing) {
        return new ServletRegistrationBean<>(
                new StreamServlet(hub, alerts, views, floods, sensors, sessions, streams, clock, tracing),
                StreamServlet.PATH);
    }
}
