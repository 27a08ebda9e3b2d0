package dev.velocity.console;

import dev.velocity.Velocity;
import dev.velocity.access.Outcome;
import dev.velocity.access.People;
import dev.velocity.access.Role;
import dev.velocity.access.Setup;
import dev.velocity.audit.Actor;
import dev.velocity.command.Assembly;
import dev.velocity.platform.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/// A real server on any free ports, and browsers that talk to it.
final class RunningServer implements AutoCloseable {
    static final String PASSWORD = "four gulls over harbour";
    /// Browsers sit at two machines in turn: at one alone they would sign in more often than a machine may.
    private static final List<HttpClient> MACHINES =
            Stream.of("127.0.0.1", "127.0.0.2").map(RunningServer::machine).toList();

    private final AtomicInteger browsers = new AtomicInteger();
    private final ConfigurableApplicationContext context;
    private final String base;

    /// @param more settings beside those every test has
    RunningServer(Path directory, Map<String, Object> more) {
        var settings = new HashMap<String, Object>(Map.of(
                "velocity.data", directory.resolve("data").toString(),
                "velocity.site", "src/main/resources/dev/velocity/simulation/shelter.yaml",
                "velocity.bind", "127.0.0.1",
                "velocity.reserve", "0",
                "velocity.devices.port", "0",
                "server.port", "0",
                "management.server.port", "0"));
        settings.putAll(more);
        var application = Assembly.application(Velocity.class, settings);
        application.setRegisterShutdownHook(false);
        context = application.run();
        base = (settings.containsKey("velocity.tls") ? "https://localhost:" : "http://127.0.0.1:")
                + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    URI address() {
        return URI.create(base);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String base() {
        return base;
    }

    int operationsPort() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
    }

    /// Somebody of this role, called as it is.
    void person(Role role) {
        var outcome =
                bean(People.class).add(role.text() + "-1", role.text(), role, new Secret(PASSWORD), Actor.COMMAND_LINE);
        if (!(outcome instanceof Outcome.Done<?>)) throw new AssertionError(outcome.toString());
    }

    /// A claimed server with one of each role.
    void people() {
        for (var role : Role.values()) person(role);
        if (!bean(Setup.class).claimed()) throw new AssertionError("not claimed");
    }

    private static HttpClient machine(String address) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .localAddress(InetAddress.ofLiteral(address))
                .build();
    }

    Browser browser() {
        return new Browser(this);
    }

    Browser signedIn(Role role) {
        var browser = browser();
        var answer = browser.form("/sign-in", Map.of("name", role.text() + "-1", "password", PASSWORD));
        if (answer.statusCode() != 303) throw new AssertionError(answer.statusCode() + " " + answer.body());
        return browser;
    }

    @Override
    public void close() {
        context.close();
    }

    /// A browser: keeps the cookie, says where a request comes from.
    static final class Browser {
        private final RunningServer server;
        private final HttpClient machine;
        private Optional<String> cookie = Optional.empty();

        private Browser(RunningServer server) {
            this.server = server;
            machine = MACHINES.get(server.browsers.getAndIncrement() % MACHINES.size());
        }

        Optional<String> cookie() {
            return cookie;
        }

        void show(String cookie) {
            this.cookie = Optional.of(cookie);
        }

        Answer get(String path) {
            return send("GET", path, Map.of(), "");
        }

        /// A form of our own page, with the session's token when there is one.
        Answer form(String path, Map<String, String> fields) {
            var body = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return send(
                    "POST",
                    path,
                    Map.of("Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin"),
                    body);
        }

        /// A call of our own script, with the session's token.
        Answer call(String method, String path, String json) {
            return send(
                    method,
                    path,
                    Map.of("Content-Type", "application/json", "Sec-Fetch-Site", "same-origin", "X-CSRF", csrf()),
                    json);
        }

        String csrf() {
            var me = get("/api/v1/me").body();
            int at = me.indexOf("\"csrf\":\"");
            return at < 0 ? "none" : me.substring(at + 8, me.indexOf('"', at + 8));
        }

        Answer send(String method, String path, Map<String, String> headers, String body) {
            var request = HttpRequest.newBuilder(URI.create(server.base + path)).timeout(Duration.ofSeconds(20));
            headers.forEach(request::header);
            cookie.ifPresent(text -> request.header("Cookie", text));
            request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            try {
                var answer = machine.send(request.build(), BodyHandlers.ofInputStream());
                answer.headers().firstValue("Set-Cookie").ifPresent(this::keep);
                try (var stream = answer.body()) {
                    boolean ends = answer.headers()
                            .firstValue("Content-Type")
                            .filter(type -> type.startsWith("text/event-stream"))
                            .isEmpty();
                    var text = ends ? new String(stream.readAllBytes(), StandardCharsets.UTF_8) : "";
                    return new Answer(answer.statusCode(), answer.headers(), text);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(method + " " + path, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        private void keep(String header) {
            var pair = header.substring(0, header.indexOf(';'));
            cookie = header.contains("Max-Age=0") ? Optional.empty() : Optional.of(pair);
        }
    }

    /// @param body empty for a live stream, which never ends
    record Answer(int statusCode, HttpHeaders headers, String body) {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    static Stream<Role> roles() {
        return Stream.of(Role.values());
    }
}
