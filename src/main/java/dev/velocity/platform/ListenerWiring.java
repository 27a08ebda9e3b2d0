package dev.velocity.platform;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How the people's listener writes. Kept apart from [PlatformWiring], which needs no web server.
@Configuration(proxyBeanMethods = false)
class ListenerWiring {
    /// So many bytes of an answer go to the network at once, and each connection keeps room for them outside the
    /// heap. With Tomcat's own 8 KiB a day of readings takes a third longer; 64 KiB bring no more.
    private static final int AT_ONCE = 32 << 10;

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> peopleAreAnsweredInLargePieces() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setProperty("socket.appWriteBufSize", Integer.toString(AT_ONCE)));
    }
}
