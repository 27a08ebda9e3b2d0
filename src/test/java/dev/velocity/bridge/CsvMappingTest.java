package dev.velocity.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.measure.Quantity;
import dev.velocity.sensor.WrongFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvMappingTest {
    private static final String LEAST = """
            time: { column: at, format: iso }
            values:
              CO2: { sensor: office-co2, quantity: carbon-dioxide, unit: ppm }
            """;

    @Test
    void whatIsNotSaidIsUsual() {
        var mapping = CsvMapping.read(LEAST);
        assertThat(mapping.delimiter()).isEqualTo(',');
        assertThat(mapping.charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(mapping.header()).isTrue();
        assertThat(mapping.columns()).isEmpty();
        assertThat(mapping.decimal()).isEqualTo('.');
        assertThat(mapping.skip()).containsExactly("");
        assertThat(mapping.only()).isEmpty();
    }

    @Test
    void everythingCanBeSaid() {
        var mapping = CsvMapping.read("""
                delimiter: ";"
                charset: ISO-8859-1
                header: false
                columns: [a, b, c, d]
                decimal: ","
                skip: ["", NA, "-"]
                only:
                  d: [good, fair]
                time:
                  column: [a, b]
                  format: dd.MM.yyyy HH:mm
                  zone: Europe/Helsinki
                values:
                  c: { sensor: gate-dose, quantity: dose-rate, unit: nSv/h, scale: 0.5 }
                """);
        assertThat(mapping.delimiter()).isEqualTo(';');
        assertThat(mapping.charset()).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(mapping.header()).isFalse();
        assertThat(mapping.columns()).containsExactly("a", "b", "c", "d");
        assertThat(mapping.skip()).containsExactlyInAnyOrder("", "NA", "-");
        assertThat(mapping.only().values())
                .singleElement()
                .satisfies(texts -> assertThat(texts).containsExactlyInAnyOrder("good", "fair"));
        assertThat(mapping.values()).singleElement().satisfies(value -> {
            assertThat(value.quantity()).isEqualTo(Quantity.DOSE_RATE);
            assertThat(value.convert(78)).isEqualTo(0.039);
        });
    }

    @Test
    void everyProblemIsToldAtOnceWithItsLine() {
        assertThatThrownBy(() -> CsvMapping.read("""
                delimiter: ",,"
                charset: UTF-9
                header: maybe
                colums: [a]
                time: { column: at, format: HH:mm }
                values:
                  CO2: { sensor: Office CO2, quantity: carbon-dioxide, unit: Cel }
                  T: { sensor: office-t, quantity: temperatur, unit: Cel, scale: 0 }
                  H: { sensor: office-h, quantity: relative-humidity }
                """))
                .isInstanceOf(WrongFile.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .satisfiesExactly(
                                line -> assertThat(line).startsWith("line 1: delimiter is ',,': must be one sign"),
                                line -> assertThat(line).startsWith("line 2: charset is 'UTF-9': must be the name"),
                                line -> assertThat(line).startsWith("line 3: header is 'maybe': must be one of true"),
                                line -> assertThat(line)
                                        .startsWith("line 4: a key is 'colums': is not known here")
                                        .endsWith("Did you mean 'columns'?"),
                                line -> assertThat(line).startsWith("line 5: time.format is 'HH:mm': must be iso,"),
                                line -> assertThat(line)
                                        .startsWith("line 7: values.CO2.sensor is 'Office CO2': must be a sensor's id"),
                                line -> assertThat(line)
                                        .startsWith("line 7: values.CO2.unit is 'Cel': must be one of 1, %, [ppm]"),
                                line -> assertThat(line)
                                        .startsWith("line 8: values.T.quantity is 'temperatur': must be one of")
                                        .endsWith("Did you mean 'temperature'?"),
                                line -> assertThat(line).startsWith("line 8: values.T.scale is '0': must be"),
                                line -> assertThat(line)
                                        .startsWith("line 9: values.H.unit is missing: must be one of")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "time: x",
                "time: { column: at, format: iso }",
                "values: { a: { sensor: s, quantity: oxygen, unit: \"%\" } }",
                "time: { column: [], format: iso }\nvalues: { a: { sensor: s, quantity: oxygen, unit: \"%\" } }",
                "time: { column: at, format: uuuu-MM-dd }\nvalues: { a: { sensor: s, quantity: oxygen, unit: \"%\" } }",
                "decimal: ','\ntime: { column: at, format: iso }\nvalues: { a: { sensor: s, quantity: oxygen, unit: \"%\" } }",
                "time: { column: at, format: iso }\nvalues: {}",
                "time: { column: at, format: iso }\nvalues: { a: { sensor: s, quantity: oxygen, unit: \"%\" },"
                        + " b: { sensor: s, quantity: oxygen, unit: \"%\" } }",
            })
    void whatIsMissingOrContradictsIsTold(String text) {
        assertThatThrownBy(() -> CsvMapping.read(text)).isInstanceOf(WrongFile.class);
    }

    @Test
    void noTextWhateverFailsOtherwiseThanWithProblems() {
        var random = new Random(9);
        var scraps = List.of(
                "time", "values", ":", "{", "}", "[", "]", "\n", "  ", "column", "format", "iso", "'", "\"", "a", "&a",
                "*a", "-");
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? LEAST : "");
            for (int n = random.nextInt(20); n > 0; n--)
                text.insert(random.nextInt(text.length() + 1), scraps.get(random.nextInt(scraps.size())));
            try {
                assertThat(CsvMapping.read(text.toString()).values()).isNotEmpty();
            } catch (WrongFile told) {
                assertThat(told.problems()).isNotEmpty();
            }
        }
    }

    static Stream<Path> examples() throws Exception {
        try (var files = Files.list(Path.of("docs", "guide", "examples"))) {
            return files.filter(file -> file.toString().endsWith("-mapping.yaml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExamplesOfTheGuideAreRight(Path file) throws Exception {
        assertThat(CsvMapping.read(file).values()).isNotEmpty();
    }
}
