package dev.velocity.rule;

import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.RuleTest;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.TimeBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Tries the rules of a site by the tests in its file, with the detector that judges live readings. Pure.
///
/// What is said of an instrument (stale, flat, late, out of range) counts only where a test speaks of it.
///
/// @param test what was tried
/// @param found what the rules found
public record RuleTrial(RuleTest test, List<RuleTest.Expected> found) {
    private static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");
    private static final double SECOND = 1e6;

    public RuleTrial {
        found = List.copyOf(found);
    }

    public boolean passed() {
        return found.equals(test.expect());
    }

    /// A trial of each test of the site, in the order of the file.
    public static List<RuleTrial> of(Site site) {
        var live = new Site(site.id(), site.name(), TimeBase.LIVE, site.timeZone(), site.zones());
        return site.tests().stream().map(test -> of(test, live)).toList();
    }

    private static RuleTrial of(RuleTest test, Site site) {
        var catalogue = new Catalogue(List.of(site));
        int index = catalogue.index(test.sensor().text());
        var sensor = catalogue.sensor(index);
        var spoken = test.expect().stream().map(RuleTest.Expected::rule).collect(Collectors.toSet());
        sensor.limits().stream()
                .filter(limit -> !limit.instrument())
                .map(Limit::name)
                .forEach(spoken::add);
        var rules = new Detector(catalogue);
        var findings = new ArrayList<Finding>();
        long begin = micros(0);
        rules.resume(begin);
        for (var given : test.readings()) {
            long at = micros(given.second());
            rules.tick(at, i -> i == index, findings::add);
            rules.feed(index, at, given.value(), findings::add);
        }
        rules.tick(micros(test.until()) + 1, i -> i == index, findings::add);
        return new RuleTrial(
                test,
                findings.stream()
                        .filter(finding -> spoken.contains(finding.rule()))
                        .map(RuleTrial::expected)
                        .toList());
    }

    private static RuleTest.Expected expected(Finding finding) {
        double second = Duration.between(BEGIN, finding.at()).toNanos() / 1_000.0 / SECOND;
        var verdict = finding.verdict().map(severity -> severity.text()).orElse("clear");
        return new RuleTest.Expected(second, finding.rule(), verdict);
    }

    private static long micros(double second) {
        return Math.addExact(BEGIN.getEpochSecond() * 1_000_000, Math.round(second * SECOND));
    }
}
