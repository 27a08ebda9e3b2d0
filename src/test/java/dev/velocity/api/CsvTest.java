package dev.velocity.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void aTableIsWholeHoweverLongItIs() {
        var csv = new Csv("number", "text");
        for (int i = 0; i < 5_000; i++) csv.row(i, "the same words in every row");
        assertThat(csv.text()).endsWith("4999,the same words in every row\r\n");
        assertThat(csv.text().lines()).hasSize(5_001);
    }

    @Test
    void whatASpreadsheetWouldReckonWithIsAText() {
        var csv = new Csv("a");
        csv.row("=HYPERLINK(1)");
        csv.row("+1");
        csv.row("-1");
        csv.row("@x");
        csv.row("1=1");
        csv.row(-1);
        csv.row("a,\"b\"\nc");
        csv.row(Instant.EPOCH);
        assertThat(csv.text().split("\r\n", -1))
                .containsExactly(
                        "a",
                        "'=HYPERLINK(1)",
                        "'+1",
                        "'-1",
                        "'@x",
                        "1=1",
                        "-1",
                        "\"a,\"\"b\"\"\nc\"",
                        "1970-01-01T00:00:00Z",
                        "");
    }
}
