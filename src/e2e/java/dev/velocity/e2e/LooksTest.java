package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import dev.velocity.access.Role;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Matcher;
import dev.velocity.alert.Silences;
import dev.velocity.alert.Window;
import dev.velocity.audit.Actor;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Everybody can use the pages: on any width, in both colours, by touch, by keyboard and with a screen reader.
class LooksTest {
    private static final List<String> PAGES = List.of(
            "/sign-in",
            "/board",
            "/board?severity=low",
            "/board?cover=shelf",
            "/board?fold=no",
            "/alerts/1",
            "/alerts/1/shelf-preview",
            "/sensors",
            "/sensors/co2-1",
            "/overview",
            "/timeline",
            "/silences",
            "/handover",
            "/kpis",
            "/kpis/rows?measure=per-day",
            "/proposals",
            "/silences/1",
            "/styleguide");

    private static TestServer server;
    private static Browsers browsers;

    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(6), new TestClock(Duration.ofMinutes(-10)));
        browsers = new Browsers();
        // One of each kind: critical, high, medium, low; attended, returned; stale, good and never heard of.
        server.reading("co2-2", 25_000);
        server.reading("odd", 50);
        server.clock().advance(Duration.ofMinutes(4));
        server.reading("co2-1", 25_000);
        server.reading("co2-3", 6_000);
        server.reading("co2-4", 2_000);
        server.reading("co2-5", 11_000);
        server.reading("co2-5", 700);
        server.reading("heat", 33);
        server.bean(Silences.class)
                .add(
                        new Matcher(Optional.empty(), Optional.of("cabin"), Optional.empty(), Optional.empty()),
                        new Window(
                                server.clock().instant(),
                                server.clock().instant().plus(Duration.ofHours(1)),
                                Optional.empty(),
                                ZoneOffset.UTC),
                        "the heater is being moved",
                        new Actor("operations", "operations"),
                        Role.OPERATIONS);
        var alerts = server.bean(Alerts.class);
        var attended = alerts.page(AlertQuery.open(Role.OPERATIONS)).alerts().getFirst();
        for (var command : List.of(new Command.Comment("The fan is being looked at."), new Command.Acknowledge()))
            alerts.handle(
                    attended.id(),
                    command,
                    new Actor("operations", "operations"),
                    Role.OPERATIONS,
                    OptionalLong.empty(),
                    Optional.empty());
    }

    @AfterAll
    static void stop() {
        browsers.close();
        server.close();
    }

    @AfterEach
    void nothingBrokeTheContentPolicyAndNoScriptFailed() {
        browsers.closeWindows();
        assertThat(browsers.complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void noPageBreaksAnAccessibilityRule(ColorScheme scheme) {
        var page = browsers.window(
                server,
                new Browser.NewContextOptions()
                        .setColorScheme(scheme)
                        .setLocale(language(scheme))
                        .setViewportSize(1280, 900));
        check(page, "/sign-in");
        Browsers.signIn(page, "operations");
        for (var path : PAGES) check(page, path);
        page.navigate("/board");
        assertThat(page.locator("[data-live=live]")).isAttached();
        // With everything open and everything said.
        page.locator(".alerts .alert-name a").first().click();
        assertThat(page.locator("#panel #one")).isVisible();
        // By keyboard: one that is open lies over the next.
        for (var summary : page.locator("summary").all()) summary.press("Enter");
        assertThat(page.locator("#panel #hides, #panel .hides")).isVisible();
        for (var row : page.locator("[data-select]").all()) row.setChecked(true);
        page.locator("[data-bulk=resolve]").click();
        audit(page, "a dialog");
        page.locator("#bulk-resolve button[value=go]").click();
        assertThat(page.locator("[data-results] li").first()).isVisible();
        server.reading("co2-6", scheme == ColorScheme.LIGHT ? 25_000 : 700);
        audit(page, "the board with everything open");
        page.locator("#keys-open").click();
        audit(page, "the keys");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void aStalePageIsReadableToo(ColorScheme scheme) {
        var page = browsers.window(
                server, new Browser.NewContextOptions().setColorScheme(scheme).setLocale(language(scheme)));
        Browsers.signIn(page, "security");
        page.route("**/api/v1/stream*", stream -> stream.abort());
        page.reload();
        assertThat(page.locator("#stale"))
                .containsText(
                        scheme == ColorScheme.DARK ? "PÉRIMÉ" : "STALE",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(10_000));
        audit(page, "a stale board");
    }

    @Test
    void nothingNeedsScrollingSidewaysOnAnyScreen() {
        for (int size : new int[] {320, 640, 768, 1024, 1280, 1920}) {
            // French has the longer words.
            var page = browsers.window(
                    server,
                    new Browser.NewContextOptions()
                            .setLocale(size % 256 == 0 ? "en-GB" : "fr-FR")
                            .setViewportSize(size, 800));
            Browsers.signIn(page, "operations");
            for (var path : PAGES) {
                page.navigate(path);
                var width = page.evaluate("document.documentElement.scrollWidth");
                assertThat((Integer) width)
                        .as(() -> path + " at " + size + ": "
                                + page.evaluate("[...document.querySelectorAll('body *')]"
                                        + ".filter(e => e.getBoundingClientRect().right > innerWidth)"
                                        + ".map(e => e.outerHTML.slice(0, 80))"))
                        .isLessThanOrEqualTo(size);
            }
            page.context().close();
        }
    }

    @Test
    void whatIsPressedIsLargeEnoughForAThumb() {
        var page = browsers.window(server, new Browser.NewContextOptions().setViewportSize(320, 800));
        Browsers.signIn(page, "operations");
        for (var path : PAGES) {
            page.navigate(path);
            for (var target : page.locator(
                            "button:visible, summary:visible, select:visible, input:not([type=checkbox]):visible,"
                                    + " label:has([type=checkbox]):visible, nav a:visible")
                    .all()) {
                var box = target.boundingBox();
                assertThat(box.height)
                        .as("%s on %s", target.textContent(), path)
                        .isGreaterThanOrEqualTo(44);
                assertThat(box.width).as("%s on %s", target.textContent(), path).isGreaterThanOrEqualTo(24);
            }
        }
    }

    @Test
    void whereTheSystemPaintsSymbolsStay() {
        var page = browsers.window(server, new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE));
        Browsers.signIn(page, "operations");
        assertThat(page.locator(".alert-mark .symbol").first()).isVisible();
        assertThat(page.locator(".alert").first()).hasCSS("border-top-width", "3px");
    }

    @Test
    void badQualityNeverLooksNormal() {
        // Or it would be stale by now, on a slow day.
        server.reading("co2-1", 25_000);
        var page = browsers.signedIn(server, "operations");
        page.navigate("/sensors");
        assertThat(page.locator("#live-state")).hasText("Live");
        assertThat(page.locator("#co2-1")).containsText("good");
        assertThat(page.locator("#co2-1")).containsText("25\u00a0000");
        assertThat(page.locator("#co2-1")).containsText("CRIT");
        assertThat(page.locator("#odd")).containsText("stale");
        assertThat(page.locator("#odd")).hasAttribute("data-state", "unknown");
        assertThat(page.locator("#odd .quality")).hasCSS("border-top-style", "dashed");
        server.reading("odd", 45);
        assertThat(page.locator("#odd"))
                .hasAttribute("data-quality", "good", new LocatorAssertions.HasAttributeOptions().setTimeout(7_000));
        assertThat(page.locator("#odd")).hasAttribute("data-state", "normal");
        assertThat(page.locator("#odd [data-slot=number]")).hasText("45.0");
    }

    @Test
    void aChartIsReadByKeysAndButtonsAndAsATable() {
        var page = browsers.signedIn(server, "operations");
        page.navigate("/sensors/co2-1");
        var chart = page.locator("#chart");
        assertThat(chart).hasAttribute("data-state", "drawn");
        assertThat(chart.locator("canvas")).isVisible();
        var plot = chart.locator(".chart-plot");
        assertThat(plot).hasAccessibleName(Pattern.compile("Carbon dioxide 1, .* newest 25\u00a0000\u00a0ppm"));
        // A day ends at the time of day it began at.
        var whole = Pattern.compile(".*, (\\d\\d:\\d\\d:\\d\\d) to .*, \\1");
        assertThat(chart.locator("[data-readout]")).hasText(whole);
        plot.focus();
        page.keyboard().press("End");
        assertThat(chart.locator("[data-said]")).containsText("Carbon dioxide 1: 25\u00a0000\u00a0ppm · CRIT too high");
        // One stop for Tab, then arrows: earlier, later, zoom in.
        chart.locator("[data-do=earlier]").focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        assertThat(chart.locator("[data-readout]")).not().hasText(whole);
        assertThat(chart.locator("[data-do=in]")).isFocused();
        chart.locator("[data-do=whole]").click();
        assertThat(chart.locator("[data-readout]")).hasText(whole);
        chart.locator("[data-do=table]").click();
        assertThat(chart.locator("[data-table] tbody tr").first()).containsText("25\u00a0000\u00a0ppm");
        assertThat(chart.locator("[data-do=table]")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void thePagesSpeakWhatTheBrowserOrItsPersonAskedFor() {
        var page = browsers.window(server, new Browser.NewContextOptions().setLocale("fr-CA"));
        page.navigate("/sign-in");
        assertThat(page.locator("html")).hasAttribute("lang", "fr");
        assertThat(page.locator("main button")).hasText("Se connecter");
        Browsers.signIn(page, "operations");
        page.navigate("/board?severity=low");
        assertThat(page.locator("h1")).hasText("Alertes");
        // What the script and the stream say is French too.
        assertThat(page.locator("#live-state")).hasText("En direct");
        assertThat(page.locator(".alerts .alert").first()).containsText("trop haut");
        server.reading("co2-4", 700);
        assertThat(page.locator(".alerts .alert").first()).containsText("revenue à la normale");
        server.reading("co2-4", 2_000);
        assertThat(page.locator(".alerts .alert").first()).containsText("au-dessus de 1500\u00a0ppm");
        page.locator(".language button[value=en]").click();
        assertThat(page.locator("h1")).hasText("Alerts");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page).hasURL(server.people() + "/board?severity=low");
        page.navigate("/sensors");
        assertThat(page.locator("h1")).hasText("Sensors");
    }

    /// Each of the two is looked at in a language of its own.
    private static String language(ColorScheme scheme) {
        return scheme == ColorScheme.DARK ? "fr-FR" : "en-GB";
    }

    private static void check(Page page, String path) {
        page.navigate(path);
        audit(page, path);
    }

    private static void audit(Page page, String what) {
        var results = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .analyze();
        assertThat(results.getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .map(node -> node.getHtml())
                                        .limit(3)
                                        .toList())
                        .toList())
                .as(what)
                .isEmpty();
    }
}
