package dev.velocity.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.sensor.Catalogue;
import dev.velocity.simulation.DemoSite;
import dev.velocity.simulation.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The past told again by the same rules is the past, and by others it is told how it would have been.
class WhatIfTest {
    private static final Catalogue SITE = new Catalogue(List.of(DemoSite.site()));

    @TempDir
    private Path data;

    @Test
    void theSameRulesTellTheRecordToTheLastPart() {
        exact(Duration.ofHours(2), 3, 11);
    }

    @Tag("prove")
    @Test
    void theSameRulesTellAMonthOfEverything() {
        exact(Duration.ofDays(30), 40, 12);
    }

    private void exact(Duration length, int restarts, long seed) {
        try (var lived = new Lived(data, SITE, seed)) {
            var scenarios = Scenario.values();
            var each = length.dividedBy(scenarios.length + 1L);
            for (int i = 0; i < scenarios.length; i++)
                lived.schedule(scenarios[i], Lived.BEGIN.plus(each.multipliedBy(i)), scenarios[i].usual());
            lived.live(length, restarts);
            var whole = lived.whatIf(SITE, Lived.BEGIN, lived.now());
            assertThat(whole.record().told())
                    .as("seed %d", seed)
                    .isEqualTo(whole.record().recorded());
            assertThat(whole.record().events()).isGreaterThan(100);
            assertThat(whole.same()).isTrue();
            assertThat(lived.whatIf(SITE, Lived.BEGIN, lived.now()).hash()).isEqualTo(whole.hash());
        }
    }
}
