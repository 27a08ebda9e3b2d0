package dev.velocity.sensor;

import dev.velocity.platform.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the catalogue from the site file.
@Configuration(proxyBeanMethods = false)
class SensorWiring {
    @Bean
    KeptSite keptSite(Path dataDirectory) {
        return new KeptSite(dataDirectory);
    }

    /// The site file named at start; it is kept in the data directory, and served from there when none is named.
    @Bean
    Catalogue catalogue(Settings settings, KeptSite kept, InstantSource clock) {
        try {
            return new Catalogue(List.of(kept.open(settings.site(), clock.instant())));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read or keep the site file "
                            + settings.site().map(Path::toString).orElse("in the data directory"),
                    e);
        }
    }
}
