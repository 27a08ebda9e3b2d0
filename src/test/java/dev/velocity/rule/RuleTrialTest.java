package dev.velocity.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.sensor.SiteFile;
import dev.velocity.sensor.WrongFile;
import dev.velocity.simulation.DemoSite;
import org.junit.jupiter.api.Test;

class RuleTrialTest {
    private static final String SITE = """
            site: lab
            name: Lab
            time-zone: UTC
            zones:
              room:
                name: Room
                sensors:
                  air:
                    kind: carbon-dioxide
            tests:
              bad air:
                sensor: air
                readings: [[0, 800], [60, 6000]]
                until: 600
                expect: [%s]
            """;

    @Test
    void theDemoSiteCarriesTestsAndPassesThem() {
        assertThat(RuleTrial.of(DemoSite.site())).isNotEmpty().allMatch(RuleTrial::passed);
    }

    @Test
    void aTimerThatRunsOutAfterTheLastReadingIsFound() {
        var trial =
                RuleTrial.of(SiteFile.read(SITE.formatted("180 high medium"))).getFirst();
        assertThat(trial.passed()).as("%s", trial.found()).isTrue();
    }

    @Test
    void whatIsFoundOtherwiseIsTold() {
        var trial = RuleTrial.of(SiteFile.read(SITE.formatted("180 high low"))).getFirst();
        assertThat(trial.passed()).isFalse();
        assertThat(trial.found().getFirst().text()).isEqualTo("180 high medium");
    }

    @Test
    void testsAreWrittenAsTheyAreRead() {
        var site = SiteFile.read(SITE.formatted("180 high medium"));
        assertThat(site.tests()).hasSize(1);
        assertThat(SiteFile.read(SiteFile.write(site))).isEqualTo(site);
    }

    @Test
    void aTestThatNamesNoRuleOfItsSensorIsAProblemOfItsLine() {
        assertThatThrownBy(() -> SiteFile.read(SITE.formatted("180 open high")))
                .isInstanceOfSatisfying(WrongFile.class, wrong -> {
                    assertThat(wrong.problems()).hasSize(1);
                    assertThat(wrong.problems().getFirst().line()).isEqualTo(15);
                });
    }
}
