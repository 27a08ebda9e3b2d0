package dev.velocity.sensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the `not-while:` blocks of a site: the conditions that explain others, so that only the cause calls.
///
/// A cause may be of any sensor of the site, also of one that stands further down, so what is read is checked when
/// all sensors are known.
final class CauseReader {
    private static final String ALLOWED = "a list of conditions such as [exit-hatch/open], each sensor/limit";

    private record Said(Fields block, int item, Cause effect, Cause cause) {}

    private final List<Said> said = new ArrayList<>();
    private final Map<Cause, List<Cause>> causes = new HashMap<>();

    /// The causes in one sensor's `block`, by the limits they explain.
    Map<String, List<Cause>> read(Fields block, SensorId sensor, List<Limit> limits) {
        var read = new HashMap<String, List<Cause>>();
        for (var limit : limits) {
            if (!block.has(limit.name())) continue;
            var texts = block.texts(limit.name(), ALLOWED);
            if (texts.isEmpty()) block.wrong(limit.name(), "must be " + ALLOWED + ".");
            var found = new LinkedHashSet<Cause>();
            for (int i = 0; i < texts.size(); i++) {
                var cause = Cause.parse(texts.get(i));
                if (cause.isEmpty()) block.wrong(limit.name(), i, "must be a condition, sensor/limit.");
                else if (!found.add(cause.get())) block.wrong(limit.name(), i, "stands twice in the list.");
                else said.add(new Said(block, i, new Cause(sensor, limit.name()), cause.get()));
            }
            if (!found.isEmpty()) read.put(limit.name(), List.copyOf(found));
        }
        block.finish();
        return read;
    }

    /// Notes each cause that is none.
    ///
    /// @param sensors all that could be read
    /// @param names of all sensors of the file, also of those that have problems of their own
    void check(List<Sensor> sensors, Set<String> names) {
        var limits = new HashMap<SensorId, List<String>>();
        for (var sensor : sensors)
            limits.put(sensor.id(), sensor.limits().stream().map(Limit::name).toList());
        for (var one : said)
            causes.computeIfAbsent(one.effect, _ -> new ArrayList<>()).add(one.cause);
        for (var one : said) {
            var of = one.cause.sensor();
            var known = limits.get(of);
            if (!names.contains(of.text()))
                wrong(one, "there is no sensor '" + of + "' in this file." + Problems.didYouMean(of.text(), names));
            else if (known != null && !known.contains(one.cause.rule()))
                wrong(
                        one,
                        of + " has no limit '" + one.cause.rule() + "'; it has " + String.join(", ", known) + "."
                                + Problems.didYouMean(one.cause.rule(), known));
            else if (one.cause.equals(one.effect)) wrong(one, "an alert cannot explain itself.");
            else circle(one);
        }
    }

    /// Two alerts that hide each other would leave nobody to name the cause.
    private void circle(Said one) {
        var way = new ArrayList<Cause>();
        if (!leads(one.cause, one.effect, way, new LinkedHashSet<>())) return;
        var text = new StringBuilder(one.effect.text());
        for (var step : way) text.append(" not while ").append(step.text());
        wrong(one, "goes round in a circle, so that the alert that names the cause would be hidden: " + text + ".");
    }

    /// Whether following causes from `from` comes to `to`; `way` is then how.
    private boolean leads(Cause from, Cause to, List<Cause> way, Set<Cause> seen) {
        way.add(from);
        if (from.equals(to)) return true;
        if (seen.add(from))
            for (var next : causes.getOrDefault(from, List.of())) if (leads(next, to, way, seen)) return true;
        way.removeLast();
        return false;
    }

    private static void wrong(Said one, String allowed) {
        one.block.wrong(one.effect.rule(), one.item, allowed);
    }
}
