package dev.velocity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Lighthouse says of the pages people look at most, with 1,000 sensors and 1,000 open alerts. Prints a Markdown
/// table and leaves the whole reports in artifacts/ux. Needs Node and Chromium.
public final class PagesBench {
    private static final Path TOOLS = Path.of("src", "e2e", "lighthouse");
    private static final Path REPORTS = Path.of("artifacts", "ux");
    private static final List<String> SCORES = List.of("accessibility", "performance", "best-practices");
    private static final List<String> FIGURES = List.of(
            "first-contentful-paint",
            "largest-contentful-paint",
            "total-blocking-time",
            "cumulative-layout-shift",
            "total-byte-weight");
    private static final long PATIENCE_MINUTES = 5;

    private PagesBench() {}

    /// @param arguments pages to measure (default /overview and /board)
    public static void main(String... arguments) throws Exception {
        run(TOOLS, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        Files.createDirectories(REPORTS);
        var pages = arguments.length > 0 ? List.of(arguments) : List.of("/overview", "/board");
        var directory = Files.createTempDirectory("pages");
        try {
            var site = Files.writeString(directory.resolve("site.yaml"), TriageBench.site());
            var data = directory.resolve("data").toString();
            try (var peer = new Peer(ServerUnderLoad.class, data, site.toString(), "whole", "2")) {
                TriageBench.raise(peer);
                var person = TriageBench.signIn(peer);
                System.out.println(
                        "| page | form | " + String.join(" | ", SCORES) + " | " + String.join(" | ", FIGURES) + " |");
                System.out.println("|---|---|" + "--:|".repeat(SCORES.size() + FIGURES.size()));
                for (var page : pages)
                    for (var form : List.of("desktop", "mobile")) print(page, form, measure(person, page, form));
            }
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    private static JsonNode measure(TriageBench.Person person, String page, String form)
            throws IOException, InterruptedException {
        var name = "lighthouse-" + page.substring(1).replace('/', '-') + "-" + form;
        var report = REPORTS.toAbsolutePath().resolve(name);
        var command = new ArrayList<>(List.of(
                "npx",
                "--no-install",
                "lighthouse",
                person.base().resolve(page).toString(),
                "--quiet",
                "--extra-headers={\"Cookie\":\"" + person.cookie() + "\"}",
                "--only-categories=" + String.join(",", SCORES),
                "--output=json",
                "--output=html",
                "--output-path=" + report,
                "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
                        + " --disable-background-networking --disable-component-update --disable-sync"));
        if (form.equals("desktop")) command.add("--preset=desktop");
        run(TOOLS, command.toArray(String[]::new));
        var json = Path.of(report + ".report.json");
        var told = JsonMapper.shared().readTree(Files.readString(json));
        Files.delete(json);
        return told;
    }

    private static void print(String page, String form, JsonNode told) {
        var line = new StringBuilder("| " + page + " | " + form);
        for (var score : SCORES)
            line.append(" | ")
                    .append(Math.round(
                            told.at("/categories/" + score + "/score").asDouble() * 100));
        for (var figure : FIGURES)
            line.append(" | ")
                    .append(told.at("/audits/" + figure + "/displayValue").asString());
        System.out.println(line.append(" |"));
        for (var score : SCORES)
            for (var audit : told.at("/categories/" + score + "/auditRefs")) {
                var found = told.at("/audits/" + audit.path("id").asString());
                double points = found.path("score").asDouble(1);
                if (points < 0.9 && audit.path("weight").asDouble() > 0)
                    System.err.printf(
                            Locale.ROOT,
                            "%s %s: %.2f %s %s%n",
                            page,
                            form,
                            points,
                            audit.path("id").asString(),
                            found.path("displayValue").asString());
            }
    }

    private static void run(Path directory, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Optional.ofNullable(System.getenv("VELOCITY_BROWSER"))
                .ifPresent(browser -> builder.environment().put("CHROME_PATH", browser));
        var process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command[0] + " " + command[1] + " failed");
        }
    }
}
