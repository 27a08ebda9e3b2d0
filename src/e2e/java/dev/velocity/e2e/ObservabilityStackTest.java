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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is shipped to watch Velocity with asks for numbers there are, and runs with no more rights than it needs.
class ObservabilityStackTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Path OPS = Path.of("ops");
    private static final Path DASHBOARDS = OPS.resolve("grafana/dashboards");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What Prometheus itself knows.
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");
    /// What the collector of deployments tells.
    private static final Set<String> OF_DELIVERY = Set.of(
            "dora_deployments",
            "dora_deployments_failed",
            "dora_lead_time_seconds",
            "dora_fdrt_seconds",
            "dora_rework_ratio",
            "dora_collector_last_success_timestamp_seconds");

    private static final Set<String> OF_THE_LANGUAGE = Set.of(
            "sum",
            "max",
            "min",
            "rate",
            "increase",
            "changes",
            "deriv",
            "time",
            "absent",
            "histogram_quantile",
            "and",
            "or",
            "unless",
            "bool",
            "offset");
    private static final Pattern NO_NAMES = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|on|without|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\\b\\d[\\w.]*");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    @TempDir
    private Path directory;

    static List<Path> dashboards() throws IOException {
        try (var files = Files.list(DASHBOARDS)) {
            return files.sorted().toList();
        }
    }

    static List<String> services() throws IOException {
        return compose("services").keySet().stream().sorted().toList();
    }

    @Test
    void everyNumberThatIsAskedForIsThere() throws Exception {
        var there = new TreeSet<>(exposed());
        there.addAll(recorded());
        there.addAll(OF_PROMETHEUS);
        there.addAll(OF_DELIVERY);
        var expressions = Stream.concat(
                        dashboards().stream().flatMap(ObservabilityStackTest::expressions), rules("expr").stream())
                .toList();
        assertThat(expressions).hasSizeGreaterThan(40);
        for (var expression : expressions) {
            var names = names(expression);
            assertThat(names).as("names in " + expression).isNotEmpty();
            assertThat(there).as("what " + expression + " asks for").containsAll(names);
        }
    }

    @Test
    void aNumberThatIsNotThereWouldBeNoticed() {
        assertThat(
                        names(
                                "histogram_quantile(0.9, sum by (le, job) (rate(http_gone_bucket{a=\"up\"}[$__rate_interval]))) > 1.5"))
                .containsExactly("http_gone_bucket");
        assertThat(names("time() - max by (service) (dora_gone) > 2 * 86400 and on (job) up == 0"))
                .containsExactlyInAnyOrder("dora_gone", "up");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aDashboardIsWholeAndSpeaksToTheSourcesThereAre(Path file) throws IOException {
        var board = JSON.readTree(Files.readString(file));
        assertThat(board.path("uid").asString() + ".json")
                .isEqualTo(file.getFileName().toString());
        assertThat(board.path("title").asString()).startsWith("Velocity: ");
        var sources = sources();
        var ids = new TreeSet<Integer>();
        for (var panel : board.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asString()).isNotBlank();
            assertThat(panel.path("description").asString()).isNotBlank();
            var place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (var target : panel.path("targets"))
                assertThat(sources)
                        .contains(target.path("datasource").path("uid").asString());
        }
        assertThat(ids).isNotEmpty();
        assertThat(Files.readString(OPS.resolve("grafana/provisioning/dashboards/velocity.yaml")))
                .contains("path: /etc/grafana/dashboards");
    }

    @ParameterizedTest
    @MethodSource("services")
    @SuppressWarnings("unchecked")
    void aServiceHasNoMoreRightsThanItNeeds(String name) throws IOException {
        var service = service(name);
        assertThat(service)
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .containsKeys("healthcheck", "mem_limit", "cpus", "pids_limit", "profiles", "restart")
                .doesNotContainKeys("privileged", "cap_add", "network_mode", "pid", "ipc", "devices", "build", "user");
        assertThat((String) service.get("image"))
                .as("named by a digest that somebody must give")
                .matches("\\$\\{[A-Z_]+_IMAGE:\\?.*@sha256:\\.\\.\\.}");
        for (var port : (List<String>) service.getOrDefault("ports", List.of()))
            assertThat(port).startsWith("127.0.0.1:");
        for (var mounted : (List<String>) service.getOrDefault("volumes", List.of())) {
            var from = mounted.startsWith("${") ? "" : mounted.substring(0, mounted.indexOf(':'));
            if (from.startsWith(".")) assertThat(OPS.resolve(from)).exists();
            else if (!from.isEmpty()) assertThat(compose("volumes")).containsKey(from);
            if (from.startsWith(".") || from.isEmpty()) assertThat(mounted).endsWith(":ro");
        }
        for (var secret : (List<String>) service.getOrDefault("secrets", List.of()))
            assertThat(compose("secrets")).containsKey(secret);
        for (var network : (List<String>) service.get("networks"))
            assertThat(compose("networks")).containsKey(network);
    }

    @Test
    void secretsAreFilesThatAreNeverCommitted() throws IOException {
        for (var secret : compose("secrets").values())
            assertThat(secret.toString()).matches("\\{file=\\./secrets/[a-z_.]+}");
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains("/ops/secrets/", "/ops/.env");
    }

    /// What runs in containers is what runs without them, but for addresses and keys.
    @Test
    void theConfigurationsForContainersAreTheOthersElsewhere() throws Exception {
        assertThat(Files.readString(OPS.resolve("alertmanager/compose.yml"))
                        .lines()
                        .filter(this::isGrouping))
                .containsExactlyElementsOf(Files.readString(OPS.resolve("alertmanager/alertmanager.yml"))
                        .lines()
                        .filter(this::isGrouping)
                        .toList());
        var token = Files.writeString(directory.resolve("token"), "0123456789abcdef");
        var config = Files.writeString(
                directory.resolve("prometheus.yml"),
                Files.readString(OPS.resolve("prometheus/compose.yml"))
                        .replace("/run/secrets/operations_token", token.toString())
                        .replace(
                                "/etc/prometheus/rules",
                                OPS.resolve("prometheus/rules").toAbsolutePath().toString()));
        var checked = new ProcessBuilder("promtool", "check", "config", config.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(checked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(checked.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(checked.exitValue()).as(said).isZero();
        assertThat(said).contains("rules found");
        // Who takes the traces, and under which name and port.
        var collector = Files.readString(OPS.resolve("otel/collector.yaml"));
        assertThat(collector).contains("0.0.0.0:4318", "http://jaeger:4318", "port: 8888");
        assertThat(Files.readString(OPS.resolve("prometheus/compose.yml"))).contains("otel-collector:8888", "app:8082");
    }

    private boolean isGrouping(String line) {
        return line.matches("  (group_|repeat_|receiver).*|        send_resolved.*|        max_alerts.*");
    }

    private static Set<String> exposed() throws Exception {
        try (var server = TestServer.start(Sites.hall(1))) {
            server.reading("co2-1", 6_000);
            server.bean(Alerts.class)
                    .handle(
                            server.bean(Alerts.class).open().getFirst().id(),
                            new Command.Acknowledge(Optional.empty()),
                            new Actor("operations", Role.OPERATIONS.text()),
                            Role.OPERATIONS,
                            OptionalLong.empty(),
                            Optional.empty());
            get(server.people().resolve("/sign-in"));
            return get(URI.create("http://127.0.0.1:"
                            + server.bean(Environment.class).getRequiredProperty("local.management.port")
                            + "/metrics"))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .collect(Collectors.toSet());
        }
    }

    private static String get(URI address) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    private static Set<String> names(String expression) {
        return NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .filter(name -> !OF_THE_LANGUAGE.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> expressions(Path dashboard) {
        try {
            return found(JSON.readTree(Files.readString(dashboard)), "expr");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<String> found(JsonNode node, String name) {
        var here = node.path(name).isString() ? Stream.of(node.path(name).asString()) : Stream.<String>empty();
        return Stream.concat(
                here, StreamSupport.stream(node.spliterator(), false).flatMap(child -> found(child, name)));
    }

    private static List<String> recorded() throws IOException {
        return rules("record");
    }

    @SuppressWarnings("unchecked")
    private static List<String> rules(String member) throws IOException {
        return ((List<Map<String, Object>>)
                        yaml("prometheus/rules/velocity.yml").get("groups"))
                .stream()
                        .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                        .map(rule -> (String) rule.get(member))
                        .filter(java.util.Objects::nonNull)
                        .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<String> sources() throws IOException {
        return ((List<Map<String, Object>>)
                        yaml("grafana/provisioning/datasources/velocity.yaml").get("datasources"))
                .stream().map(source -> (String) source.get("uid")).toList();
    }

    /// With what it shares with others.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> service(String name) throws IOException {
        var own = (Map<String, Object>) compose("services").get(name);
        var all = new HashMap<>((Map<String, Object>) own.getOrDefault("<<", Map.of()));
        all.putAll(own);
        return all;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> compose(String part) throws IOException {
        return (Map<String, Object>) yaml("compose.yaml").get(part);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(String file) throws IOException {
        return (Map<String, Object>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(OPS.resolve(file)));
    }
}
