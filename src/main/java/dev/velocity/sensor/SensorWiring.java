package dev.velocity.sensor;

import dev.velocity.platform.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the catalogue from the site file.
@Configuration(proxyBeanMethods = false)
class SensorWiring {
    /// The site file named at start; it is kept in the data directory, and served from there when none is named.
    @Bean
    Catalogue catalogue(Settings settings, Path dataDirectory) {
        var kept = dataDirectory.resolve("site.yaml");
        var file = settings.site().orElse(kept);
        if (!Files.exists(file))
            throw new NoSite(
                    "there is no site file " + file + ": name one with --site, or begin with `velocity site example`");
        try {
            var site = SiteFile.read(file);
            if (!file.equals(kept)) Files.writeString(kept, SiteFile.write(site));
            return new Catalogue(List.of(site));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the site file " + file, e);
        }
    }
}
