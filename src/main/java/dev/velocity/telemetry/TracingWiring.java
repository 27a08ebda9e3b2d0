package dev.velocity.telemetry;

import dev.velocity.platform.Settings;
import dev.velocity.platform.Tracing;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Follows requests where somebody named a collector, and else nothing. Needs nothing but the settings, since
/// everything else is followed by it.
@Configuration(proxyBeanMethods = false)
class TracingWiring {
    static final String ENDPOINT = "velocity.traces.endpoint";
    static final String SAMPLE = "velocity.traces.sample";
    private static final String USUAL_SAMPLE = "0.1";
    private static final String TAKEN_AT = "/v1/traces";

    @Bean
    Tracing tracing(Environment environment) {
        var endpoint = Optional.ofNullable(environment.getProperty(ENDPOINT)).filter(text -> !text.isBlank());
        if (endpoint.isEmpty()) return Tracing.OFF;
        var problems = new ArrayList<String>();
        var collector = collector(endpoint.get(), problems);
        double sample = sample(environment.getProperty(SAMPLE, USUAL_SAMPLE), problems);
        if (collector.isEmpty() || !problems.isEmpty()) throw new Settings.Wrong(problems);
        return new OpenTelemetryTracing(
                collector.get(),
                sample,
                Objects.requireNonNullElse(TracingWiring.class.getPackage().getImplementationVersion(), "unknown"));
    }

    @Bean
    @ConditionalOnProperty(ENDPOINT)
    SpanContext exemplars() {
        return new Exemplars();
    }

    private static Optional<URI> collector(String text, List<String> problems) {
        try {
            var given = new URI(text.strip());
            boolean web = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
            if (web && given.getHost() != null && given.getUserInfo() == null) {
                var path = Objects.requireNonNullElse(given.getPath(), "");
                return Optional.of(path.isEmpty() || path.equals("/") ? given.resolve(TAKEN_AT) : given);
            }
        } catch (URISyntaxException e) {
            // Told below like any other that is no address.
        }
        problems.add(
                ENDPOINT + " is '" + text + "': it must be an http or https address such as http://localhost:4318");
        return Optional.empty();
    }

    private static double sample(String text, List<String> problems) {
        try {
            double sample = Double.parseDouble(text);
            if (sample >= 0 && sample <= 1) return sample;
        } catch (NumberFormatException e) {
            // Told below like any other that is no share.
        }
        problems.add(SAMPLE + " is '" + text + "': it must be a number from 0 to 1");
        return 0;
    }
}
