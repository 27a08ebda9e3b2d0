package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import dev.velocity.access.Role;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Matcher;
import dev.velocity.alert.Report;
import dev.velocity.alert.ReportKind;
import dev.velocity.alert.Reports;
import dev.velocity.alert.Silences;
import dev.velocity.alert.Window;
import dev.velocity.audit.Actor;
import dev.velocity.shift.Shifts;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Everybody can use the pages: on any width, in both colours, by touch, by keyboard and with a screen reader.
///
/// Each rule is asked where it can fail, and not again where it cannot: how a page is built is the same in both
/// languages (the same templates, and `WordsTest` holds the keys equal), so those rules are asked in English; what
/// words can break (names, languages, sizes, what ends beside the window), in both. Colours are measured in each theme
/// on a narrow and on a wide page, half of it in each language, since they are the same in both. The heatmap is looked
/// at with three days: other days have the same cells, and the rule about the distance of targets compares each with
/// each.
class LooksTest extends InABrowser {
    /// As whom each page is looked at; nobody where no name stands.
    private static final Map<String, List<String>> PAGES = Map.of(
            "",
            List.of("/sign-in", "/wall", "/offline", "/nothing"),
            "resident",
            List.of("/home"),
            "admin",
            List.of("/people", "/devices", "/displays", "/audit", "/proposals", "/site"),
            "security",
            List.of("/incidents/1", "/wall", "/wall?rotate=60"),
            "operations",
            List.of(
                    "/board",
                    "/board?cover=shelf",
                    "/alerts/1",
                    "/alerts/1/shelf-preview",
                    "/alerts/1/tuning",
                    "/sensors",
                    "/sensors/co2-1",
                    "/overview",
                    "/home",
                    "/zones/hall",
                    "/silences",
                    "/silences/1",
                    "/handover",
                    "/handover/1",
                    "/replay",
                    "/whatif",
                    "/kpis",
                    "/kpis/rows?measure=per-day",
                    "/proposals",
                    "/people",
                    "/styleguide"));

    private static List<String> running = List.of();

    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(6), new TestClock(Duration.ofMinutes(-10)));
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
        var shifts = server.bean(Shifts.class);
        var leaving = server.person("leaving", "Leaving", Role.OPERATIONS);
        shifts.note(leaving, "The fan rattles.");
        TestServer.done(shifts.sign(
                leaving,
                server.person("coming", "Coming", Role.OPERATIONS),
                shifts.sheet(Role.OPERATIONS).digest()));
        TestServer.done(server.bean(Reports.class)
                .report(
                        new Report(ReportKind.WATER, Optional.of("hall"), "Under the stairs."),
                        server.signIn("resident").session().person()));
        running = running();
    }

    /// A running replay and the outcome of a what-if have addresses only once they are there; the timeline's has days.
    private static List<String> running() {
        var to = server.clock().instant();
        var from = to.minus(Duration.ofMinutes(4));
        var today = LocalDate.ofInstant(to, ZoneOffset.UTC);
        return List.of(
                Sandbox.replay(server, from, to, "operations"),
                Sandbox.whatIf(server, "co2-1", 30_000, from, to, "operations"),
                "/timeline?first=" + today.minusDays(2) + "&last=" + today);
    }

    /// Each language has a browser of its own, at the same time.
    @Test
    void everyPageIsForEverybodyInBothLanguagesAndThemesOnAnyScreen() throws Exception {
        try (var french = Executors.newSingleThreadExecutor()) {
            var findings = french.submit(() -> {
                try (var other = new Browsers()) {
                    var found = findings(other, "fr-FR");
                    found.addAll(other.complaints());
                    return found;
                }
            });
            var found = findings(browsers, "en-GB");
            found.addAll(findings.get());
            assertThat(found).isEmpty();
        }
    }

    private static List<String> findings(Browsers browsers, String locale) {
        var findings = new ArrayList<String>();
        var themes = locale.startsWith("fr") ? List.of("day", "night") : List.of("night", "day");
        PAGES.forEach((person, paths) -> {
            var page = browsers.mayBeSignedIn(
                    server,
                    person,
                    new Browser.NewContextOptions().setLocale(locale).setReducedMotion(ReducedMotion.REDUCE));
            Looks.bring(page.context());
            var more = person.equals("operations") ? running : List.<String>of();
            for (var path : Stream.concat(paths.stream(), more.stream()).toList()) {
                page.navigate(path);
                var all = locale.startsWith("fr") ? Looks.findingsOfWords(page, themes) : Looks.findings(page, themes);
                for (var found : all) findings.add(path + " as " + person + " in " + locale + " " + found);
            }
            page.context().close();
        });
        return findings;
    }

    @Test
    void aBoardWithEverythingOpenBreaksNoRuleEither() {
        var page = browsers.mayBeSignedIn(
                server, "operations", new Browser.NewContextOptions().setViewportSize(1280, 900));
        Looks.bring(page.context());
        page.navigate("/board");
        assertThat(page.locator("[data-live=live]")).isAttached();
        page.locator(".alerts .alert-name a").first().click();
        assertThat(page.locator("#panel #one")).isVisible();
        // By keyboard: one that is open lies over the next.
        for (var summary : page.locator("summary").all()) summary.press("Enter");
        assertThat(page.locator("#panel #hides, #panel .hides")).isVisible();
        for (var row : page.locator("[data-select]").all()) row.setChecked(true);
        page.locator("[data-bulk=resolve]").click();
        assertThat(Looks.findings(page)).as("a dialog").isEmpty();
        page.locator("#bulk-resolve button[value=go]").click();
        assertThat(page.locator("[data-results] li").first()).isVisible();
        server.reading("co2-6", 25_000);
        assertThat(Looks.findings(page)).as("the board with everything open").isEmpty();
        page.locator("#keys-open").click();
        assertThat(Looks.findings(page)).as("the keys").isEmpty();
    }

    @Test
    void aStalePageIsReadableToo() {
        var page = browsers.mayBeSignedIn(server, "security", new Browser.NewContextOptions().setLocale("fr-FR"));
        Looks.bring(page.context());
        page.route("**/api/v1/stream*", stream -> stream.abort());
        page.navigate("/board");
        assertThat(page.locator("#stale"))
                .containsText("PÉRIMÉ", new LocatorAssertions.ContainsTextOptions().setTimeout(10_000));
        assertThat(Looks.findings(page)).isEmpty();
    }

    @Test
    void whereTheSystemPaintsSymbolsStay() {
        var page = browsers.signedIn(
                server, "operations", new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE));
        assertThat(page.locator(".alert-mark .symbol").first()).isVisible();
        assertThat(page.locator(".alert").first()).hasCSS("border-top-width", "3px");
    }

    @Test
    void badQualityNeverLooksNormal() {
        // Or it would be stale by now, on a slow day.
        server.reading("co2-1", 25_000);
        var page = browsers.at("/sensors", server, "operations");
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
        var page = browsers.at("/sensors/co2-1", server, "operations");
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
}
