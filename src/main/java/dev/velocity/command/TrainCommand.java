package dev.velocity.command;

import dev.velocity.access.Outcome;
import dev.velocity.access.People;
import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.simulation.DemoSite;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `velocity train`: starts a server nobody sees, looks at its pages and ends, so that the JVM can note what a start
/// needs.
@Command(name = "train", hidden = true, description = "Run once so that later starts are fast; used by the launcher.")
final class TrainCommand implements Callable<Integer> {
    private static final List<String> PAGES =
            List.of("/sign-in", "/assets/app.css", "/board", "/sensors", "/api/v1/alerts");

    @ParentCommand
    private @Nullable Commands commands;

    /// TLS is a quarter of a start that has it; what a server does not use costs it a little.
    @Option(names = "--tls", paramLabel = "on|off", description = "Whether the starts to come speak TLS.")
    private String tls = "off";

    @Override
    public Integer call() throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("velocity-train");
        try {
            var site = directory.resolve("demo-site.yaml");
            Files.writeString(site, DemoSite.text());
            // Once to make what a data directory holds, once to find it there, as nearly every start does.
            serve(directory, site).close();
            try (var server = serve(directory, site);
                    var browser = browser(directory)) {
                look(server, browser);
            }
        } finally {
            delete(directory);
        }
        return 0;
    }

    private Server serve(Path directory, Path site) {
        return Objects.requireNonNull(commands)
                .serve(Map.ofEntries(
                        Map.entry("velocity.data", directory.resolve("data").toString()),
                        Map.entry("velocity.site", site.toString()),
                        Map.entry("velocity.reserve", 0),
                        Map.entry("velocity.bind", "127.0.0.1"),
                        Map.entry("velocity.tls", tls),
                        Map.entry("server.address", "127.0.0.1"),
                        Map.entry("server.port", 0),
                        Map.entry("velocity.devices.port", 0),
                        Map.entry("management.server.address", "127.0.0.1"),
                        Map.entry("management.server.port", 0)));
    }

    private HttpClient browser(Path directory) throws IOException {
        var browser = HttpClient.newBuilder().cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL));
        if (tls.equals("on")) browser.sslContext(SmokeOptions.trusting(directory.resolve("data/tls/authority.pem")));
        return browser.build();
    }

    private void look(Server server, HttpClient browser) throws IOException, InterruptedException {
        var password = People.freshPassword("train");
        var added = server.bean(People.class).add("train", "train", Role.ADMIN, password, Actor.COMMAND_LINE);
        if (!(added instanceof Outcome.Done<?>)) throw new IllegalStateException("the training account was refused");
        var home =
                URI.create((tls.equals("on") ? "https" : "http") + "://127.0.0.1:" + server.port("local.server.port"));
        var form = "name=train&password=" + URLEncoder.encode(password.reveal(), StandardCharsets.UTF_8);
        get(browser, home.resolve("/sign-in"));
        browser.send(
                HttpRequest.newBuilder(home.resolve("/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", home.toString())
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        for (int round = 0; round < 3; round++) for (var page : PAGES) get(browser, home.resolve(page));
    }

    private static void get(HttpClient browser, URI page) throws IOException, InterruptedException {
        browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
