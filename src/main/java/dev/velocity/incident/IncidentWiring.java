package dev.velocity.incident;

import dev.velocity.alert.Alerts;
import dev.velocity.alert.Silences;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's doors.
@Configuration(proxyBeanMethods = false)
class IncidentWiring {
    @Bean
    Kpis kpis(Alerts alerts, Silences silences, InstantSource clock, Catalogue catalogue) {
        return new Kpis(
                alerts,
                silences,
                clock,
                catalogue.sites().isEmpty()
                        ? ZoneOffset.UTC
                        : catalogue.sites().getFirst().timeZone());
    }

    @Bean
    Chronicle chronicle(Alerts alerts, InstantSource clock) {
        return new Chronicle(alerts, clock).warm();
    }

    @Bean
    Incidents incidents(
            Chronicle chronicle,
            Alerts alerts,
            Catalogue catalogue,
            Database database,
            Writer writer,
            Audit audit,
            InstantSource clock) {
        return new Incidents(chronicle, alerts, catalogue, database, writer, audit, clock);
    }

    @Bean
    Heatmaps heatmaps(
            Chronicle chronicle, Incidents incidents, Catalogue catalogue, Database database, InstantSource clock) {
        return new Heatmaps(chronicle, incidents, catalogue, database, clock);
    }

    @Bean
    Listening listening(Writer writer, InstantSource clock) {
        return new Listening(writer, clock);
    }
}
