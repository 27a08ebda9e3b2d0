package dev.velocity.ingest;

import static dev.velocity.ingest.Door.NOON;
import static dev.velocity.ingest.Door.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.audit.Actor;
import dev.velocity.ingest.Line.Answer;
import dev.velocity.platform.Tx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the devices' listener answers, on bare connections.
class DoorTest {
    private static final String GOOD = "[" + reading("hall-co2", NOON, "800") + "]";
    private static final String TAKEN = "{\"accepted\":1,\"duplicates\":0,\"late\":0,\"rejected\":[]}";

    @TempDir
    private Path directory;

    private Door door;

    @BeforeEach
    void open() {
        door = new Door(directory);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aReadingIsTakenAndAnsweredInFull() {
        var answer = door.post(GOOD);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.body()).isEqualTo(TAKEN);
        assertThat(door.kept("hall-co2")).containsExactly(800.0);
    }

    @Test
    void bothShapesOfABodyAreTaken() {
        assertThat(door.post("{\"readings\":" + GOOD + "}").body()).isEqualTo(TAKEN);
    }

    @Test
    void oneConnectionServesManyRequests() {
        try (var line = door.call()) {
            for (int i = 0; i < 20; i++) {
                line.post(door.key(), "[" + reading("hall-co2", NOON.plusSeconds(i), "1") + "]");
                assertThat(line.answer().body()).isEqualTo(TAKEN);
            }
        }
        assertThat(door.kept("hall-co2")).hasSize(20);
    }

