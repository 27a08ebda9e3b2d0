package dev.velocity.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.velocity.alert.Alerts;
import dev.velocity.platform.Tracing;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/// A reading is followed from its request to the screens, as one trace; and nothing of anybody's words with it.
class TracesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> WAY =
            List.of("POST /api/v1/readings", "writer unit", "commit", "tell alert", "live frame");

    @Test
    void aReadingIsFollowedToTheScreenItIsShownOn() throws Exception {
        try (var collector = new Collector();
                var server = TestServer.start(Sites.hall(1), traced(collector, "1"))) {
            try (var stream = new StreamReader(server, server.signIn("operations"), "", null)) {
                stream.next("beat");
                server.reading("co2-1", 6_000);
                stream.next("alert");
            }
            var spans = collector.spans(holding(WAY));
            var frame = named(spans, "live frame");
            var trace = spans.stream()
                    .filter(span -> span.getTraceId().equals(frame.getTraceId()))
                    .toList();
            // One trace, and each part one of the part it came of.
            var tell = parent(trace, frame);
            var commit = parent(trace, tell);
            var request = parent(trace, commit);
            var unit = named(trace, "writer unit");
            assertThat(List.of(request, commit, tell))
                    .extracting(Span::getName)
                    .containsExactly("POST /api/v1/readings", "commit", "tell alert");
            assertThat(unit.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(request.getParentSpanId()).isEqualTo(ByteString.EMPTY);
            assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
            assertThat(unit.getEndTimeUnixNano()).isLessThanOrEqualTo(commit.getStartTimeUnixNano());
            assertThat(commit.getEndTimeUnixNano()).isLessThanOrEqualTo(tell.getStartTimeUnixNano());
            var alerts = server.bean(Alerts.class).open().stream()
                    .map(alert -> Long.toString(alert.id()))
                    .toList();
            assertThat(attributes(request))
                    .containsEntry("http.request.method", "POST")
                    .containsEntry("http.route", "/api/v1/readings")
                    .containsEntry("http.response.status_code", "200")
                    .containsEntry("velocity.device.id", "test-device")
                    .containsEntry("velocity.readings", "1");
            for (var part : List.of(tell, frame))
                assertThat(alerts).contains(attributes(part).get("velocity.alert.id"));
            assertThat(attributes(frame))
                    .containsEntry("velocity.event", attributes(tell).get("velocity.event"));
            // Marks are a closed set; nothing else is said.
            assertThat(spans.stream().flatMap(span -> attributes(span).keySet().stream()))
                    .hasSizeGreaterThan(10)
                    .allMatch(Set.of(
                            "http.request.method",
                            "http.route",
                            "http.response.status_code",
                            "velocity.device.id",
                            "velocity.readings",
                            "velocity.alert.id",
                            "velocity.event",
                            "velocity.units",
                            "velocity.waited_us",
                            "exemplar")::contains);
            var metrics = HTTP.send(
                            HttpRequest.newBuilder(operations(server, "/metrics"))
                                    .header("Accept", "application/openmetrics-text; version=1.0.0")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertThat(metrics.lines().filter(line -> line.startsWith("velocity_ingest_commit_seconds_bucket")))
                    .as("a bucket names the trace of what fell into it")
                    .anyMatch(line -> line.matches(".* # \\{.*trace_id=\"[0-9a-f]{32}\".*\\} .*"));
        }
    }

    @Test
    void whatIsAskedForBySomebodyElseIsNotTakenOnAndNoTextGetsIn() throws Exception {
        try (var collector = new Collector();
                var server = TestServer.start(Sites.hall(1), traced(collector, "1"))) {
            var answer = HTTP.send(
                    HttpRequest.newBuilder(server.devices().resolve("/api/v1/secret-path?key=hunter2"))
                            .header("Authorization", "Bearer hunter2")
                            .header("traceparent", "00-11111111111111111111111111111111-2222222222222222-01")
                            .POST(HttpRequest.BodyPublishers.ofString("hunter2"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(404);
            HTTP.send(
                    HttpRequest.newBuilder(server.people().resolve("/alerts/7?words=hunter2"))
                            .build(),
                    BodyHandlers.ofString());
            var spans = collector.spans(holding(List.of("POST none", "GET /alerts/{id}")));
            assertThat(spans.toString()).doesNotContain("hunter2").doesNotContain("secret-path");
            assertThat(spans)
                    .noneMatch(
                            span -> span.getTraceId().equals(ByteString.fromHex("11111111111111111111111111111111")));
            assertThat(named(spans, "POST none").getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        }
    }

    @Test
    void aSampleOfNoneSendsNothingAndNoCollectorFollowsNothing() throws Exception {
        try (var collector = new Collector();
                var server = TestServer.start(Sites.hall(1), traced(collector, "0"))) {
            server.reading("co2-1", 6_000);
            assertThat(server.bean(Tracing.class).request()).isSameAs(Tracing.OFF.request());
            // What waits is sent before a server has stopped.
            server.stop();
            assertThat(collector.spans(List::isEmpty)).isEmpty();
        }
    }

    private static Map<String, Object> traced(Collector collector, String sample) {
        return Map.of("velocity.traces.endpoint", collector.address().toString(), "velocity.traces.sample", sample);
    }

    private static URI operations(TestServer server, String path) {
        return URI.create("http://127.0.0.1:"
                + server.bean(Environment.class).getRequiredProperty("local.management.port") + path);
    }

    private static Predicate<List<Span>> holding(List<String> names) {
        return spans ->
                spans.stream().map(Span::getName).collect(Collectors.toSet()).containsAll(names);
    }

    private static Span named(List<Span> spans, String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " among " + spans));
    }

    private static Span parent(List<Span> trace, Span of) {
        return trace.stream()
                .filter(span -> span.getSpanId().equals(of.getParentSpanId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody is parent of " + of + " among " + trace));
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(KeyValue::getKey, TracesTest::text, (a, _) -> a));
    }

    private static String text(KeyValue pair) {
        var value = pair.getValue();
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }
}
