package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ReducedMotion;
import dev.velocity.sensor.Sensor;
import dev.velocity.simulation.DemoSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The shelter we ship, as browsers meet it: what its pages weigh, that they stand still while values change under
/// them, and that they speak French in French.
class ShelterTest extends InABrowser {
    private static final int MOST_BYTES = 150 * 1_024;
    private static final int MOST_SCRIPT = 60 * 1_024;
    /// What fits into two packets is sent as it is.
    private static final int WORTH_COMPRESSING = 2_500;
    /// Milliseconds, and generous: how quick it is on a quiet machine is for a bench to say.
    private static final double LATEST_PAINT = 4_000;

    private static final double LONGEST_ANSWER = 1_000;

    /// Sentences give themselves away by their little words; none of these is one in French.
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(the|and|is|are|with|of|not|that|was|has|have|from|which|than|this|when|be|it|at|by|to|more|must)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    private static final String TEXTS = """
            () => {
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              const texts = [];
              while (walk.nextNode()) {
                const text = walk.currentNode.nodeValue.trim();
                const skip = walk.currentNode.parentElement.closest('script, style, [lang=en], .code, code, pre, textarea, [data-own]');
                if (text && !skip) texts.push(text);
              }
              for (const one of document.querySelectorAll('[aria-label], [title]'))
                texts.push(one.getAttribute('aria-label') ?? '', one.getAttribute('title') ?? '');
              return texts.filter(Boolean);
            }
            """;

    private static List<String> names;

    @BeforeAll
    static void start() {
        server = TestServer.start(DemoSite.text(), new TestClock(Duration.ofMinutes(-20)));
        names = DemoSite.site().zones().stream()
                .flatMap(zone -> Stream.concat(
                        Stream.of(zone.name()),
                        zone.sensors().stream()
                                .flatMap(sensor ->
                                        Stream.of(sensor.name(), sensor.id().text()))))
                .sorted((one, other) -> other.length() - one.length())
                .toList();
        report(700);
        server.clock().advance(Duration.ofMinutes(3));
        report(25_000);
        server.clock().advance(Duration.ofMinutes(3));
        report(25_000);
    }

    /// One reading of every room's carbon dioxide.
    private static void report(double value) {
        var values = new HashMap<String, Double>();
        DemoSite.site()
                .zones()
                .forEach(zone -> zone.sensors().stream()
                        .filter(sensor -> sensor.kind().equals("carbon-dioxide"))
                        .forEach(sensor -> values.put(sensor.id().text(), value)));
        server.readings(values);
    }

    @Test
    void theFirstLoadOfTheOverviewIsLightCompressedAndAllOfThisHost() {
        var page = browsers.mayBeSignedIn(server, "operations", new Browser.NewContextOptions());
        var asked = new CopyOnWriteArrayList<String>();
        page.context().onRequest(request -> asked.add(request.url()));
        Map<String, JsonObject> answers = new ConcurrentHashMap<>();
        Map<String, Integer> weights = new ConcurrentHashMap<>();
        var network = page.context().newCDPSession(page);
        network.on(
                "Network.responseReceived",
                event -> answers.put(event.get("requestId").getAsString(), event.getAsJsonObject("response")));
        network.on(
                "Network.loadingFinished",
                event -> weights.put(
                        event.get("requestId").getAsString(),
                        event.get("encodedDataLength").getAsInt()));
        network.send("Network.enable");
        page.navigate("/overview");
        assertThat(page.locator("html[data-live=live]")).isAttached();
        page.waitForFunction("() => document.readyState === 'complete'");

        int all = 0;
        int script = 0;
        var said = new HashMap<String, Integer>();
        for (var one : weights.entrySet()) {
            var answer = answers.get(one.getKey());
            if (answer == null) continue;
            var address = answer.get("url").getAsString();
            said.put(address, one.getValue());
            all += one.getValue();
            if (address.endsWith(".js")) script += one.getValue();
            if (one.getValue() < WORTH_COMPRESSING) continue;
            if (address.endsWith(".js") || address.endsWith(".css") || address.endsWith("/overview"))
                assertThat(headers(answer).get("content-encoding"))
                        .as("%s is compressed", address)
                        .isIn("gzip", "br");
        }
        assertThat(said.keySet()).anyMatch(address -> address.endsWith("/assets/app.js"));
        assertThat(all).as("bytes of %s", said).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(script).as("bytes of script of %s", said).isLessThanOrEqualTo(MOST_SCRIPT);
        assertThat(asked).isNotEmpty().allMatch(address -> address.startsWith(server.people() + "/"));
    }

