package dev.velocity.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.velocity.e2e.Browsers;
import dev.velocity.e2e.Pace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The pages people look at most, with 1,000 sensors and 1,000 open alerts: what Lighthouse says of them, and how they
/// come and answer while all those sensors report once a second. Prints Markdown tables and leaves Lighthouse's whole
/// reports in artifacts/ux. Needs Node and Chromium.
public final class PagesBench {
    private static final Path TOOLS = Path.of("src", "e2e", "lighthouse");
    private static final Path REPORTS = Path.of("artifacts", "ux");
    private static final List<String> SCORES = List.of("accessibility", "performance", "best-practices");
    private static final List<String> FIGURES = List.of(
            "first-contentful-paint",
            "largest-contentful-paint",
            "total-blocking-time",
            "cumulative-layout-shift",
            "speed-index",
            "total-byte-weight");
    private static final long PATIENCE_MINUTES = 5;

    private static final int SENSORS = 1_000;
    private static final int BATCHES_A_SECOND = 10;
    /// A server in service has answered before.
    private static final int WARM = 30;

    /// Of a page, one is told: the middle one.
    private static final int RUNS = 3;
    private static final int MOST_TRIES = 9;

    private static final int LOOKS = 5;
    private static final int LOOK_MILLISECONDS = 6_000;

    private PagesBench() {}

