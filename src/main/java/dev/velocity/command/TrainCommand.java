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
import picocli.CommandLine.ParentCommand;

/// `velocity train`: starts a server nobody sees, looks at its pages and ends, so that the JVM can note what a start
/// needs.
@Command(name = "train", hidden = true, description = "Run once so that later starts are fast; used by the launcher.")
final class TrainCommand implements Callable<Integer> {
    private static final List<String> PAGES =
            List.of("/sign-in", "/assets/app.css", "/board", "/sensors", "/api/v1/alerts");

    @ParentCommand
    private @Nullable Commands commands;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("velocity-train");
        try {
            var site = directory.resolve("demo-site.yaml");
            Files.writeString(site, DemoSite.text());
            try (var server = Objects.requireNonNull(commands)
                            .serve(Map.of(
                                    "velocity.data",
                                    directory.resolve("data").toString(),
                                    "velocity.site",
                                    site.toString(),
                                    "velocity.reserve",
                                    0,
                                    "velocity.bind",
                                    "127.0.0.1",
                                    "server.address",
                                    "127.0.0.1",
                                    "server.port",
                                    0,
                                    "velocity.devices.port",
                                    0,
                                    "management.server.address",
                                    "127.0.0.1",
                                    "management.server.port",
                                    0));
                    var browser = HttpClient.newBuilder()
                            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                            .build()) {
                look(server, browser);
            }
        } finally {
            delete(directory);
        }
        return 0;
    }

    private static void look(Server server, HttpClient browser) throws IOException, InterruptedException {
        var password = People.freshPassword("train");
        var added = server.bean(People.class).add("train", "train", Role.ADMIN, password, Actor.COMMAND_LINE);
        if (!(added instanceof Outcome.Done<?>)) throw new IllegalStateException("the training account was refused");
        var home = URI.create("http://127.0.0.1:" + server.port("local.server.port"));
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
