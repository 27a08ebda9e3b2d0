package dev.velocity.replay;

import dev.velocity.alert.Alerts;
import dev.velocity.alert.Silences;
import dev.velocity.history.Readings;
import dev.velocity.sensor.Catalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds what answers what-ifs.
@Configuration(proxyBeanMethods = false)
class WhatIfWiring {
    @Bean
    WhatIfs whatIfs(Readings readings, Alerts alerts, Silences silences, Catalogue catalogue) {
        return new WhatIfs(readings, alerts, silences, catalogue);
    }
}
