package dev.velocity.platform;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/// Gives the listeners their certificate. Kept apart from [PlatformWiring], which needs no web server.
@Configuration(proxyBeanMethods = false)
class TlsWiring {
    private static final String BUNDLE = "velocity";

    /// On the machine's clock: certificates are about the world's time.
    @Bean
    Tls tls(Environment environment, Path dataDirectory) {
        var tls = Tls.from(environment::getProperty, dataDirectory, Clocks.system());
        tls.fingerprint()
                .ifPresent(print -> LoggerFactory.getLogger(Tls.class)
                        .info(
                                "TLS is on; the certificate to trust has SHA-256 {}{}",
                                print,
                                tls.authority()
                                        .map(file -> " and is in " + file)
                                        .orElse("")));
        return tls;
    }

    /// The people's listener. After Boot's own customizer, which knows no certificate made at start.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> peopleSpeakTls(Tls tls) {
        return factory -> tls.people().ifPresent(bundle -> {
            factory.setSslBundles(new DefaultSslBundleRegistry(BUNDLE, bundle));
            factory.setSsl(Ssl.forBundle(BUNDLE));
        });
    }
}
