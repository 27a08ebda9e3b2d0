package dev.velocity.proposal;

import dev.velocity.audit.Audit;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.KeptSite;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the room's door.
@Configuration(proxyBeanMethods = false)
class ProposalWiring {
    @Bean
    Proposals proposals(
            Catalogue catalogue,
            Readings readings,
            KeptSite kept,
            Database database,
            Writer writer,
            Audit audit,
            InstantSource clock) {
        return new Proposals(catalogue, readings, kept, database, writer, audit, clock);
    }

    @Bean
    SiteProposals siteProposals(
            Catalogue catalogue, KeptSite kept, Database database, Writer writer, Audit audit, InstantSource clock) {
        return new SiteProposals(catalogue, kept, database, writer, audit, clock);
    }
}