    @Test
    void aDeviceThatSendsTooMuchIsToldWhenToSendAgainAndWhatDecidesIsKept() throws IOException {
        try (var few = new Door(Files.createDirectory(directory.resolve("few")), Patience.USUAL, 200)) {
            assertThat(few.post(course("hall-temperature", 10, 12)).body()).startsWith("{\"accepted\":100,");
            var mad = course("hall-co2", 700, 9_000);
            var refused = few.post(mad);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.body()).contains("over-quota", "send the batch again in");
            assertThat(few.kept("hall-co2")).containsExactly(700.0, 9_000.0, 709.9);
            few.now = few.now.plusSeconds(Long.parseLong(refused.header("retry-after")));
            assertThat(few.post(mad).body()).startsWith("{\"accepted\":97,\"duplicates\":3,");
            assertThat(few.kept("hall-co2")).hasSize(100);
            few.now = few.now.plusSeconds(3_600);
            assertThat(few.post(GOOD.replace("800", "801")).status()).isEqualTo(200);
        }
    }

    /// A hundred readings up to noon that rise by a tenth each, but for the middle one.
    private static String course(String sensor, int first, int middle) {
        return IntStream.range(0, 100)
                .mapToObj(i ->
                        reading(sensor, NOON.minusSeconds(99 - i), String.valueOf(i == 50 ? middle : first + i / 10.0)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void requestsSentWithoutWaitingAreAnsweredInOrder() {
        try (var line = door.call()) {
            line.post(door.key(), GOOD).post(door.key(), GOOD).post("none", GOOD);
            assertThat(line.answer().body()).contains("\"accepted\":1");
            assertThat(line.answer().body()).contains("\"duplicates\":1");
            assertThat(line.answer().status()).isEqualTo(401);
        }
    }

    @Test
    void withoutAGoodKeyNothingIsTaken() {
        var other = door.key("doomed", "hall-*");
        assertThat(status(other)).isEqualTo(200);
        door.access.devices().revoke("doomed", Actor.COMMAND_LINE);
        var turned =
                door.key().substring(0, door.key().length() - 1) + (door.key().endsWith("a") ? "b" : "a");
        for (var key : List.of(
                "", " ", "none", other, turned, door.key() + "x", door.key().substring(1), "ä".repeat(76)))
            try (var line = door.call()) {
                line.post(key, GOOD);
                var answer = line.answer();
                assertThat(answer.status()).as(key).isEqualTo(401);
                assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
                assertThat(answer.body()).contains("\"code\":\"unauthorized\"").doesNotContain(door.key());
            }
    }

    @Test
    void aKeyIsTakenOnlyFromItsOwnHeader() {
        for (var header : List.of(
                "Authorization: Basic " + door.key(),
                "Authorization: " + door.key(),
                "X-Api-Key: " + door.key(),
                "Cookie: key=" + door.key()))
            assertThat(raw("POST /api/v1/readings HTTP/1.1\r\nHost: d\r\n" + header + "\r\nContent-Length: 2\r\n\r\n[]")
                            .status())
                    .as(header)
                    .isEqualTo(401);
        assertThat(raw("POST /api/v1/readings?key=" + door.key()
                                + " HTTP/1.1\r\nHost: d\r\nContent-Length: 2\r\n\r\n[]")
                        .status())
                .isEqualTo(401);
        assertThat(raw("POST /api/v1/readings HTTP/1.1\r\nHost: d\r\nAuthorization: bEaReR " + door.key()
                                + "\r\nContent-Length: 2\r\n\r\n[]")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aKeyPastItsDayIsNoKey() {
        door.now = NOON.plus(Duration.ofDays(1));
        assertThat(door.post(GOOD).status()).isEqualTo(401);
    }

    @Test
    void aDeviceSpeaksForItsOwnSensorsAlone() {
        var answer = door.post("[" + reading("vault-co2", NOON, "1") + "," + reading("hall-co2", NOON, "2") + "]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"accepted\":1", "\"rejected\":[{\"index\":0,\"code\":\"foreign-sensor\"");
        assertThat(door.kept("vault-co2")).isEmpty();
    }

    @Test
    void aRetryIsKnownAndAContradictionIsRefused() {
        assertThat(door.post(GOOD).body()).isEqualTo(TAKEN);
        assertThat(door.post(GOOD).body()).isEqualTo("{\"accepted\":0,\"duplicates\":1,\"late\":0,\"rejected\":[]}");
        var answer =
                door.post("[" + reading("hall-temperature", NOON, "20") + "," + reading("hall-co2", NOON, "801") + "]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"accepted\":1,\"duplicates\":0", "{\"index\":1,\"code\":\"conflict\",\"detail\":\"");
        assertThat(door.kept("hall-co2")).containsExactly(800.0);
    }

    @Test
    void aLateReadingIsKeptAndCounted() {
        door.post(GOOD);
        var answer = door.post("[" + reading("hall-co2", NOON.minusSeconds(3_600), "700") + "]");
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"duplicates\":0,\"late\":1,\"rejected\":[]}");
        assertThat(door.kept("hall-co2")).containsExactly(700.0, 800.0);
    }

    @Test
    void aReadingFromTheFutureIsRefused() {
        var answer = door.post("[" + reading("hall-co2", NOON.plusSeconds(301), "1") + "]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("{\"index\":0,\"code\":\"future\"");
    }

    @Test
    void everyReasonIsToldByTheIndexOfItsItemInOrder() {
        door.post(GOOD);
        var answer = door.post("["
                + String.join(
                        ",",
                        "{}",
                        reading("hall-co2", NOON, "1"),
                        reading("nobody", NOON, "1"),
                        reading("hall-co2", NOON.plusSeconds(1), "1"),
                        reading("hall-co2", NOON, "NaN"))
                + "]");
        assertThat(answer.body().replaceAll("\"detail\":\"[^\"]*\"", "-"))
                .isEqualTo("{\"accepted\":1,\"duplicates\":0,\"late\":0,\"rejected\":["
                        + "{\"index\":0,\"code\":\"malformed\",-},{\"index\":1,\"code\":\"conflict\",-},"
                        + "{\"index\":2,\"code\":\"unknown-sensor\",-},{\"index\":4,\"code\":\"not-finite\",-}]}");
    }

    @Test
    void whatADeviceSentIsQuotedSafelyInTheAnswer() {
        var answer = door.post("[{\"sensor\":\"\\\"}]<script>\\u0000\\ud800\\n\",\"value\":1}]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\\\"}]<script>\\u0000").doesNotContain("\n");
        assertThat(answer.header("content-type")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "nonsense", "{\"readings\":1}", "\u0000"})
    void aBodyThatIsNoneIsRefusedAsAWhole(String body) {
        var answer = door.post(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"status\":400,\"code\":\"malformed-json\"");
    }

    @Test
    void onlyTheDoorItselfIsThere() {
        for (var path :
                List.of("/", "/api/v1/readings/", "/api/v1/Readings", "/api/v1/alerts", "/health", "/..", "/%2e/"))
            assertThat(raw("POST " + path + " HTTP/1.1\r\nHost: d\r\nAuthorization: Bearer " + door.key()
                                    + "\r\nContent-Length: 0\r\n\r\n")
                            .status())
                    .as(path)
                    .isIn(400, 404);
        for (var method : List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW", "post")) {
            var answer = raw(method + " /api/v1/readings HTTP/1.1\r\nHost: d\r\nAuthorization: Bearer " + door.key()
                    + "\r\nContent-Length: 0\r\n\r\n");
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.header("allow")).as(method).isEqualTo("POST");
        }
    }

    @Test
    void compressedBodiesAndOtherTypesAreRefused() {
        for (var encoding : List.of("gzip", "br", "identity", "x")) {
            var answer = raw(
                    Line.head(door.key(), "Content-Encoding: " + encoding, "Content-Length: " + GOOD.length()) + GOOD);
            assertThat(answer.status()).as(encoding).isEqualTo(415);
            assertThat(answer.body()).contains("encoding-refused");
        }
        assertThat(raw("POST /api/v1/readings HTTP/1.1\r\nHost: d\r\nAuthorization: Bearer " + door.key()
                                + "\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n[]")
                        .status())
                .isEqualTo(415);
        assertThat(door.kept("hall-co2")).isEmpty();
    }

    @Test
    void aGibibyteIsRefusedBeforeItIsSent() {
        // At the same time: each connection is closed a while after its answer.
        Stream.of("1073741824", "1048577", "9223372036854775807").parallel().forEach(length -> {
            try (var line = door.call()) {
                var answer = line.send(Line.head(door.key(), "Content-Length: " + length))
                        .answer();
                assertThat(answer.status()).as(length).isEqualTo(413);
                assertThat(answer.body()).contains("too-large");
                assertThat(line.isClosed()).as("the connection after " + length).isTrue();
            }
        });
    }

    @Test
    void anEndlessChunkedBodyIsRefusedAfterAMebibyte() {
        try (var line = door.call()) {
            line.send(Line.head(door.key(), "Transfer-Encoding: chunked"));
            var chunk = ("1000\r\n" + " ".repeat(4_096) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < 256; i++) assertThat(line.offer(chunk)).isTrue();
            assertThat(line.isQuietFor(100))
                    .as("a mebibyte alone is not too much")
                    .isTrue();
            line.offer("1\r\n \r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(line.answer().status()).isEqualTo(413);
            assertThat(line.isClosed()).isTrue();
        }
    }

    @Test
    void whoGoesOnSendingIsCutOffSoon() {
        try (var line = door.call()) {
            line.send(Line.head(door.key(), "Transfer-Encoding: chunked"));
            var chunk = ("10000\r\n" + " ".repeat(65_536) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            int sent = 0;
            while (sent < 1_024 && line.offer(chunk)) sent++;
            assertThat(sent)
                    .as("chunks of 64 KiB, those in the kernels' buffers included")
                    .isLessThan(256);
        }
    }

    @Test
    void aMebibyteIsTakenInOneOrInManyChunks() {
        var body = GOOD + " ".repeat((1 << 20) - GOOD.length());
        assertThat(door.post(body).body()).isEqualTo(TAKEN);
        var chunks = new StringBuilder(Line.head(door.key(), "Transfer-Encoding: chunked"));
        for (int at = 0; at < body.length(); at += 1_000) {
            var part = body.substring(at, Math.min(body.length(), at + 1_000));
            chunks.append(Integer.toHexString(part.length()))
                    .append("\r\n")
                    .append(part)
                    .append("\r\n");
        }
        assertThat(raw(chunks + "0\r\n\r\n").body()).contains("\"duplicates\":1");
    }

    @Test
    void tenThousandReadingsAreTakenAndOneMoreIsNot() {
        var most = IntStream.range(0, 10_000)
                .mapToObj(i -> reading("hall-co2", NOON.minusSeconds(i), "1"))
                .collect(Collectors.joining(",", "[", ""));
        assertThat(door.post(most + "]").body()).contains("\"accepted\":10000");
        var answer = door.post(most + ",{}]");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("too-many-readings");
    }

    @Test
    void nothingIsAnsweredBeforeItIsOnDisk() throws Exception {
        var running = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var holding = door.writer.submit(tx -> hold(running, gate));
        running.await();
        try (var line = door.call()) {
            line.post(door.key(), GOOD);
            assertThat(line.isQuietFor(200)).isTrue();
            gate.countDown();
            assertThat(line.answer().body()).isEqualTo(TAKEN);
        }
        assertThat(holding.get()).isZero();
    }

    @Test
    void whenTooMuchWaitsForTheDiskDevicesAreAskedToComeAgain() throws Exception {
        var running = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var holding = door.writer.submit(tx -> hold(running, gate));
        running.await();
        var waiting = new ArrayList<CompletableFuture<?>>();
        CompletableFuture<?> last;
        do {
            last = door.watch.take(Door.batch(NOON.minusSeconds(waiting.size()), 1));
            waiting.add(last);
        } while (!last.isCompletedExceptionally());
        var answer = door.post("[" + reading("hall-co2", NOON.plusSeconds(1), "5") + "]");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.body()).contains("\"code\":\"busy\"");
        gate.countDown();
        holding.get();
        waiting.removeLast();
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get();
        assertThat(door.kept("hall-co2")).doesNotContain(5.0);
        assertThat(door.post("[" + reading("hall-co2", NOON.plusSeconds(1), "5") + "]")
                        .body())
                .isEqualTo(TAKEN);
    }

    @Test
    void aFullDiskIsSaidAndNothingOfTheBatchIsKept() {
        var size = door.writer.<Long>write(tx -> pages(tx, 1));
        assertThat(size).isPositive();
        var body = IntStream.range(0, 9_000)
                .mapToObj(i -> reading("hall-co2", NOON.minusSeconds(i), i + ".123"))
                .collect(Collectors.joining(",", "[", "]"));
        var answer = door.post(body);
        assertThat(answer.status()).isEqualTo(507);
        assertThat(answer.body()).contains("\"code\":\"disk-full\"");
        door.writer.<Long>write(tx -> pages(tx, 1_000_000));
        assertThat(door.kept("hall-co2")).isEmpty();
        assertThat(door.post(body).body()).contains("\"accepted\":9000,\"duplicates\":0");
    }

    @Test
    void aBrokenDiskIsSaidAndNoReadingIsTakenAnyMore() {
        var broken = door.writer.submit(tx -> tx.update("COMMIT"));
        assertThat(broken).failsWithin(Duration.ofSeconds(5));
        var answer = door.post(GOOD);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("30");
        assertThat(answer.body()).contains("\"code\":\"degraded\"");
        assertThat(door.kept("hall-co2")).isEmpty();
    }

    @Test
    void sixtyFourConnectionsOfOneAddressAreEnough() {
        var lines = new ArrayList<Line>();
        try {
            for (int i = 0; i < 64; i++) lines.add(door.call());
            assertThat(lines.getLast().post(door.key(), GOOD).answer().body()).isEqualTo(TAKEN);
            try (var tooMany = door.call()) {
                assertThat(tooMany.isClosed()).isTrue();
            }
            try (var elsewhere = door.call("127.0.0.2")) {
                assertThat(elsewhere.post(door.key(), GOOD).answer().status()).isEqualTo(200);
            }
            lines.removeFirst().close();
            assertThat(comesIn()).as("room again when one has gone").isTrue();
        } finally {
            lines.forEach(Line::close);
        }
    }

    private static List<String> hostileHeads() {
        var key = "Authorization: Bearer none\r\n";
        var many =
                IntStream.range(0, 100_000).mapToObj(i -> "X-" + i + ": x\r\n").collect(Collectors.joining());
        var post = "POST /api/v1/readings HTTP/1.1\r\n";
        return List.of(
                post + "Host: d\r\n" + many + "\r\n",
                post + "Host: d\r\n" + "X: y\r\n".repeat(101) + "\r\n",
                post + "Host: d\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
                "POST /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: d\r\n\r\n",
                post + "\r\n",
                post + "Host: a\r\nHost: b\r\n\r\n",
                post + "Host: d\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]",
                post + "Host: d\r\nContent-Length: -1\r\n\r\n",
                post + "Host: d\r\nContent-Length: 2, 2\r\n\r\n[]",
                post + "Host: d\r\nContent-Length: 0x2\r\n\r\n[]",
                post + "Host: d\r\nContent-Length: 99999999999999999999\r\n\r\n",
                post + "Host: d\r\n" + key + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                post + "Host: d\r\n" + key + "Transfer-Encoding: identity\r\n\r\n",
                post + "Host: d\r\n" + key + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
                post + "Host: d\r\n" + key + "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
                post + "Host : d\r\n\r\n",
                post + "Host: d\r\n folded\r\n\r\n",
                post + "Host: d\r\nBad Name: x\r\n\r\n",
                post + "Host: d\r\nX\u0000: x\r\n\r\n",
                post + "Host: d\r\nX: a\rb\r\n\r\n",
                post + "Host: d\r\n: x\r\n\r\n",
                post + "Host: d\r\nno colon\r\n\r\n",
                "POST  /api/v1/readings HTTP/1.1\r\nHost: d\r\n\r\n",
                "POST /api/v1/readings HTTP/2.0\r\nHost: d\r\n\r\n",
                "POST /api/v1/readings HTTP/9.9\r\nHost: d\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "PO\u0001ST /api/v1/readings HTTP/1.1\r\nHost: d\r\n\r\n",
                "POST http://[::1/ HTTP/1.1\r\nHost: d\r\n\r\n",
                "POST /api/v1/readings\u0000 HTTP/1.1\r\nHost: d\r\n\r\n",
                "POST /api/v1/../../etc HTTP/1.1\r\nHost: d\r\n\r\n",
                "POST /%zz HTTP/1.1\r\nHost: d\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "\r\n\r\n\r\nGARBAGE\r\n\r\n");
    }

    @Test
    void aHostileHeadIsRefusedAndWhatFollowsItIsNotTakenByMistake() {
        int kept = 0;
        for (var head : hostileHeads())
            try (var line = door.call()) {
                var shown = head.substring(0, Math.min(200, head.length()));
                line.offer(head.getBytes(StandardCharsets.ISO_8859_1));
                var first = line.answer();
                assertThat(first.status()).as(shown).isIn(0, 400, 401, 404, 405, 413, 414, 431, 501, 505);
                assertThat(first.toString()).as(shown).doesNotContainIgnoringCase("tomcat");
                // Either the connection is over, or it is whole and this is an ordinary next request.
                var next = "[" + reading("hall-co2", NOON.minusSeconds(kept), "1") + "]";
                line.offer((Line.head(door.key(), "Content-Length: " + next.length()) + next)
                        .getBytes(StandardCharsets.ISO_8859_1));
                var second = line.answer();
                assertThat(second.status()).as("after " + shown).isIn(0, 200, 400, 404, 405);
                if (second.status() == 200) kept++;
                assertThat(door.kept("hall-co2")).as("after " + shown).hasSize(kept);
            }
        assertThat(door.post(GOOD.replace("800", "1")).status())
                .as("the next device")
                .isEqualTo(200);
    }

    @Test
    void aRequestHiddenInABodyIsNeverServed() {
        var hidden = Line.head(door.key(), "Content-Length: " + GOOD.length()) + GOOD;
        for (var framing : List.of(
                List.of("Content-Length: 5", "Transfer-Encoding: chunked"),
                List.of("Transfer-Encoding: chunked", "Content-Length: 5"),
                List.of("Content-Length: " + (5 + hidden.length()), "Transfer-Encoding: chunked"),
                List.of("Transfer-Encoding: chunked", "Content-Length: " + (5 + hidden.length())),
                List.of("Content-Length: 5", "Transfer-Encoding : chunked"),
                List.of("Content-Length: 5", "Transfer-Encoding: xchunked"),
                List.of("Content-Length: 5", "Content-Length: " + (5 + hidden.length())),
                List.of("Content-Length: " + (5 + hidden.length()))))
            try (var line = door.call()) {
                line.offer((Line.head(door.key(), framing.toArray(String[]::new)) + "0\r\n\r\n" + hidden)
                        .getBytes(StandardCharsets.ISO_8859_1));
                var answer = line.answer();
                assertThat(answer.status()).as(framing.toString()).isIn(0, 400, 501);
                var after = line.answerSoon();
                assertThat(after.status()).as("after " + framing).isIn(0, Line.QUIET);
                assertThat(door.kept("hall-co2")).as(framing.toString()).isEmpty();
            }
    }

    private int status(String key) {
        try (var line = door.call()) {
            return line.post(key, "[]").answer().status();
        }
    }

    private Answer raw(String request) {
        try (var line = door.call()) {
            return line.send(request).answer();
        }
    }

    /// The listener hears of a closed connection a moment later.
    private boolean comesIn() {
        for (int i = 0; i < 1_000; i++)
            try (var line = door.call()) {
                if (line.offer((Line.head(door.key(), "Content-Length: 2") + "[]").getBytes(StandardCharsets.US_ASCII))
                        && line.answer().status() == 200) return true;
            }
        return false;
    }

    private static long pages(Tx tx, long most) {
        return tx.one("PRAGMA max_page_count = " + most, row -> row.getLong(1)).orElseThrow();
    }

    private static int hold(CountDownLatch running, CountDownLatch gate) {
        running.countDown();
        try {
            gate.await();
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
