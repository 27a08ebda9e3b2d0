package dev.velocity.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.access.Role;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.audit.Actor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;

/// What the operations' listener tells, and what Prometheus makes of it with the rules in `ops/prometheus`. Needs
/// `promtool` (Debian: the package prometheus).
class MetricsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Path OPS = Path.of("ops", "prometheus");

    @TempDir
    private Path directory;

    @Test
    void theMetricsTellWhatHappened() throws Exception {
        try (var server = TestServer.start(Sites.hall(2))) {
            var alerts = server.bean(Alerts.class);
            server.reading("co2-1", 6_000);
            var alert = alerts.open().getFirst();
            alerts.handle(
                    alert.id(),
                    new Command.Acknowledge(Optional.empty()),
                    new Actor("operations", Role.OPERATIONS.text()),
                    Role.OPERATIONS,
                    OptionalLong.empty(),
                    Optional.empty());
            get(server.people().resolve("/sign-in"));
            get(server.people().resolve("/nobody/knows?this=" + alert.id()));
            HTTP.send(
                    HttpRequest.newBuilder(server.devices().resolve("/api/v1/readings"))
                            .POST(HttpRequest.BodyPublishers.ofString("[]"))
                            .build(),
                    BodyHandlers.ofString());
            var answer = get(operations(server, "/metrics"));
            assertThat(answer.statusCode()).isEqualTo(200);
            var metrics = answer.body();
            assertThat(value(metrics, "velocity_readings_total{result=\"accepted\"}"))
                    .isEqualTo(1);
            assertThat(value(
                            metrics,
                            "velocity_alerts_open{role=\"" + alert.role().text() + "\",severity=\""
                                    + alert.severity().text() + "\"}"))
                    .isEqualTo(alerts.open().size());
            assertThat(value(metrics, "velocity_alert_transitions_total{from=\"none\",to=\"new\"}"))
                    .isEqualTo(alerts.open().size());
            assertThat(value(metrics, "velocity_alert_transitions_total{from=\"new\",to=\"acknowledged\"}"))
                    .isEqualTo(1);
            assertThat(value(metrics, "velocity_alert_acknowledge_seconds_count"))
                    .isEqualTo(1);
            assertThat(value(metrics, "velocity_detection_lag_seconds_count")).isPositive();
            assertThat(value(metrics, "velocity_ingest_commit_seconds_count")).isEqualTo(1);
            assertThat(value(metrics, "velocity_live_screens")).isZero();
            assertThat(value(metrics, "velocity_live_behind_total")).isZero();
            assertThat(value(metrics, "velocity_writer_queue")).isNotNegative();
            assertThat(value(metrics, "velocity_audit_head")).isGreaterThan(5);
            assertThat(value(metrics, "velocity_disk_free_bytes")).isPositive();
            assertThat(value(metrics, "velocity_database_size_bytes")).isPositive();
            assertThat(metrics).contains("jvm_memory_used_bytes{").contains("process_start_time_seconds ");
            assertThat(value(
                            metrics,
                            "http_request_duration_seconds_count{method=\"GET\",route=\"/sign-in\",status=\"200\"}"))
                    .isEqualTo(1);
            assertThat(metrics)
                    .contains(
                            "http_request_duration_seconds_bucket{method=\"GET\",route=\"/sign-in\",status=\"200\",le=\"1.5\"}")
                    .contains("http_request_errors_total{method=\"GET\",route=\"/sign-in\",status=\"200\"} 0.0")
                    .contains("route=\"none\",status=\"404\"")
                    .contains("method=\"POST\",route=\"/api/v1/readings\",status=\"401\"")
                    .doesNotContain("nobody")
                    .doesNotContain("http_server_requests");
            // What libraries name is theirs.
            Files.writeString(
                    directory.resolve("metrics"),
                    metrics.lines()
                            .filter(line -> line.matches("(# (HELP|TYPE) )?(velocity|http_request)_.*"))
                            .collect(Collectors.joining("\n", "", "\n")));
            var checked = promtool(directory.resolve("metrics"), "check", "metrics");
            assertThat(checked.exit).as(checked.said).isZero();
            assertThat(get(operations(server, "/metrics"), "Accept", "application/openmetrics-text; version=1.0.0")
                            .body())
                    .endsWith("# EOF\n");
            assertThat(get(operations(server, "/health/live")).body()).contains("\"UP\"");
            assertThat(get(operations(server, "/health/ready")).body()).contains("\"UP\"", "storage", "waiting");
            assertThat(get(operations(server, "/actuator")).statusCode()).isEqualTo(404);
            assertThat(get(operations(server, "/")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void beyondLoopbackATokenIsShownAndTheMetricsCanBeSwitchedOff() throws Exception {
        var token = Files.writeString(directory.resolve("token"), "0123456789abcdef0123\n");
        try (var server = TestServer.start(
                Sites.hall(1),
                Map.of("velocity.operations.token-file", token.toString(), "velocity.metrics.enabled", false))) {
            assertThat(get(operations(server, "/health/live")).statusCode()).isEqualTo(200);
            assertThat(get(operations(server, "/health/ready")).statusCode()).isEqualTo(200);
            assertThat(get(operations(server, "/health")).statusCode()).isEqualTo(401);
            assertThat(get(operations(server, "/health"), "Authorization", "Bearer 0123456789abcdef0124")
                            .statusCode())
                    .isEqualTo(401);
            var shown = "Bearer 0123456789abcdef0123";
            assertThat(get(operations(server, "/health"), "Authorization", shown)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(operations(server, "/metrics"), "Authorization", shown)
                            .statusCode())
                    .isEqualTo(404);
            // It is the operations' token, and nobody else is asked for it.
            assertThat(get(server.people().resolve("/sign-in")).statusCode()).isEqualTo(200);
            assertThat(get(server.devices().resolve("/api/v1/readings")).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void theRulesCallWhenTheyShouldAndOnlyThen() throws Exception {
        var tested = promtool(
                null,
                "test",
                "rules",
                OPS.resolve("tests/velocity_test.yml").toString(),
                OPS.resolve("tests/days_test.yml").toString());
        assertThat(tested.exit).as(tested.said).isZero();
        var config =
                promtool(null, "check", "config", OPS.resolve("prometheus.yml").toString());
        assertThat(config.exit).as(config.said).isZero();
    }

    /// Each rule made wrong in one way is noticed: the tests are not there for show.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "> 1.5 => > 2.5",
                "for: 30s => for: 10m",
                "> 0.02 => > 0.002",
                "== 0\n => == 1\n",
                "< 3600 => < 36000",
                "> 0.20 => > 0.26",
                "and on (service) sum => or on (service) sum",
                "velocity_writer_queue > 500 => velocity_writer_queue > 5",
                "velocity_audit_whole == 0 => velocity_audit_whole == 2",
                "absent(up => absent(down"
            })
    void aRuleThatIsWrongIsNoticed(String change) throws Exception {
        var parts = change.split(" => ", 2);
        var rules = Files.readString(OPS.resolve("rules/velocity.yml"));
        assertThat(rules).contains(parts[0]);
        Files.createDirectories(directory.resolve("rules"));
        Files.createDirectories(directory.resolve("tests"));
        Files.writeString(directory.resolve("rules/velocity.yml"), rules.replace(parts[0], parts[1]));
        var tests = Files.copy(OPS.resolve("tests/velocity_test.yml"), directory.resolve("tests/velocity_test.yml"));
        var tested = promtool(null, "test", "rules", tests.toString());
        assertThat(tested.exit).as(tested.said).isNotZero();
    }

    @Test
    void everyRuleHasARunbookThatIsThere() throws IOException {
        var rules = Files.readString(OPS.resolve("rules/velocity.yml"));
        var named = Pattern.compile("runbook_url: (\\S+)").matcher(rules);
        int found = 0;
        for (; named.find(); found++) assertThat(Path.of(named.group(1))).exists();
        assertThat(found)
                .isEqualTo(Pattern.compile("- alert: ").splitAsStream(rules).count() - 1);
    }

    private static URI operations(TestServer server, String path) {
        return URI.create("http://127.0.0.1:"
                + server.bean(Environment.class).getRequiredProperty("local.management.port") + path);
    }

    private static HttpResponse<String> get(URI address, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address);
        if (headers.length > 0) request.headers(headers);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static double value(String metrics, String series) {
        return metrics.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series + " in\n" + metrics));
    }

    private record Ran(int exit, String said) {}

    private static Ran promtool(@org.jspecify.annotations.Nullable Path input, String... arguments) throws Exception {
        var process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true);
        if (input != null) process.redirectInput(input.toFile());
        var running = process.start();
        var said = new String(running.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(running.exitValue(), said);
    }
}
