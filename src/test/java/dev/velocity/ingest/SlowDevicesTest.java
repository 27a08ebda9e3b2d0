package dev.velocity.ingest;

import static dev.velocity.ingest.Door.NOON;
import static dev.velocity.ingest.Door.reading;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who comes slowly is cut off, at a tenth of the usual patience.
class SlowDevicesTest {
    private static final Patience SHORT = new Patience(
            Duration.ofMillis(500),
            Duration.ofSeconds(6),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofMillis(50));

    @TempDir
    private Path directory;

    private Door door;

    @BeforeEach
    void open() {
        door = new Door(directory, SHORT);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void whoSaysNothingIsCutOff() {
        try (var line = door.call()) {
            assertThat(line.isClosed()).isTrue();
        }
    }

    @Test
    void whoStopsInTheMiddleOfAHeadIsCutOff() {
        try (var line = door.call()) {
            line.send("POST /api/v1/readings HTTP/1.1\r\nHost: d\r\nX-");
            assertThat(line.answer().status()).isIn(0, 400, 408);
        }
    }

    @Test
    void aHeadThatTricklesForEverIsCutOff() {
        try (var line = door.call()) {
            line.send("POST /api/v1/readings HTTP/1.1\r\nHost: d\r\n");
            int bytes = 0;
            while (bytes < 1_000 && line.isQuietFor(20) && line.offer(new byte[] {'x'})) bytes++;
            assertThat(bytes).as("bytes, one each 20 ms").isBetween(5, 300);
        }
    }

    @Test
    void aBodyThatStopsIsRefused() {
        try (var line = door.call()) {
            line.send(Line.head(door.key(), "Content-Length: 100") + "[");
            assertThat(line.answer().status()).isEqualTo(408);
            assertThat(line.isClosed()).isTrue();
        }
    }

    @Test
    void aBodyThatTricklesForEverIsRefused() {
        try (var line = door.call()) {
            line.send(Line.head(door.key(), "Content-Length: 100000"));
            int bytes = 0;
            while (bytes < 1_000 && line.offer(new byte[] {' '}) && line.isQuietFor(20)) bytes++;
            assertThat(bytes).as("bytes, one each 20 ms").isBetween(5, 300);
        }
    }

    @Test
    void aChunkedBodyThatTricklesForEverIsRefused() {
        try (var line = door.call()) {
            line.send(Line.head(door.key(), "Transfer-Encoding: chunked"));
            int chunks = 0;
            while (chunks < 1_000 && line.offer(new byte[] {'1', '\r', '\n', ' ', '\r', '\n'}) && line.isQuietFor(20))
                chunks++;
            assertThat(chunks).as("chunks, one each 20 ms").isBetween(5, 300);
        }
    }

    @Test
    void whoIsSlowerThanThePatienceForAHeadButWorksStays() {
        try (var line = door.call()) {
            for (int i = 0; i < 3; i++) {
                line.post(door.key(), "[" + reading("hall-co2", NOON.plusSeconds(i), "1") + "]");
                assertThat(line.answer().status()).isEqualTo(200);
                assertThat(line.isQuietFor(700)).isTrue();
            }
        }
    }

    @Test
    void whileManyAreSlowOthersAreServed() {
        // Nobody is to be cut off here, also when the machine pauses for longer than the short patience.
        door.close();
        door = new Door(directory.resolve("patient"));
        var slow = new java.util.ArrayList<Line>();
        try {
            for (int i = 0; i < 60; i++) slow.add(door.call().send("POST /"));
            for (int i = 0; i < 20; i++)
                assertThat(door.post("[" + reading("hall-co2", NOON.plusSeconds(i), "1") + "]")
                                .status())
                        .isEqualTo(200);
        } finally {
            slow.forEach(Line::close);
        }
    }
}
