package dev.velocity.sensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads and writes the `tests` of a site file:
///
/// ```yaml
/// tests:
///   air-gets-bad:
///     sensor: dormitory-co2
///     readings: [[0, 800], [60, 3200], [600, 3200], [660, 900]]
///     until: 1200
///     expect: [360 high medium, 960 high clear]
/// ```
final class RuleTestReader {
    private static final Pattern EXPECTED =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ([a-z-]+) (low|medium|high|critical|clear)");
    private static final double LONGEST = 366 * 86_400.0;

    private RuleTestReader() {}

    static List<RuleTest> read(Fields all, List<Sensor> sensors) {
        var known =
                sensors.stream().collect(Collectors.toMap(one -> one.id().text(), Function.identity(), (a, _) -> a));
        var tests = new ArrayList<RuleTest>();
        for (var name : all.keys())
            all.block(name).ifPresent(fields -> {
                if (name.isBlank() || name.length() > 64 || name.contains(":"))
                    all.wrongKey(name, "a test is named in 1 to 64 characters without a colon.");
                test(name, fields, known).ifPresent(tests::add);
                fields.finish();
            });
        return tests;
    }

    private static Optional<RuleTest> test(String name, Fields fields, Map<String, Sensor> known) {
        var sensor = fields.requiredOneOf("sensor", known);
        var readings = readings(fields);
        double last = readings.isEmpty() ? 0 : readings.getLast().second();
        double until = fields.number("until", "a number of seconds").orElse(last);
        if (until < last || until > LONGEST) fields.wrong("until", "must not be before the last reading.");
        if (!fields.has("expect")) fields.missing("expect", "say what must be found; [] for nothing.");
        var expect = new ArrayList<RuleTest.Expected>();
        var texts = fields.texts("expect", "texts such as '360 high medium' or '960 high clear'");
        for (int i = 0; i < texts.size(); i++) {
            var parts = EXPECTED.matcher(texts.get(i));
            if (!parts.matches()) {
                fields.wrong("expect", i, "must be seconds, rule and severity or clear, such as '360 high medium'.");
                continue;
            }
            var rule = parts.group(2);
            if (sensor.isPresent() && sensor.get().limit(rule).isEmpty())
                fields.wrong(
                        "expect",
                        i,
                        "must name a rule of the sensor: "
                                + sensor.get().limits().stream()
                                        .map(Limit::name)
                                        .collect(Collectors.joining(", ")) + ".");
            expect.add(new RuleTest.Expected(Double.parseDouble(parts.group(1)), rule, parts.group(3)));
        }
        return sensor.map(of -> new RuleTest(name, of.id(), readings, until, expect));
    }

    private static List<RuleTest.Given> readings(Fields fields) {
        var allowed = "pairs of seconds and value in order of time, such as [[0, 800], [60, 3200]]";
        if (!fields.has("readings")) fields.missing("readings", "must be " + allowed + ".");
        var pairs = fields.pairs("readings", allowed).orElse(List.of());
        double before = -1;
        for (var pair : pairs) {
            if (pair[0] <= before || pair[0] > LONGEST) {
                fields.wrong("readings", "must be " + allowed + ".");
                return List.of();
            }
            before = pair[0];
        }
        return pairs.stream().map(pair -> new RuleTest.Given(pair[0], pair[1])).toList();
    }

    static void write(Lines lines, List<RuleTest> tests) {
        for (var test : tests)
            lines.block(test.name(), fields -> {
                fields.put("sensor", test.sensor().text());
                fields.put(
                        "readings",
                        test.readings().stream()
                                .map(given -> "[" + LimitWriter.number(given.second()) + ", "
                                        + LimitWriter.number(given.value()) + "]")
                                .collect(Collectors.joining(", ", "[", "]")));
                double last = test.readings().isEmpty()
                        ? 0
                        : test.readings().getLast().second();
                if (test.until() != last) fields.put("until", LimitWriter.number(test.until()));
                fields.put(
                        "expect",
                        test.expect().stream()
                                .map(RuleTest.Expected::text)
                                .collect(Collectors.joining(", ", "[", "]")));
            });
    }
}
