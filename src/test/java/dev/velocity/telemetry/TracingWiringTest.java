package dev.velocity.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.platform.Settings;
import dev.velocity.platform.Tracing;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// When requests are followed, and what is told of settings that cannot be used.
class TracingWiringTest {
    @Test
    void nobodyIsFollowedUnlessACollectorIsNamed() {
        assertThat(tracing(Map.of())).isSameAs(Tracing.OFF);
        assertThat(tracing(Map.of(TracingWiring.ENDPOINT, "  "))).isSameAs(Tracing.OFF);
        assertThat(tracing(Map.of(TracingWiring.SAMPLE, "1"))).isSameAs(Tracing.OFF);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://somewhere|1|must be an http or https address",
                "http://name:word@somewhere|1|must be an http or https address",
                "http:///v1|1|must be an http or https address",
                "not an address|1|must be an http or https address",
                "http://localhost:4318|1.01|must be a number from 0 to 1",
                "http://localhost:4318|NaN|must be a number from 0 to 1",
                "http://localhost:4318|much|must be a number from 0 to 1"
            })
    void settingsThatCannotBeUsedAreTold(String endpoint, String sample, String told) {
        assertThatThrownBy(() -> tracing(Map.of(TracingWiring.ENDPOINT, endpoint, TracingWiring.SAMPLE, sample)))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining(told);
    }

    private static Tracing tracing(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        return new TracingWiring().tracing(environment);
    }
}
