package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.access.Role;
import dev.velocity.console.RunningServer.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A screen on a wall, from its first request to the end of its stream, on a real server.
class DisplayServerTest {
    @TempDir
    private static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer(directory, Map.of());
        server.people();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void itReachesItsOwnRowsAndNoOther() {
        var display = display("Hall", "operations");
        for (var row : Routes.ROWS) {
            var needsSomebody = row.need() instanceof Need.SignedIn || row.need() instanceof Need.May;
            if (!needsSomebody || row.forDisplays()) continue;
            var answer = display.send(
                    row.method(),
                    row.template().replaceAll("\\{\\w+}", "1"),
                    row.changes()
                            ? Map.of("Sec-Fetch-Site", "same-origin", "Content-Type", "application/json")
                            : Map.of(),
                    row.changes() ? "{}" : "");
            assertThat(answer.statusCode()).as("%s", row).isIn(303, 401);
            if (answer.statusCode() == 303)
                assertThat(answer.header("Location")).as("%s", row).startsWith("/sign-in");
        }
        assertThat(display.get("/api/v1/stream").statusCode()).isEqualTo(200);
        assertThat(display.get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void whatDisplaysReachIsOnlyRead() {
        assertThat(Routes.FOR_DISPLAYS).allMatch(row -> row.startsWith("GET "));
    }

    @Test
    void itsCookieIsItsOwnAndStaysOverARestartOfItsMachine() {
        var browser = server.browser();
        var asked = browser.send("POST", "/api/v1/wall/pairing", OURS, "");
        assertThat(asked.header("Set-Cookie"))
                .matches("display=[0-9A-Za-z]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=600");
        assertThat(browser.send("POST", "/api/v1/wall/pairing", Map.of("Sec-Fetch-Site", "cross-site"), "")
                        .statusCode())
                .isEqualTo(403);
        grant(code(asked.body()), "Mess", "resident");
        assertThat(browser.get("/api/v1/wall/pairing").body()).contains("\"state\":\"granted\"", "\"Mess\"");
        var before = browser.cookie();
        var entered = browser.send("POST", "/api/v1/wall/enter", OURS, "");
        assertThat(entered.header("Set-Cookie")).endsWith("Max-Age=31536000");
        assertThat(browser.cookie()).isPresent().isNotEqualTo(before);
        assertThat(browser.get("/api/v1/wall/pairing").body()).contains("\"state\":\"over\"");
        assertThat(browser.send("POST", "/api/v1/wall/enter", OURS, "").statusCode())
                .isEqualTo(409);
    }

    @Test
    void itsStreamEndsWhenItIsTurnedOut() throws Exception {
        var display = display("Plant", "security");
        var request = HttpRequest.newBuilder(URI.create(server.base() + "/api/v1/stream"))
                .header("Cookie", display.cookie().orElseThrow())
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var stream = client.send(request, BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            var body = stream.body();
            var first = new byte[16];
            assertThat(body.readNBytes(first, 0, 16)).isEqualTo(16);
            var end = CompletableFuture.supplyAsync(() -> rest(body));
            var listed = server.signedIn(Role.SECURITY).get("/api/v1/displays").body();
            assertThat(listed).contains("\"Plant\"");
            var admin = server.signedIn(Role.ADMIN);
            long revoked = System.nanoTime();
            assertThat(admin.call("POST", "/api/v1/displays/" + id(listed, "Plant") + "/revoke", "{}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(end.get(10, TimeUnit.SECONDS)).contains("event: over");
            // A second is what is promised; the machine that runs this may be busy with other things.
            assertThat(System.nanoTime() - revoked).isLessThan(TimeUnit.SECONDS.toNanos(3));
        }
        assertThat(display.get("/api/v1/stream").statusCode()).isEqualTo(401);
        assertThat(display.get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void residentsLetNobodyIn() {
        assertThat(server.signedIn(Role.RESIDENT)
                        .call("POST", "/api/v1/displays", "{\"code\":\"x\",\"name\":\"y\",\"role\":\"resident\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    private static final Map<String, String> OURS =
            Map.of("Sec-Fetch-Site", "same-origin", "Content-Type", "application/json");

    private static Browser display(String name, String role) {
        var browser = server.browser();
        var asked = browser.send("POST", "/api/v1/wall/pairing", OURS, "");
        assertThat(asked.statusCode()).as("%s", asked).isEqualTo(201);
        grant(code(asked.body()), name, role);
        assertThat(browser.send("POST", "/api/v1/wall/enter", OURS, "").statusCode())
                .isEqualTo(200);
        return browser;
    }

    private static void grant(String code, String name, String role) {
        var granted = server.signedIn(Role.SECURITY)
                .call(
                        "POST",
                        "/api/v1/displays",
                        "{\"code\":\"" + code + "\",\"name\":\"" + name + "\",\"role\":\"" + role + "\"}");
        assertThat(granted.statusCode()).as("%s", granted).isEqualTo(201);
    }

    private static String code(String body) {
        return body.replaceAll(".*\"code\":\"([^\"]+)\".*", "$1");
    }

    private static String id(String listed, String name) {
        return listed.replaceAll(".*\"id\":(\\d+),\"name\":\"" + name + "\".*", "$1");
    }

    private static String rest(InputStream body) {
        try {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "event: cut off";
        }
    }
}
