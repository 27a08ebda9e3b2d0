package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.velocity.replay.RuleChange;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.SiteFile;
import dev.velocity.sensor.WrongFile;
import dev.velocity.simulation.DemoSite;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
    private static final Words FRENCH = Words.in(Language.FRENCH);

    /// No sentence of ours does without one of these; what people wrote, and keys of the file, stand in quotation marks
    /// or after "sont connus".
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(the|and|is|are|with|of|not|that|must|cannot|was|has|from|which|be|it|at|by|to|more|say|or|there|no)\\b");

    private static final String HEAD = """
            site: s
            name: S
            time-zone: UTC
            """;

    private static final String MANY = """
            site: Shelter North
            time-base: old
            time-zone: Mars/Olympus
            zoness: {}
            zones:
              command room:
                name: Command
                sensors:
                  a:
                    kind: carbon-dioxid
                  b:
                    kind: oxygen
                    period: 10
                    reorder: -5 s
                    span: [25, 0]
                    owner: operation
                    informed: [security, nobody, security]
                    colour: red
                    calibration-due: soon
                  c:
                    kind: air-temperature
                    normal: [10, 200]
                    limits:
                      high:
                        high: { at: 20, basis: x }
                        critical: { at: 500 }
                      low:
                        medium: { at: warm, basis: x, deadband: -1 }
                        high: { on-delay: soon }
                      rising: { medium: { at: -1, basis: x } }
                      background: {}
                      open:
                        high: { basis: x }
                      flat: { after: 0 s }
                      flap: none
                  a:
                    kind: oxygen
              galley:
                shape: { rectangle: [0, 0, 1], level: 1.5 }
                guidance: { link: 'ftp://x', cause: [1] }
                sensors:
                  b:
                    kind: door
                    limits:
                      stale: { periods: 0, severity: awful }
                  d: oxygen
                  e:
                    name: E
                  reported.x: { kind: oxygen }
                  warned: { kind: oxygen }
                  f:
                    kind: oxygen
                    informed: operations
                    period: 0 s
                    not-while: { low: [nobody/low, f, f/low, d/none] }
            tests:
              one: { sensor: f, readings: [[5, 1], [1, 2]], until: 0 s, expect: [soon, 360 never medium] }
              two: {}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                MANY,
                "",
                "[]",
                "{",
                "a: 1\na: 2\n",
                HEAD,
                HEAD + "zones: {}",
                HEAD + "zones: { z: { name: Z, shape: { polygon: [[0, 0], [6, 0]] } } }",
                HEAD + "zones: { z: { name: Z, shape: { polygon: [[0, 0], [6, 0], [3, 0]] } } }",
                HEAD + "zones: { z: { name: Z, shape: { rectangle: [0, 0, 0, 4] } } }",
                HEAD + "zones: { z: { name: Z, shape: { level: 1 } } }",
                HEAD
                        + "zones: { z: { name: Z, shape: { rectangle: [0, 0, 6, 4], polygon: [[0, 0], [6, 0], [6, 4]] } } }"
            })
    void whatIsWrongInASiteFileIsSaidInFrench(String text) {
        var wrong = catchThrowableOfType(WrongFile.class, () -> SiteFile.read(text));
        assertThat(wrong).isNotNull();
        assertThat(wrong.problems()).allSatisfy(problem -> {
            isFrench(Sentences.in(FRENCH, problem.allowed()));
            assertThat(Sentences.in(FRENCH, problem.toString()))
                    .startsWith("ligne " + problem.line())
                    .doesNotContain(" is ", " or ", "missing")
                    .endsWith(Sentences.in(FRENCH, problem.allowed()));
        });
    }

    private static void isFrench(String said) {
        // What the YAML reader says is its own; kinds and keys are what the file has.
        var ours = said.replaceAll(
                "(?<=YAML\\u00a0: ).*|«[^»]*»|(?<=sont connus ).*|(?<=l’un de\\u00a0: )[^.]*|; il a .*", "");
        assertThat(ENGLISH.matcher(ours).find()).as(said).isFalse();
    }

    @Test
    void whyAWhatIfCannotBeAskedIsSaidInFrench() {
        var refused = Stream.of(
                        change("nobody", "high", Optional.empty()),
                        change("command-co2", "never", Optional.empty()),
                        change("command-co2", "high", Optional.empty()),
                        change("command-co2", "high", Optional.of(Double.POSITIVE_INFINITY)),
                        change("command-co2", "high", Optional.of(-1e9)))
                .map(change -> catchThrowableOfType(
                        IllegalArgumentException.class, () -> RuleChange.apply(DemoSite.site(), List.of(change))))
                .map(thrown -> String.valueOf(thrown.getMessage()))
                .collect(Collectors.toList());
        refused.add("the window must begin before it ends");
        refused.add("the file is of site a; this server has b");
        refused.add("3 wait already; cancel one, or wait for one to end");
        assertThat(refused).hasSize(8).allSatisfy(english -> {
            assertThat(Sentences.in(FRENCH, english)).isNotEqualTo(english);
            isFrench(Sentences.in(FRENCH, english));
        });
    }

    private static RuleChange change(String sensor, String rule, Optional<Double> at) {
        return new RuleChange(
                new SensorId(sensor),
                rule,
                at.map(_ -> Severity.CRITICAL),
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    @Test
    void inEnglishAndWhereThereIsNoFrenchItStaysAsItWasSaid() {
        assertThat(Sentences.in(Words.in(Language.ENGLISH), "the file is empty."))
                .isEqualTo("the file is empty.");
        assertThat(Sentences.in(FRENCH, "nobody has said this before")).isEqualTo("nobody has said this before");
        assertThat(Sentences.in(FRENCH, "line 3: a.b is 'must be {0}.$1': the file is empty."))
                .isEqualTo("ligne 3\u00a0: a.b est «\u00a0must be {0}.$1\u00a0»\u00a0: le fichier est vide.");
    }
}
