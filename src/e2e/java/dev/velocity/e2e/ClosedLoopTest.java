package dev.velocity.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.velocity.access.Role;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.EventKind;
import dev.velocity.live.Hub;
import dev.velocity.proof.Proofs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

/// The loop closed by the real tools: what Prometheus finds with our rules, Alertmanager tells with our configuration,
/// and the board has it until it is over. Only lengths of time are shortened, and a second server that is gone is made
/// up. Needs Debian's packages prometheus and prometheus-alertmanager.
@Tag("prove")
class ClosedLoopTest {
    private static final Path OPS = Path.of("ops");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final List<Process> running = new ArrayList<>();

    @Test
    void whatPrometheusFindsIsOnTheBoardUntilItIsOver() throws Exception {
        try (var server = TestServer.start(Sites.hall(1))) {
            var changes = new LinkedBlockingQueue<AlertChanged>();
            hub(server).listen(changes::add);
            int gone = free();
            int manager = free();
            Files.writeString(
                    directory.resolve("velocity.key"),
                    server.key("alertmanager", "warned.*").reveal());
            write(
                    "alertmanager.yml",
                    Files.readString(OPS.resolve("alertmanager/alertmanager.yml"))
                            .replace("http://localhost:8081", server.devices().toString())
                            .replace("group_wait: 10s", "group_wait: 1s")
                            .replace("group_interval: 1m", "group_interval: 1s"));
            write(
                    "rules.yml",
                    Files.readString(OPS.resolve("prometheus/rules/velocity.yml"))
                            .replace("interval: 15s", "interval: 1s")
                            .replace("for: 30s", "for: 2s"));
            write(
                    "prometheus.yml",
                    Files.readString(OPS.resolve("prometheus/prometheus.yml"))
                            .replace("_interval: 15s", "_interval: 1s")
                            .replace("rules/*.yml", "rules.yml")
                            .replace("localhost:9093", "127.0.0.1:" + manager)
                            .replace(
                                    "\"localhost:8082\"",
                                    "\"127.0.0.1:"
                                            + server.bean(Environment.class)
                                                    .getRequiredProperty("local.management.port")
                                            + "\", \"127.0.0.1:" + gone + "\""));
            long begun = System.nanoTime();
            run(
                    List.of("prometheus-alertmanager", "alertmanager"),
                    "--config.file=" + directory.resolve("alertmanager.yml"),
                    "--storage.path=" + directory.resolve("manager"),
                    "--web.listen-address=127.0.0.1:" + manager,
                    "--cluster.listen-address=");
            run(
                    List.of("prometheus"),
                    "--config.file=" + directory.resolve("prometheus.yml"),
                    "--storage.tsdb.path=" + directory.resolve("prometheus"),
                    "--web.listen-address=127.0.0.1:" + free());
            var raised = next(changes);
            var called = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(raised.kind()).isEqualTo(EventKind.RAISED);
            assertThat(raised.alert().rule()).isEqualTo("velocity-gone");
            assertThat(raised.alert().title()).isEqualTo("127.0.0.1:" + gone);
            assertThat(raised.alert().role()).isEqualTo(Role.OPERATIONS);
            assertThat(raised.who()).isEqualTo("device/alertmanager");
            assertThat(raised.words()).contains("docs/runbooks/velocity-gone.md");
            var back = answering(gone);
            try {
                begun = System.nanoTime();
                var resolved = next(changes);
                assertThat(resolved.kind()).isEqualTo(EventKind.RESOLVED);
                assertThat(resolved.alert().id()).isEqualTo(raised.alert().id());
                assertThat(resolved.alert().open()).isFalse();
                Proofs.saw(
                        "real Prometheus and Alertmanager, our rules: a server that is gone called on the board after "
                                + called.toSeconds() + " s, and was over "
                                + Duration.ofNanos(System.nanoTime() - begun).toSeconds()
                                + " s after it was back (intervals of 1 s)");
            } finally {
                back.stop(0);
            }
        } finally {
            for (var process : running) {
                process.destroy();
                process.waitFor(20, TimeUnit.SECONDS);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Hub<AlertChanged> hub(TestServer server) {
        return server.bean(Hub.class);
    }

    private AlertChanged next(LinkedBlockingQueue<AlertChanged> changes) throws Exception {
        var change = changes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (change != null) return change;
        var said = new StringBuilder();
        for (int i = 0; i < running.size(); i++) said.append(Files.readString(directory.resolve("log" + i)));
        throw new AssertionError("nothing was told; the tools said:\n" + said);
    }

    private void run(List<String> names, String... arguments) throws IOException {
        var program = names.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(names + ": not installed"));
        running.add(new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log" + running.size()).toFile())
                .start());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    /// The server that was gone, as far as Prometheus can see.
    private static HttpServer answering(int port) throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/metrics", exchange -> {
            try (exchange) {
                var body = "# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds 1\n"
                        .getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        http.start();
        return http;
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
