package dev.velocity.ingest;

import dev.velocity.access.DeviceKeys;
import dev.velocity.platform.HttpMeters;
import dev.velocity.platform.Settings;
import dev.velocity.platform.Tls;
import dev.velocity.platform.Tracing;
import dev.velocity.sensor.Catalogue;
import dev.velocity.watch.Watch;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the devices' door and its listener.
@Configuration(proxyBeanMethods = false)
class IngestWiring {
    @Bean
    DeviceListener deviceListener(
            Catalogue catalogue,
            DeviceKeys keys,
            Watch watch,
            InstantSource clock,
            Path dataDirectory,
            Tls tls,
            MeterRegistry registry,
            HttpMeters http,
            ObjectProvider<Tongue> tongues,
            Tracing tracing,
            Settings settings,
            @Value("${velocity.bind}") String bind,
            @Value("${velocity.devices.port}") int port)
            throws UnknownHostException {
        var door = new DoorServlet(
                catalogue,
                keys,
                watch,
                clock,
                Patience.USUAL,
                new Quota(settings.deviceRate(), clock),
                new IngestMeters(registry, http),
                tongues.stream().toList(),
                tracing);
        return new DeviceListener(
                InetAddress.getByName(bind), port, tls.devices(), dataDirectory.resolve("tmp/devices"), door);
    }

    @Bean
    DevicesPort devicesPort(DeviceListener listener) {
        return listener::port;
    }
}
