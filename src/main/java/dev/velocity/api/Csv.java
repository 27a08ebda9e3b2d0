package dev.velocity.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// A table for a spreadsheet (RFC 4180, UTF-8).
final class Csv {
    private static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private final StringWriter text = new StringWriter();
    private final CsvWriter rows = CsvWriter.builder().build(text);

    Csv(String... head) {
        rows.writeRecord(head);
    }

    /// @param values texts, numbers, instants...; null is an empty field
    void row(@Nullable Object... values) {
        rows.writeRecord(Arrays.stream(values).map(Csv::field).toList());
    }

    /// The table so far.
    String text() {
        try {
            rows.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return text.toString();
    }

    /// As a download of that name.
    ResponseEntity<String> answer(String name) {
        return ResponseEntity.ok()
                .contentType(TYPE)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(text());
    }

    /// A text that a spreadsheet would take for a formula gets an apostrophe, which makes it a text there too.
    private static String field(@Nullable Object value) {
        var written = Objects.toString(value, "");
        boolean formula = value instanceof String && !written.isEmpty() && "=+-@\t\r".indexOf(written.charAt(0)) >= 0;
        return formula ? "'" + written : written;
    }
}
