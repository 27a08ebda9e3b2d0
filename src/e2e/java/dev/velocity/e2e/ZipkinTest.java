package dev.velocity.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.velocity.proof.Proofs;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A trace store that others wrote, Zipkin, joins the parts of a trace as we mean them. It knows no OTLP, so a bridge
/// of some lines stands between; the traces themselves are as any collector gets them.
@Tag("prove")
class ZipkinTest {
    private static final String ZIPKIN = "io.zipkin:zipkin-server:3.6.1:jar:exec";
    private static final Path KEPT = Path.of("target", "zipkin");
    private static final Path EVIDENCE = Path.of("artifacts", "observability");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theTraceOfAReadingIsWholeInATraceStore() throws Exception {
        int port = free();
        var zipkin = start(port);
        try {
            var store = URI.create("http://127.0.0.1:" + port);
            awaitUp(zipkin, store);
            try (var collector = new Collector(request -> hand(store, request));
                    var server = TestServer.start(
                            Sites.hall(1),
                            Map.of(
                                    "velocity.traces.endpoint",
                                    collector.address().toString(),
                                    "velocity.traces.sample",
                                    "1"))) {
                try (var stream = new StreamReader(server, server.signIn("operations"), "", null)) {
                    stream.next("beat");
                    server.reading("co2-1", 6_000);
                    stream.next("alert");
                }
                var frame =
                        collector
                                .spans(spans -> spans.stream()
                                        .anyMatch(span -> span.getName().equals("live frame")))
                                .stream()
                                .filter(span -> span.getName().equals("live frame"))
                                .findFirst()
                                .orElseThrow();
                // What is sent later than the frame is its ancestors', which end later.
                collector.spans(spans -> spans.stream()
                        .anyMatch(span -> span.getTraceId().equals(frame.getTraceId())
                                && span.getParentSpanId().isEmpty()));
                var trace = hex(frame.getTraceId());
                var joined = new TreeMap<String, String>();
                var byId = new LinkedHashMap<String, JsonNode>();
                var told = JSON.readTree(awaited(zipkin, store.resolve("/api/v2/trace/" + trace)));
                for (var span : told) byId.put(span.path("id").asString(), span);
                byId.values().forEach(span -> joined.put(span.path("name").asString(), way(span, byId)));
                assertThat(joined)
                        .containsEntry("live frame", "post /api/v1/readings > commit > tell alert > live frame")
                        .containsEntry("writer unit", "post /api/v1/readings > writer unit");
                look(store.resolve("/zipkin/traces/" + trace), server);
                Files.createDirectories(EVIDENCE);
                Files.writeString(
                        EVIDENCE.resolve("trace.json"),
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(told) + "\n");
                Proofs.saw("Zipkin 3.6.1 shows the trace of a reading, " + told.size() + " spans joined: "
                        + joined.get("live frame"));
            }
        } finally {
            zipkin.destroy();
            zipkin.waitFor(20, TimeUnit.SECONDS);
        }
    }

    /// The names on the way from the trace's beginning to this span, by the parents the store knows.
    private static String way(JsonNode span, Map<String, JsonNode> byId) {
        var parent = byId.get(span.path("parentId").asString(""));
        var name = span.path("name").asString();
        return parent == null ? name : way(parent, byId) + " > " + name;
    }

    /// The bridge: each span as Zipkin takes it.
    private static void hand(URI store, ExportTraceServiceRequest request) {
        var spans = request.getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .map(ZipkinTest::zipkin)
                .toList();
        try {
            var answer = HTTP.send(
                    HttpRequest.newBuilder(store.resolve("/api/v2/spans"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(spans)))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 202)
                throw new IllegalStateException("Zipkin: " + answer.statusCode() + answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> zipkin(Span span) {
        var one = new LinkedHashMap<String, Object>();
        one.put("traceId", hex(span.getTraceId()));
        one.put("id", hex(span.getSpanId()));
        if (!span.getParentSpanId().isEmpty()) one.put("parentId", hex(span.getParentSpanId()));
        if (span.getKind() == Span.SpanKind.SPAN_KIND_SERVER) one.put("kind", "SERVER");
        one.put("name", span.getName());
        one.put("timestamp", span.getStartTimeUnixNano() / 1_000);
        one.put("duration", Math.max(1, (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1_000));
        one.put("localEndpoint", Map.of("serviceName", "velocity"));
        var tags = new TreeMap<String, String>();
        span.getAttributesList().forEach(pair -> tags.put(pair.getKey(), text(pair.getValue())));
        one.put("tags", tags);
        return one;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static Process start(int port) throws Exception {
        Files.createDirectories(KEPT);
        var jar = KEPT.resolve("zipkin-server-3.6.1-exec.jar");
        if (!Files.exists(jar)) {
            var fetched = new ProcessBuilder(
                            "mvn", "-B", "-q", "dependency:copy", "-Dartifact=" + ZIPKIN, "-DoutputDirectory=" + KEPT)
                    .redirectErrorStream(true)
                    .redirectOutput(KEPT.resolve("fetch.log").toFile())
                    .start();
            assertThat(fetched.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(jar).as(Files.readString(KEPT.resolve("fetch.log"))).exists();
        }
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(KEPT.resolve("log").toFile());
        process.environment().putAll(Map.of("QUERY_PORT", Integer.toString(port), "STORAGE_TYPE", "mem"));
        return process.start();
    }

    private static void awaitUp(Process zipkin, URI store) throws Exception {
        awaited(zipkin, store.resolve("/health"));
    }

    /// What is at the address, as soon as it is there.
    private static String awaited(Process zipkin, URI address) throws Exception {
        long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < until) {
            try {
                var answer = HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
                if (answer.statusCode() == 200) return answer.body();
            } catch (IOException e) {
                // It does not listen yet.
            }
            assertThat(zipkin.waitFor(200, TimeUnit.MILLISECONDS))
                    .as(() -> "Zipkin ended: " + KEPT.resolve("log"))
                    .isFalse();
        }
        throw new AssertionError("nothing at " + address);
    }

    private static void look(URI page, TestServer server) throws IOException {
        Files.createDirectories(EVIDENCE);
        try (var browsers = new Browsers()) {
            var window = browsers.window(server, new Browser.NewContextOptions().setViewportSize(1280, 720));
            window.navigate(page.toString());
            window.getByText("live frame").first().waitFor();
            window.screenshot(new Page.ScreenshotOptions().setPath(EVIDENCE.resolve("trace.png")));
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