    /// @param arguments pages to measure (default /overview, /board and /board?fold=no, whose list has every alert)
    public static void main(String... arguments) throws Exception {
        if (!runs(TOOLS, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"))
            throw new IOException("npm could not install Lighthouse");
        Files.createDirectories(REPORTS);
        var pages = arguments.length > 0 ? List.of(arguments) : List.of("/overview", "/board", "/board?fold=no");
        var directory = Files.createTempDirectory("pages");
        try {
            var site = Files.writeString(directory.resolve("site.yaml"), TriageBench.site());
            var data = directory.resolve("data").toString();
            try (var peer = new Peer(ServerUnderLoad.class, data, site.toString(), "whole", "2")) {
                TriageBench.raise(peer);
                var person = TriageBench.signIn(peer);
                warm(person, pages);
                underLoad(peer, person, pages);
                System.out.println();
                // A report for each page; what is only another look at one needs none.
                lighthouse(
                        person,
                        pages.stream().filter(page -> !page.contains("?")).toList());
            }
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    private static void warm(TriageBench.Person person, List<String> pages) throws IOException, InterruptedException {
        for (var page : pages) for (int i = 0; i < WARM; i++) person.get(page);
    }

    // ---- while sensors report

    private static void underLoad(Peer peer, TriageBench.Person person, List<String> pages) throws Exception {
        var readings = new AtomicLong();
        var reporting = Thread.ofVirtual().start(() -> report(peer, readings));
        System.out.println(
                "| page, " + LOOKS + " times | LCP p50 ms | LCP most ms | slowest press p50 ms | most ms | CLS"
                        + " most | readings a second meanwhile |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        try (var browsers = new Browsers()) {
            // The browser's own start is not the page's.
            look(browsers, person, "/overview");
            for (var page : pages) {
                long before = readings.get();
                long started = System.nanoTime();
                var looks = new ArrayList<Pace>();
                for (int i = 0; i < LOOKS; i++) looks.add(look(browsers, person, page));
                double rate = (readings.get() - before) * 1e9 / (System.nanoTime() - started);
                var paints = looks.stream().mapToDouble(Pace::paint).sorted().toArray();
                var answers = looks.stream().mapToDouble(Pace::answer).sorted().toArray();
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %.0f | %.0f | %.0f | %.0f | %.4f | %.0f |%n",
                        page,
                        paints[LOOKS / 2],
                        paints[LOOKS - 1],
                        answers[LOOKS / 2],
                        answers[LOOKS - 1],
                        looks.stream().mapToDouble(Pace::shift).max().orElse(0),
                        rate);
                for (var look : looks) if (look.shift() > 0) System.err.println(page + " moved: " + look.shifted());
            }
            for (var complaint : browsers.complaints()) System.err.println(complaint);
        }
        reporting.interrupt();
        reporting.join();
    }

    /// One reading of each sensor a second, spread over it, each another value than the one before.
    private static void report(Peer peer, AtomicLong readings) {
        try (var http = HttpClient.newHttpClient()) {
            long next = System.nanoTime();
            for (int batch = 0; ; batch++) {
                var body = new StringBuilder("[");
                for (int i = batch % BATCHES_A_SECOND; i < SENSORS; i += BATCHES_A_SECOND)
                    body.append(body.length() == 1 ? "" : ",")
                            .append("{\"sensor\":\"s")
                            .append(i)
                            .append("\",\"value\":")
                            .append(2_000 + (i + batch / BATCHES_A_SECOND) % 90)
                            .append('}');
                var answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peer.devices() + "/api/v1/readings"))
                                .header("Authorization", "Bearer " + peer.key())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        body.append(']').toString()))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() == 200) readings.addAndGet(SENSORS / BATCHES_A_SECOND);
                else System.err.println("readings were not taken: " + answer.body());
                next += TimeUnit.SECONDS.toNanos(1) / BATCHES_A_SECOND;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("readings were not taken: " + e);
        }
    }

    /// Comes, looks on for a while, and presses what people press.
    private static Pace look(Browsers browsers, TriageBench.Person person, String path) {
        var page = browsers.window(person.base(), new Browser.NewContextOptions().setViewportSize(1440, 900));
        var cookie = person.cookie().split("=", 2);
        page.context()
                .addCookies(List.of(
                        new Cookie(cookie[0], cookie[1]).setUrl(person.base().toString())));
        page.context().setDefaultTimeout(60_000);
        Pace.watch(page.context());
        page.navigate(path);
        page.locator("html[data-live=live]").waitFor();
        page.waitForTimeout(LOOK_MILLISECONDS);
        page.locator(".theme button").last().click();
        page.waitForTimeout(300);
        if (page.locator("#alerts").count() > 0) useBoard(page);
        page.keyboard().press("Control+k");
        page.waitForTimeout(300);
        page.keyboard().press("Escape");
        page.waitForTimeout(300);
        var pace = Pace.of(page);
        page.context().close();
        return pace;
    }

    private static void useBoard(Page page) {
        page.locator("[data-more] summary").click();
        page.waitForTimeout(300);
        page.locator("[data-more] summary").click();
        page.locator("[data-select]").first().click();
        page.waitForTimeout(300);
        for (var key : List.of("ArrowDown", "ArrowDown", "x", "ArrowUp", "Enter")) {
            page.keyboard().press(key);
            page.waitForTimeout(200);
        }
    }

    // ---- Lighthouse

    private static void lighthouse(TriageBench.Person person, List<String> pages)
            throws IOException, InterruptedException {
        System.out.println("| page, Lighthouse's middle one of " + RUNS + " | form | " + String.join(" | ", SCORES)
                + " | " + String.join(" | ", FIGURES) + " |");
        System.out.println("|---|---|" + "--:|".repeat(SCORES.size() + FIGURES.size()));
        var speeds = new ArrayList<Double>();
        for (var page : pages)
            for (var form : List.of("desktop", "mobile")) {
                var runs = new ArrayList<Run>();
                for (int tries = 0; runs.size() < RUNS; tries++) {
                    if (tries == MOST_TRIES) throw new IOException("Lighthouse failed " + MOST_TRIES + " times");
                    measured(person, page, form).ifPresent(runs::add);
                }
                runs.sort(Comparator.comparingDouble(one -> score(one.told(), "performance")));
                var middle = runs.get(RUNS / 2);
                Files.writeString(REPORTS.resolve(name(page, form) + ".html"), middle.report());
                print(page, form, middle.told());
                for (var run : runs)
                    speeds.add(run.told().at("/environment/benchmarkIndex").asDouble());
            }
        speeds.sort(Comparator.naturalOrder());
        System.out.printf(
                Locale.ROOT,
                "%nLighthouse's own measure of this machine while it ran: %.0f to %.0f, in the middle %.0f (a laptop of"
                        + " today has 1500 and more; `mobile` makes it four times slower still).%n",
                speeds.getFirst(),
                speeds.getLast(),
                speeds.get(speeds.size() / 2));
    }

    /// @param report for people, as HTML
    private record Run(JsonNode told, String report) {}

    private static String name(String page, String form) {
        return "lighthouse-" + page.substring(1).replaceAll("[^a-z]+", "-") + "-" + form;
    }

    /// Empty when Lighthouse gave up, as it does now and then on a slow machine (Chromium's trace lacks where the
    /// navigation began); whoever calls tries again.
    private static Optional<Run> measured(TriageBench.Person person, String page, String form)
            throws IOException, InterruptedException {
        var tools = TOOLS.toAbsolutePath().toString();
        var out = Files.createTempDirectory("lighthouse");
        var report = out.resolve("page");
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
                "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic --no-first-run " + Browsers.WITHOUT
                        + " --disable-background-networking --disable-component-update --disable-sync"));
        if (form.equals("desktop")) command.add("--preset=desktop");
        if (!runs(TOOLS, command.toArray(String[]::new))) return Optional.empty();
        var json = Path.of(report + ".report.json");
        var html = Path.of(report + ".report.html");
        var told = JsonMapper.shared().readTree(Files.readString(json));
        // Where the tools lie on this machine, and who signed in, is nobody's business.
        var text = Files.readString(html)
                .replace(tools, "lighthouse")
                .replace(person.cookie(), "sid=...")
                // Where its viewer would look plugins up; the report needs nobody.
                .replaceAll("https://www\\.npm[a-z]+\\.com/package/", "https://packages.example/");
        Files.delete(json);
        Files.delete(html);
        Files.delete(out);
        return Optional.of(new Run(told, text));
    }

    private static double score(JsonNode told, String category) {
        return told.at("/categories/" + category + "/score").asDouble();
    }

    private static void print(String page, String form, JsonNode told) {
        var line = new StringBuilder("| " + page + " | " + form);
        for (var score : SCORES) line.append(" | ").append(Math.round(score(told, score) * 100));
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

    private static boolean runs(Path directory, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Optional.ofNullable(System.getenv("VELOCITY_BROWSER"))
                .ifPresent(browser -> builder.environment().put("CHROME_PATH", browser));
        var process = builder.start();
        if (process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) return process.exitValue() == 0;
        process.destroyForcibly();
        return false;
    }
}
