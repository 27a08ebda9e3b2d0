package dev.velocity.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.sensor.WrongFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReadingsTest {
    private static final String MAPPING = """
            time: { column: date, format: uuuu-MM-dd HH:mm:ss, zone: UTC }
            skip: ["", NA]
            values:
              CO2: { sensor: office-co2, quantity: carbon-dioxide, unit: ppm }
              Temp: { sensor: office-t, quantity: temperature, unit: degF }
            """;

    private final List<String> read = new ArrayList<>();

    @Test
    void everyRowIsItsReadingsInTheUnitOfTheirQuantity() throws IOException {
        var readings = read(MAPPING, """
                id,date,Temp,CO2
                1,2015-02-04 17:51:00,212,721.25
                2,2015-02-04 17:52:00,,+714
                3,2015-02-04 17:53:00,-40,NA
                """);
        assertThat(read)
                .containsExactly(
                        "2: office-co2 2015-02-04T17:51:00Z 721.25",
                        "2: office-t 2015-02-04T17:51:00Z 100.0",
                        "3: office-co2 2015-02-04T17:52:00Z 714.0",
                        "4: office-t 2015-02-04T17:53:00Z -40.0");
        assertThat(readings.rows()).isEqualTo(3);
        assertThat(readings.troubles().count()).isZero();
    }

    @Test
    void aBadLineCostsItselfAndIsToldByItsNumber() throws IOException {
        var readings = read(MAPPING, """
                id,date,Temp,CO2
                1,2015-02-04 17:51:00,212,1
                2,2015-02-30 17:51:00,212,2
                3,2015-02-04 17:53:00,warm,3
                4,2015-02-04 17:54:00,212
                5,2015-02-04 17:55:00,212,5,6
                6,"2015-02-04 17:56:00,212,6
                7,2015-02-04 17:57:00,212,NaN

                8,2015-02-04 17:58:00,0x1p3,1e999
                9,2015-02-04 17:59:00,212,1d
                10,2015-02-04 18:00:00,212,10,,
                """);
        assertThat(read)
                .containsExactly(
                        "2: office-co2 2015-02-04T17:51:00Z 1.0",
                        "2: office-t 2015-02-04T17:51:00Z 100.0",
                        "4: office-co2 2015-02-04T17:53:00Z 3.0",
                        "8: office-t 2015-02-04T17:57:00Z 100.0",
                        "11: office-t 2015-02-04T17:59:00Z 100.0",
                        "12: office-co2 2015-02-04T18:00:00Z 10.0",
                        "12: office-t 2015-02-04T18:00:00Z 100.0");
        assertThat(readings.troubles().summary())
                .containsExactly(
                        "the time cannot be read: 1",
                        "  line 3 says '2015-02-30 17:51:00'",
                        "not a number: 5",
                        "  line 4 column Temp says 'warm'",
                        "  line 8 column CO2 says 'NaN'",
                        "  line 10 column CO2 says '1e999'",
                        "  line 10 column Temp says '0x1p3'",
                        "  line 11 column CO2 says '1d'",
                        "the row has another number of fields than there are columns: 2",
                        "  line 5 has 3, not 4",
                        "  line 6 has 5, not 4",
                        "quotes do not fit, or the line is too long: 1",
                        "  line 7");
    }

    @Test
    void onlyTheFirstOfEachKindAreShown() throws IOException {
        var file = new StringBuilder("date,Temp,CO2\n");
        for (int i = 0; i < 1_000; i++) file.append("yesterday,1,2\n");
        assertThat(read(MAPPING, file.toString()).troubles().summary())
                .hasSize(7)
                .startsWith("the time cannot be read: 1000", "  line 2 says 'yesterday'")
                .endsWith("  and 995 more");
    }

    @Test
    void whatStandsInAFileIsShownHarmlessly() throws IOException {
        var summary = read(MAPPING, "date,Temp,CO2\n\u001b[2J\u202e" + "x".repeat(1_000) + ",1,2\n")
                .troubles()
                .summary();
        assertThat(summary.get(1)).startsWith("  line 2 says '?[2J?xxx").hasSizeLessThan(200);
    }

    /// A header that names fewer columns than the rows have shifts every value: nothing is taken until names are given.
    @Test
    void aHeaderThatDoesNotFitItsRowsGivesNoReadings() throws IOException {
        var file = """
                "date","Temp","CO2"
                "1","2015-02-04 17:51:00",212,721.25
                """;
        assertThat(read(MAPPING, file).troubles().summary())
                .containsExactly(
                        "the row has another number of fields than there are columns: 1", "  line 2 has 4, not 3");
        assertThat(read).isEmpty();
        read("columns: [row, date, Temp, CO2]\n" + MAPPING, file);
        assertThat(read).hasSize(2);
    }

    @Test
    void columnsMayBeNamedByTheirPosition() throws IOException {
        read("""
                header: false
                time: { column: [1, 2], format: uuuu-MM-dd HH:mm, zone: UTC }
                values:
                  4: { sensor: office-co2, quantity: carbon-dioxide, unit: ppm }
                """, "2015-02-04,17:51,x,700\n");
        assertThat(read).containsExactly("1: office-co2 2015-02-04T17:51:00Z 700.0");
    }

    @Test
    void rowsThatAreNotWantedAreLeftOutAndCounted() throws IOException {
        var readings = read(MAPPING + "only:\n  STATUS: [APPROVED, CHECKED]\n", """
                date,Temp,CO2,STATUS
                2015-02-04 17:51:00,,1,APPROVED
                nonsense,,2,DRAFT
                2015-02-04 17:52:00,,3,CHECKED
                2015-02-04 17:53:00,,4,
                """);
        assertThat(read).hasSize(2);
        assertThat(readings.leftOut()).isEqualTo(2);
        assertThat(readings.troubles().count()).isZero();
    }

    @Test
    void decimalCommasAndOtherDelimitersAndCharsetsAreRead() throws IOException {
        read("""
                delimiter: ";"
                decimal: ","
                charset: ISO-8859-1
                time: { column: Zeit, format: dd.MM.uuuu HH:mm, zone: Europe/Berlin }
                values:
                  Kühlwasser: { sensor: coolant, quantity: temperature, unit: °C, scale: 0.1 }
                """, "Zeit;Kühlwasser\n04.02.2015 17:51;215,5\n04.02.2015 17:52;215.5\n", StandardCharsets.ISO_8859_1);
        assertThat(read).containsExactly("2: coolant 2015-02-04T16:51:00Z 21.55");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        read(MAPPING, "\ufeffdate,Temp,CO2\r\n2015-02-04 17:51:00,,1\r\n");
        assertThat(read).hasSize(1);
    }

    @Test
    void columnsThatAreNotThereAreToldAllAtOnce() {
        assertThatThrownBy(() -> read(MAPPING + "only: { STATUS: x }\n", "Date,Temp,C02,Temp\n1,2,3,4\n"))
                .isInstanceOf(WrongFile.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .satisfiesExactly(
                                line -> assertThat(line)
                                        .isEqualTo("line 1: the CSV file has no column 'date'; it has Date, Temp, C02,"
                                                + " Temp. Did you mean 'Date'?"),
                                line -> assertThat(line).startsWith("line 4: the CSV file has no column 'CO2'"),
                                line -> assertThat(line).startsWith("line 5: column 'Temp' stands twice"),
                                line -> assertThat(line).startsWith("line 6: the CSV file has no column 'STATUS'")));
    }

    @Test
    void anEmptyFileHasNoReadings() throws IOException {
        for (var file : List.of("", "\n\n", "date,Temp,CO2\n", "date,Temp,CO2"))
            assertThat(read(MAPPING, file).rows()).isZero();
    }

    /// A file of 2 GB in a heap of which most is used by the tests already.
    @Test
    void memoryIsBoundedWhateverTheSizeOfTheFile() throws IOException {
        var head = "date,Temp,CO2\n".getBytes(StandardCharsets.UTF_8);
        var line = ("2015-02-04 17:51:00,,\"" + "x".repeat(60_000) + "\"\n").getBytes(StandardCharsets.UTF_8);
        var file = new InputStream() {
            private long at;

            @Override
            public int read() {
                if (at >= 2_000_000_000L) return -1;
                long now = at++;
                return now < head.length ? head[(int) now] : line[(int) ((now - head.length) % line.length)];
            }

            @Override
            public int read(byte[] to, int from, int length) {
                if (length == 0) return 0;
                int one = read();
                if (one < 0) return -1;
                to[from] = (byte) one;
                if (at <= head.length) return 1;
                // The rest of the line in one piece: a test that counts bytes should not spend its time making them.
                int next = (int) ((at - head.length) % line.length);
                int given = Math.min(length - 1, line.length - next);
                System.arraycopy(line, next, to, from + 1, given);
                at += given;
                return given + 1;
            }
        };
        try (var readings = new CsvReadings(file, CsvMapping.read(MAPPING))) {
            for (int i = 0; i < 5_000 && readings.next((_, _, _) -> {}); i++)
                assertThat(readings.line()).isPositive();
            assertThat(readings.troubles().count()).isEqualTo(5_000);
            assertThat(readings.bytes()).isGreaterThan(300_000_000L);
        }
    }

    private CsvReadings read(String mapping, String file) throws IOException {
        return read(mapping, file, StandardCharsets.UTF_8);
    }

    private CsvReadings read(String mapping, String file, Charset charset) throws IOException {
        try (var readings =
                new CsvReadings(new ByteArrayInputStream(file.getBytes(charset)), CsvMapping.read(mapping))) {
            boolean more = true;
            while (more)
                more = readings.next(
                        (sensor, at, value) -> read.add(readings.line() + ": " + sensor + " " + at + " " + value));
            return readings;
        }
    }
}
