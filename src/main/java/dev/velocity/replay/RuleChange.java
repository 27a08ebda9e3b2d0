package dev.velocity.replay;

import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Another number in a rule, or the rule left out. What is empty stays as it is.
///
/// @param rule the condition, [Limit#name()]
/// @param severity which step of it; empty only with `off`
/// @param at from which value it calls, in the sensor's unit
/// @param deadband how far back the value must come
/// @param off whether the whole rule is left out
public record RuleChange(
        SensorId sensor,
        String rule,
        Optional<Severity> severity,
        Optional<Double> at,
        Optional<Double> deadband,
        Optional<Duration> onDelay,
        Optional<Duration> offDelay,
        boolean off) {

    /// The site with these changes.
    ///
    /// @throws IllegalArgumentException saying which of them names nothing, or makes a rule that cannot be
    public static Site apply(Site site, List<RuleChange> changes) {
        for (var change : changes) {
            var sensor = site.zones().stream()
                    .flatMap(zone -> zone.sensors().stream())
                    .filter(one -> one.id().equals(change.sensor))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no sensor " + change.sensor));
            var limit = sensor.limit(change.rule)
                    .orElseThrow(() -> new IllegalArgumentException("sensor " + change.sensor + " has no rule '"
                            + change.rule + "'; it has "
                            + sensor.limits().stream().map(Limit::name).collect(Collectors.joining(", "))));
            if (!change.off
                    && limit.steps().stream().noneMatch(step -> change.severity.equals(Optional.of(step.severity()))))
                throw new IllegalArgumentException("rule " + change.rule + " of " + change.sensor + " has no step "
                        + change.severity.map(Severity::text).orElse("without a severity"));
        }
        return site.with(site.zones().stream()
                .map(zone -> zone.with(zone.sensors().stream()
                        .map(sensor -> apply(sensor, changes))
                        .toList()))
                .toList());
    }

    private static Sensor apply(Sensor sensor, List<RuleChange> changes) {
        var own = changes.stream()
                .filter(change -> change.sensor.equals(sensor.id()))
                .toList();
        if (own.isEmpty()) return sensor;
        return sensor.with(sensor.limits().stream()
                .filter(limit -> own.stream().noneMatch(change -> change.off && change.rule.equals(limit.name())))
                .map(limit -> apply(limit, own))
                .toList());
    }

    private static Limit apply(Limit limit, List<RuleChange> changes) {
        var steps = limit.steps().stream()
                .map(step -> changes.stream()
                        .filter(change -> change.rule.equals(limit.name())
                                && change.severity.equals(Optional.of(step.severity())))
                        .reduce(step, (changed, change) -> change.on(changed), (_, last) -> last))
                .toList();
        return steps.equals(limit.steps()) ? limit : limit.with(steps);
    }

    private Step on(Step step) {
        return new Step(
                step.severity(),
                at.orElse(step.at()),
                deadband.orElse(step.deadband()),
                onDelay.orElse(step.onDelay()),
                offDelay.orElse(step.offDelay()),
                step.basis());
    }
}
