package dev.velocity.ingest;

import static dev.velocity.ingest.Door.NOON;
import static dev.velocity.ingest.Door.reading;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thousands of hostile bodies through the real listener: each gets an answer, none a failure of ours, and the
/// connection is never out of step.
class HostileBodiesTest {
    private static final int REQUESTS = Integer.getInteger("hostile.requests", 5_000);
    private static final List<String> SCRAPS = List.of(
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "\"",
            "\\",
            "null",
            "true",
            "NaN",
            "-Infinity",
            "1e999",
            "-0",
            "1e-400",
            "99999999999999999999",
            "\"sensor\"",
            "\"at\"",
            "\"value\"",
            "\"sequence\"",
            "\"readings\"",
            "\"hall-co2\"",
            "\"vault-co2\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\u0000",
            "\u2028",
            "\ud83d\ude00",
            "\"2026-03-01T12:00:00Z\"",
            "\"2026-03-01T12:00:00+99:99\"",
            "\"sensor\":\"hall-co2\"",
            "\"value\":1",
            "{\"sensor\":\"hall-co2\",\"value\":1}",
            "[[[[[[[[[[[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":",
            "\n",
            "\ufeff",
            "//",
            "/*");

    @TempDir
    private Path directory;

    @Test
    void everyHostileBodyIsAnsweredAndNoneIsOurFailure() {
        var random = new Random(20_260_301);
        var statuses = new int[600];
        try (var door = new Door(directory)) {
            var line = door.call();
            for (int i = 0; i < REQUESTS; i++) {
                var body = body(random);
                if (random.nextInt(4) == 0) line.send(chunked(door.key(), body, random));
                else line.post(door.key(), body);
                var answer = line.answer();
                assertThat(answer.status())
                        .as("request %d: %s", i, new String(body, StandardCharsets.ISO_8859_1))
                        .isIn(200, 400, 413);
                statuses[answer.status()]++;
                if (!answer.header("connection").isEmpty()) {
                    line.close();
                    line = door.call();
                }
                if (i % 50 == 0) {
                    line.post(door.key(), "[" + reading("hall-temperature", NOON.minusSeconds(i), "20") + "]");
                    assertThat(line.answer().body()).as("after request %d", i).contains("\"accepted\":1");
                }
            }
            line.close();
            assertThat(door.kept("hall-temperature"))
                    .hasSize((REQUESTS + 49) / 50)
                    .containsOnly(20.0);
            assertThat(door.writer.broken()).isNull();
        }
        assertThat(statuses[200]).as("bodies of which something was an item").isGreaterThan(REQUESTS / 10);
        assertThat(statuses[400]).isGreaterThan(REQUESTS / 10);
    }

    private static byte[] body(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                var bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case 1 -> {
                var text = new StringBuilder();
                for (int n = random.nextInt(30); n > 0; n--) text.append(SCRAPS.get(random.nextInt(SCRAPS.size())));
                yield text.toString().getBytes(StandardCharsets.UTF_8);
            }
            case 2 -> items(random);
            default -> changed(items(random), random);
        };
    }

    /// JSON whose items are odd.
    private static byte[] items(Random random) {
        var text = new StringBuilder("[");
        for (int n = random.nextInt(6); n >= 0; n--) {
            text.append("{");
            for (int m = random.nextInt(5); m >= 0; m--) {
                text.append(List.of("\"sensor\"", "\"at\"", "\"value\"", "\"sequence\"", "\"x\"")
                        .get(random.nextInt(5)));
                text.append(':')
                        .append(List.of(
                                        "\"hall-co2\"",
                                        "\"" + NOON.minusSeconds(random.nextInt(50_000)) + "\"",
                                        Double.toString(random.nextInt(2_000)),
                                        Long.toString(random.nextLong()),
                                        "null",
                                        "[{}]",
                                        "NaN",
                                        "1e999",
                                        "\"\\ud800\"")
                                .get(random.nextInt(9)));
                if (m > 0) text.append(',');
            }
            text.append(n > 0 ? "}," : "}");
        }
        return text.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] changed(byte[] body, Random random) {
        for (int n = 1 + random.nextInt(3); n > 0; n--)
            body[random.nextInt(body.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : '"');
        return body;
    }

    private static byte[] chunked(String key, byte[] body, Random random) {
        var request = new ByteArrayOutputStream();
        request.writeBytes(Line.head(key, "Transfer-Encoding: chunked").getBytes(StandardCharsets.ISO_8859_1));
        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, 1 + random.nextInt(40));
            request.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            request.write(body, at, length);
            request.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            at += length;
        }
        request.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return request.toByteArray();
    }
}
