package dev.velocity.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.velocity.Velocity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command against a door that answers as it is told to.
class ImportCommandTest {
    private static final String MAPPING = """
            time: { column: t, format: epoch-seconds }
            values:
              a: { sensor: hall-a, quantity: temperature, unit: Cel }
            """;

    @TempDir
    private Path directory;

    private final StringWriter said = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private final List<String> bodies = new ArrayList<>();
    /// What the n-th request, from 0, is answered: a status, and for 200 how many of it were taken.
    private IntFunction<Integer> answers = n -> 200;

    private String rejected = "";
    private HttpServer door;

    @BeforeEach
    void open() throws IOException {
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = answers.apply(bodies.size());
            bodies.add(body);
            var text = status == 200
                    ? "{\"accepted\":" + times(body) + ",\"duplicates\":0,\"late\":0,\"rejected\":[" + rejected + "]}"
                    : "{\"status\":" + status + ",\"detail\":\"because\"}";
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        door.start();
        Files.writeString(directory.resolve("key"), "vel_dev_key\n");
        Files.writeString(directory.resolve("mapping.yaml"), MAPPING);
        Files.writeString(directory.resolve("data.csv"), rows(2_500));
    }

    @AfterEach
    void close() {
        door.stop(0);
    }

    @Test
    void everyRowIsSentOnceInBatchesThatFit() {
        assertThat(run()).isZero();
        assertThat(bodies.stream().map(ImportCommandTest::times)).containsExactly(1_000, 1_000, 500);
        assertThat(bodies.getFirst())
                .startsWith("[{\"sensor\":\"hall-a\",\"at\":\"1970-01-01T00:00:00Z\",\"value\":0.0},");
        assertThat(said.toString()).contains("data.csv: 2,500 rows in", "readings: 2,500 accepted");
        assertThat(directory.resolve("data.csv.velocity-import")).doesNotExist();
    }

    @Test
    void whoIsBusyGetsTheSameAgain() {
        answers = n -> n == 1 ? 503 : n == 2 ? 429 : 200;
        assertThat(run()).isZero();
        assertThat(bodies.stream().map(ImportCommandTest::times)).containsExactly(1_000, 1_000, 1_000, 1_000, 500);
        assertThat(bodies.get(2)).isEqualTo(bodies.get(1));
        assertThat(bodies.get(3)).isEqualTo(bodies.get(1));
        assertThat(said.toString())
                .contains("the server answers 503: because; trying again in 1 s", "the server answers 429")
                .contains("2,500 accepted");
    }

    @Test
    void anImportThatWasStoppedGoesOnWhereItStopped() throws IOException {
        answers = n -> n < 2 ? 200 : 401;
        assertThat(run()).isEqualTo(1);
        assertThat(complained.toString())
                .contains("the server answers 401: because (make one with `velocity device add`)");
        assertThat(said.toString()).contains("2,000 accepted");
        assertThat(directory.resolve("data.csv.velocity-import")).exists();
        bodies.clear();
        answers = n -> 200;
        assertThat(run()).isZero();
        assertThat(said.toString()).contains("going on after row 2000", "2,500 rows in", "2,500 accepted");
        assertThat(bodies).singleElement().satisfies(body -> {
            assertThat(times(body)).isEqualTo(500);
            assertThat(body).contains("\"value\":2000.0}", "\"value\":2499.0}");
        });
        assertThat(directory.resolve("data.csv.velocity-import")).doesNotExist();
    }

    @Test
    void anotherFileMappingOrServerBeginsAnew() throws IOException {
        answers = n -> n < 2 ? 200 : 401;
        assertThat(run()).isEqualTo(1);
        var state = Files.readString(directory.resolve("data.csv.velocity-import"));
        answers = n -> 200;
        for (var change : List.<Path>of(directory.resolve("data.csv"), directory.resolve("mapping.yaml"))) {
            var before = Files.readString(change);
            Files.writeString(directory.resolve("data.csv.velocity-import"), state);
            Files.writeString(change, before + "\n");
            bodies.clear();
            assertThat(run()).isZero();
            assertThat(bodies).as("after a change of " + change).hasSize(3);
            Files.writeString(change, before);
        }
        Files.writeString(directory.resolve("data.csv.velocity-import"), state);
        bodies.clear();
        assertThat(run("--from-start")).isZero();
        assertThat(bodies).hasSize(3);
        Files.writeString(directory.resolve("data.csv.velocity-import"), "velocity import 1\nof nothing\nrows x\n");
        bodies.clear();
        assertThat(run()).isZero();
        assertThat(bodies).hasSize(3);
    }

