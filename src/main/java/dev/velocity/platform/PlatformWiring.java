package dev.velocity.platform;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Builds what every room stands on.
@Configuration(proxyBeanMethods = false)
class PlatformWiring {
    @Bean
    Settings settings(Environment environment) {
        return Settings.from(environment::getProperty);
    }

    @Bean
    InstantSource clock(Settings settings) {
        return Clocks.running(settings.speed());
    }

    @Bean
    Path dataDirectory(Settings settings) {
        return DataDirectory.open(settings.data());
    }

    @Bean
    Closeable serverLock(Path dataDirectory) {
        return DataDirectory.lock(dataDirectory);
    }

    /// Takes the lock as a parameter so that no second server ever opens the file.
    @Bean
    Database database(Path dataDirectory, @SuppressWarnings("unused") Closeable serverLock) {
        return Database.open(DataDirectory.database(dataDirectory));
    }

    @Bean
    Writer writer(Database database) {
        return new Writer(database);
    }
}
