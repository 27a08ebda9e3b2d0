package dev.velocity.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.Alerts;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Alertmanager's webhooks through the devices' own listener to the board and the live stream.
class WarningsServerTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PATH = "/api/v1/alertmanager";
    private static final Path CONFIG = Path.of("ops", "alertmanager", "alertmanager.yml");

    private static TestServer server;
    private static String key;

    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(1));
        key = server.key("alertmanager", "warned.*").reveal();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aWarningIsOnTheBoardUntilItIsOver() throws Exception {
        var raised = post(key, webhook("firing", "6aa5ebbb1bb8bd24"));
        assertThat(raised.statusCode()).as(raised.body()).isEqualTo(200);
        assertThat(raised.body()).isEqualTo("{\"raised\":1,\"resolved\":0,\"known\":0}");
        var alert = open().getFirst();
        assertThat(alert.role()).isEqualTo(Role.OPERATIONS);
        var page = page("/board");
        // What strangers wrote is text and nothing else.
        assertThat(page)
                .contains("too much waits for the disk")
                .contains("localhost:8082 &lt;b")
                .doesNotContain("localhost:8082 <b>");
        assertThat(page("/alerts/" + alert.id())).contains("812 changes wait", "device/alertmanager");
        assertThat(post(key, webhook("firing", "6aa5ebbb1bb8bd24")).body()).contains("\"known\":1");
        assertThat(post(key, webhook("resolved", "6aa5ebbb1bb8bd24")).body()).contains("\"resolved\":1");
        assertThat(open()).isEmpty();
        assertThat(post(key, webhook("resolved", "6aa5ebbb1bb8bd24")).body()).contains("\"known\":1");
    }

    @Test
    void onlyAKeyMadeForItOpens() throws Exception {
        var body = webhook("firing", "00000000000000aa");
        assertThat(post("none", body).statusCode()).isEqualTo(401);
        for (var scope : List.of("*", "w*", "hall.*"))
            assertThat(post(server.key("other-" + scope.hashCode(), scope).reveal(), body)
                            .body())
                    .contains("\"status\":403", "foreign-sensor");
        var narrow = server.key("narrow", "warned.1*").reveal();
        assertThat(post(narrow, body).body()).contains("\"status\":422", "00000000000000aa is not in this key");
        assertThat(open()).isEmpty();
    }

    @Test
    void whatIsNoWebhookIsToldSoAndChangesNothing() throws Exception {
        assertThat(post(key, "[]").body()).contains("\"status\":400", "\"code\":\"shape\"");
        assertThat(post(key, "{\"version\":\"4\"").body()).contains("\"status\":400", "malformed-json");
        assertThat(post(key, "{\"version\":\"3\",\"alerts\":[]}").body()).contains("\"code\":\"version\"");
        // Refused by its head, before anybody reads it.
        assertThat(announce((1 << 20) + 1)).startsWith("HTTP/1.1 413");
        var partly = post(key, webhook("firing", "not-a-print").replace("]", ",{}]"));
        assertThat(partly.statusCode()).isEqualTo(422);
        assertThat(partly.body()).contains("0 raised", "alert 0: a fingerprint has 16", "alert 1: status is firing");
        var asked = HTTP.send(
                HttpRequest.newBuilder(server.devices().resolve(PATH))
                        .header("Authorization", "Bearer " + key)
                        .build(),
                BodyHandlers.ofString());
        assertThat(asked.statusCode()).isEqualTo(405);
        assertThat(open()).isEmpty();
    }

    /// The configuration we ship speaks to the door there is, and says when something is over.
    @Test
    @SuppressWarnings("unchecked")
    void theConfigurationWeShipFits() throws Exception {
        var config = (Map<String, List<Map<String, List<Map<String, Object>>>>>) new Load(
                        LoadSettings.builder().build())
                .loadFromString(Files.readString(CONFIG));
        var webhook = config.get("receivers").getFirst().get("webhook_configs").getFirst();
        assertThat(webhook)
                .containsEntry("url", "http://localhost:8081" + PATH)
                .containsEntry("send_resolved", true)
                .containsKey("http_config");
    }

    private static List<Alert> open() {
        return server.bean(Alerts.class).open();
    }

    private static HttpResponse<String> post(String key, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(server.devices().resolve(PATH))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String announce(int bytes) throws Exception {
        try (var line = new Socket(server.devices().getHost(), server.devices().getPort())) {
            line.getOutputStream()
                    .write(("POST " + PATH + " HTTP/1.1\r\nHost: d\r\nAuthorization: Bearer " + key
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    private static String page(String path) throws Exception {
        var answer = HTTP.send(
                HttpRequest.newBuilder(server.people().resolve(path))
                        .header(
                                "Cookie",
                                "sid=" + server.signIn("operations").token().reveal())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static String webhook(String status, String fingerprint) {
        return Map.of(
                        "status", "\"" + status + "\"",
                        "labels",
                                "{\"alertname\":\"WriterQueueLong\",\"instance\":\"localhost:8082 <b>\",\"severity\":\"high\"}",
                        "annotations", "{\"summary\":\"812 changes wait\"}",
                        "startsAt", "\"2026-01-01T00:00:00Z\"",
                        "fingerprint", "\"" + fingerprint + "\"")
                .entrySet()
                .stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{\"version\":\"4\",\"alerts\":[{", "}]}"));
    }
}
