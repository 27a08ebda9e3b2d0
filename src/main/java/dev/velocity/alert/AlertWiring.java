package dev.velocity.alert;

import dev.velocity.access.People;
import dev.velocity.access.Person;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's doors.
@Configuration(proxyBeanMethods = false)
class AlertWiring {
    /// @param listener hears of every change after its commit; the live hub, which this room does not know
    @Bean
    Alerts alerts(
            Database database,
            Writer writer,
            Audit audit,
            InstantSource clock,
            Catalogue catalogue,
            People people,
            Consumer<AlertChanged> listener) {
        return new Alerts(
                database,
                writer,
                audit,
                clock,
                catalogue,
                name -> people.find(name).filter(person -> !person.disabled()).map(Person::role),
                listener);
    }

    @Bean
    Silences silences(Database database, Writer writer, Audit audit, InstantSource clock, Alerts alerts) {
        return new Silences(database, writer, audit, clock, alerts);
    }

    @Bean
    Reports reports(Database database, Writer writer, InstantSource clock, Catalogue catalogue, Alerts alerts) {
        return new Reports(database, writer, clock, catalogue, alerts);
    }

    @Bean
    Warnings warnings(Writer writer, Catalogue catalogue, Alerts alerts) {
        return new Warnings(writer, catalogue, alerts);
    }

    @Bean
    SavedViews savedViews(Database database, Writer writer) {
        return new SavedViews(database, writer);
    }
}