    @Test
    void pagesStandStillWhileValuesChange() {
        var shifted = new ArrayList<String>();
        // Where it begins to burn while the page is open.
        var fires = Map.of("/overview", "dormitory-smoke", "/sensors", "galley-smoke", "/board", "plant-smoke");
        for (var path : List.of("/overview", "/sensors", "/board")) {
            var page = browsers.mayBeSignedIn(server, "operations", new Browser.NewContextOptions());
            Pace.watch(page.context());
            page.navigate(path);
            assertThat(page.locator("html[data-live=live]")).isAttached();
            for (int value = 25_001; value < 25_005; value++) {
                report(value);
                // Nobody waits for more than the page does by itself.
                page.waitForTimeout(600);
            }
            double paint = Pace.of(page).paint();
            // What is critical calls over the page and moves nothing; into a list that is frozen its row does not come.
            if (path.equals("/board")) page.locator("#hold").click();
            for (int i = 0; i < 2; i++) {
                server.clock().advance(Duration.ofSeconds(15));
                server.reading(fires.get(path), 20);
            }
            assertThat(page.locator("#call li").first()).containsText("Smoke");
            page.locator(".theme button").last().click();
            page.locator(".theme button").first().click();
            var pace = Pace.of(page);
            if (pace.shift() > 0) shifted.add(path + ": " + pace.shift() + " of " + pace.shifted());
            assertThat(paint).as(path).isBetween(0.001, LATEST_PAINT);
            assertThat(pace.answer()).as(path).isLessThan(LONGEST_ANSWER);
            page.context().close();
        }
        assertThat(shifted).isEmpty();
    }

    /// However slowly it comes: a half of a row that is painted moves when the other half is there.
    @Test
    void aPageIsShownWhenAllOfItHasCome() {
        var shifted = new ArrayList<String>();
        var page = browsers.mayBeSignedIn(server, "operations", new Browser.NewContextOptions());
        Pace.watch(page.context());
        page.navigate("/board");
        var network = page.context().newCDPSession(page);
        network.send("Network.enable");
        var slow = new JsonObject();
        slow.addProperty("offline", false);
        slow.addProperty("latency", 0);
        slow.addProperty("downloadThroughput", 10_000);
        slow.addProperty("uploadThroughput", 10_000);
        network.send("Network.emulateNetworkConditions", slow);
        for (var path : List.of("/overview", "/sensors", "/board", "/timeline")) {
            page.navigate(path);
            assertThat(page.locator("html[data-live=live]")).isAttached();
            var pace = Pace.of(page);
            if (pace.shift() > 0) shifted.add(path + ": " + pace.shift() + " of " + pace.shifted());
        }
        page.context().close();
        assertThat(shifted).isEmpty();
    }

    /// An operator sees the alerts that came, and no empty page.
    @Test
    void aPageThatBreaksOffIsShownAsFarAsItCame() {
        var context = new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE);
        var page = browsers.mayBeSignedIn(server, "operations", context);
        page.route(server.people() + "/overview", route -> {
            var whole = route.fetch();
            var body = whole.text();
            route.fulfill(
                    new Route.FulfillOptions().setResponse(whole).setBody(body.substring(0, body.indexOf("</main>"))));
        });
        page.navigate("/overview");
        assertThat(page.locator("#main h1").first()).isVisible();
        page.context().close();
    }

    @Test
    void inFrenchNothingIsSaidInEnglish() {
        var page = browsers.mayBeSignedIn(server, "operations", new Browser.NewContextOptions().setLocale("fr-FR"));
        var zone = DemoSite.site().zones().getFirst().id();
        var paths = Stream.concat(
                        Stream.of(
                                "/board",
                                "/alerts/1",
                                "/alerts/1/tuning",
                                "/overview",
                                "/zones/" + zone,
                                "/sensors",
                                "/home",
                                "/proposals"),
                        DemoSite.site().zones().stream()
                                .flatMap(one -> one.sensors().stream())
                                .collect(Collectors.toMap(
                                        Sensor::kind, sensor -> sensor.id().text(), (one, _) -> one))
                                .values()
                                .stream()
                                .map(sensor -> "/sensors/" + sensor))
                .toList();
        var english = new TreeSet<String>();
        for (var path : paths) {
            page.navigate(path);
            assertThat(page.locator("html")).hasAttribute("lang", "fr");
            for (var text : (List<?>) page.evaluate(TEXTS)) {
                var left = text.toString();
                for (var name : names) left = left.replace(name, "");
                if (ENGLISH.matcher(left).find()) english.add(left);
            }
        }
        assertThat(english).isEmpty();
    }

    private static Map<String, String> headers(JsonObject answer) {
        var headers = new HashMap<String, String>();
        answer.getAsJsonObject("headers")
                .entrySet()
                .forEach(one -> headers.put(
                        one.getKey().toLowerCase(Locale.ROOT), one.getValue().getAsString()));
        return headers;
    }
}
