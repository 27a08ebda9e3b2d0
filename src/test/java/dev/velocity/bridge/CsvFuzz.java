package dev.velocity.bridge;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.velocity.sensor.WrongFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/// Whatever a mapping says and a file holds, reading ends, and gives finite numbers or tells troubles.
public final class CsvFuzz {
    private static final List<String> MAPPINGS = List.of("""
            time: { column: t, format: iso }
            values: { a: { sensor: a, quantity: temperature, unit: degF } }
            """, """
            header: false
            delimiter: tab
            decimal: ","
            time: { column: [1, 2], format: dd.MM.uuuu HH:mm, zone: Europe/Helsinki }
            values: { 3: { sensor: a, quantity: dose-rate, unit: nSv/h, scale: 1e300 } }
            """, """
            columns: [a, t, b]
            charset: UTF-16
            time: { column: t, format: epoch-seconds }
            only: { b: [x, ""] }
            values: { a: { sensor: a, quantity: oxygen, unit: "%" } }
            """);

    private CsvFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) throws IOException {
        int which = data.consumeInt(0, MAPPINGS.size());
        var text = which < MAPPINGS.size()
                ? MAPPINGS.get(which)
                : data.consumeBoolean() ? MAPPINGS.getFirst() + data.consumeString(200) : data.consumeString(500);
        var file = data.consumeRemainingAsBytes();
        try (var readings = new CsvReadings(new ByteArrayInputStream(file), CsvMapping.read(text))) {
            boolean more = true;
            while (more)
                more = readings.next((sensor, at, value) -> {
                    if (!Double.isFinite(value) || sensor.isEmpty()) throw new AssertionError(sensor + " " + at);
                });
            if (readings.rows() > file.length + 1L) throw new AssertionError("more rows than bytes");
            if (readings.troubles().count() > 0 && readings.troubles().summary().isEmpty())
                throw new AssertionError("troubles that are not told");
        } catch (WrongFile told) {
            if (told.problems().isEmpty()) throw new AssertionError("wrong, but nothing is told");
        }
    }
}