    @Test
    void whatTheServerRejectsIsToldByItsLine() throws IOException {
        Files.writeString(directory.resolve("data.csv"), "t,a\n1,1\n\n2,2\nx,3\n3,3\n");
        rejected = "{\"index\":1,\"code\":\"conflict\",\"detail\":\"another value\"},"
                + "{\"index\":2,\"code\":\"out-of-natural-range\",\"detail\":\"cannot be\"}";
        assertThat(run()).isZero();
        assertThat(said.toString().lines().map(String::strip))
                .containsSubsequence(
                        "the file could not be read in 1 places:",
                        "the time cannot be read: 1",
                        "line 5 says 'x'",
                        "the server rejected 2 readings:",
                        "conflict: 1",
                        "line 4 sensor hall-a: another value",
                        "out-of-natural-range: 1",
                        "line 6 sensor hall-a: cannot be");
    }

    @Test
    void whoNeverAnswersIsGivenUpAndTheStateStays() {
        answers = n -> n == 0 ? 200 : 503;
        assertThat(run("--patience", "0 s")).isEqualTo(1);
        assertThat(complained.toString()).contains("the server answers 503");
        assertThat(directory.resolve("data.csv.velocity-import")).exists();
        door.stop(0);
        assertThat(run("--patience", "0 s")).isEqualTo(1);
        assertThat(complained.toString()).contains("no answer from the server");
    }

    @Test
    void aFileOfWhichNothingCouldBeTakenIsARefusal() throws IOException {
        Files.writeString(directory.resolve("data.csv"), "t,a\nyesterday,1\n");
        assertThat(run()).isEqualTo(1);
        assertThat(bodies).isEmpty();
        Files.writeString(directory.resolve("data.csv"), "t,a\n");
        assertThat(run()).as("an empty file is done at once").isZero();
    }

    @Test
    void wrongUsageIsTwo() throws IOException {
        assertThat(run("--patience", "soon")).isEqualTo(2);
        assertThat(run("--server", "http://example.org:8081")).isEqualTo(2);
        assertThat(complained.toString()).contains("in the clear only on this machine");
        assertThat(run("--server", "shelter")).isEqualTo(2);
        assertThat(run("--trust", directory.resolve("mapping.yaml").toString())).isEqualTo(2);
        Files.writeString(directory.resolve("key"), "\n");
        assertThat(run()).isEqualTo(2);
        assertThat(complained.toString()).contains("is empty");
    }

    @Test
    void aWrongMappingIsSeventyEightAndNothingIsSent() throws IOException {
        Files.writeString(
                directory.resolve("mapping.yaml"), MAPPING.replace("Cel", "ppm").replace("epoch", "epic"));
        assertThat(run()).isEqualTo(78);
        assertThat(complained.toString()).contains("line 1: time.format", "line 3: values.a.unit");
        Files.writeString(directory.resolve("mapping.yaml"), MAPPING.replace("a:", "b:"));
        assertThat(run()).isEqualTo(78);
        assertThat(complained.toString()).contains("line 3: the CSV file has no column 'b'; it has t, a.");
        assertThat(bodies).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        Files.delete(directory.resolve("data.csv"));
        assertThat(run()).isEqualTo(1);
        assertThat(complained.toString()).contains("there is no file").contains("data.csv");
    }

    private static String rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + "," + i).collect(Collectors.joining("\n", "t,a\n", "\n"));
    }

    private static int times(String body) {
        return body.split("\"sensor\"", -1).length - 1;
    }

    private int run(String... more) {
        var arguments = new ArrayList<>(List.of(
                "import",
                directory.resolve("data.csv").toString(),
                "--mapping",
                directory.resolve("mapping.yaml").toString(),
                "--key-file",
                directory.resolve("key").toString()));
        if (!Arrays.asList(more).contains("--server"))
            arguments.addAll(
                    List.of("--server", "http://127.0.0.1:" + door.getAddress().getPort()));
        arguments.addAll(Arrays.asList(more));
        return Commands.line(Velocity.class)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(complained))
                .execute(arguments.toArray(String[]::new));
    }
}
