package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The board in a real browser: what one person does, another sees; and what it says when it is not live.
class BoardTest extends InABrowser {
    /// What people paste into fields to see whether we print it as markup.
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "\"><a href=\"javascript:alert(1)\">x</a>",
            "' onmouseover='alert(1)",
            "</textarea></template><script>alert(1)</script>",
            "${7*7} {{7*7}} <%= 7*7 %>",
            "\u202Etxt.exe &lt;b&gt;bold&lt;/b&gt;",
            "-->]]><style>*{display:none}</style>");

    private static int sensors;

    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(24), TestClock.yesterday());
    }

    @AfterEach
    void theNextTestStandsInNoFloodOfThisOne() {
        server.clock().advance(Duration.ofMinutes(11));
    }

    @Test
    void aWrongPasswordIsToldAndTheRightOneLeadsToTheBoard() {
        var page = browsers.window(server);
        page.navigate("/");
        page.getByLabel("Name").fill("operations");
        page.getByLabel("Password").fill("not the one it is");
        button(page, "Sign in").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("not right");
        Browsers.signIn(page, "operations");
        assertThat(heading(page, "Alerts")).isVisible();
        assertThat(page.locator("#live-state")).hasText("Live");
    }

    @Test
    void aReadingOverALimitAppearsOnAnOpenBoardWithoutLoadingItAgain() {
        var sensor = sensor();
        var page = board("operations");
        page.evaluate("window.stillHere = true");
        assertThat(row(page, sensor)).hasCount(0);
        server.reading(sensor, 6_000);
        var row = row(page, sensor);
        assertThat(row).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(1_000));
        assertThat(row).containsText("MED");
        assertThat(row).containsText("too high");
        assertThat(row).containsText("6000\u00a0ppm");
        assertThat(row).containsText("above 5000\u00a0ppm");
        assertThat(row).containsText("Hall");
        assertThat(row).containsText("UNACK");
        assertThat(row).containsText("present");
        assertThat((Boolean) page.evaluate("window.stillHere")).isTrue();

        server.reading(sensor, 11_000);
        assertThat(row).containsText("HIGH");
        assertThat(row).containsText("above 10\u00a0000\u00a0ppm");
        server.reading(sensor, 800);
        assertThat(row).containsText("returned to normal");
    }

    @Test
    void whatOneAcknowledgesTheOtherSees() {
        var sensor = sensor();
        server.reading(sensor, 6_000);
        var one = board("operations");
        var other = board("security");
        button(row(one, sensor), "Acknowledge").click();
        assertThat(row(one, sensor)).containsText("With operations");
        assertThat(row(other, sensor)).containsText("With operations");
        assertThat(row(other, sensor)).not().containsText("UNACK");
        assertThat(button(row(other, sensor), "Acknowledge")).isHidden();
    }

    @Test
    void resolvingWhatIsStillPresentIsRefusedInWords() {
        var sensor = sensor();
        server.reading(sensor, 6_000);
        var page = board("operations");
        var panel = opened(page, sensor);
        assertThat(panel.locator("details[data-verb=resolve]")).hasCount(0);
        panel.getByText("What is not possible now").click();
        assertThat(panel).containsText("Resolve: the condition is still present");
        server.reading(sensor, 800);
        assertThat(row(page, sensor)).containsText("returned to normal");
        panel.locator("details[data-verb=resolve] summary").click();
        button(panel, "Resolve").click();
        assertThat(row(page, sensor)).containsText("Resolved by operations");
        // It is seen going, and then is gone.
        button(panel, "Close").click();
        page.locator("[data-search]").focus();
        assertThat(row(page, sensor)).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
    }

    @Test
    void aPanelThatWasClosedStaysClosedWhenItsNewsComesLate() {
        var sensor = sensor();
        server.reading(sensor, 6_000);
        var page = board("operations");
        var panel = opened(page, sensor);
        var late = new ArrayList<Route>();
        page.route("**/alerts/*/panel", late::add);
        server.reading(sensor, 11_000);
        page.waitForCondition(() -> !late.isEmpty());
        button(panel, "Close").click();
        page.waitForResponse("**/alerts/*/panel", () -> late.forEach(Route::resume))
                .finished();
        afterFrames(page);
        assertThat(panel).isHidden();
    }

    @Test
    void whatLeavesTheListWhileTheListIsFetchedStillLeaves() {
        var sensor = sensor();
        server.reading(sensor, 6_000);
        var page = browsers.signedIn(server, "operations");
        page.clock().install();
        page.navigate("/board?triage=new&younger=480");
        assertThat(page.locator("#live-state")).hasText("Live");
        var lists = new ArrayList<Route>();
        page.route("**/board?*", lists::add);
        // A board filtered by age looks again every half a minute.
        page.clock().fastForward(31_000);
        page.waitForCondition(() -> !lists.isEmpty());
        var answers = new ArrayList<Runnable>();
        page.route("**/acknowledge", route -> {
            var answer = route.fetch();
            answers.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(answer)));
        });
        button(row(page, sensor), "Acknowledge").click();
        assertThat(row(page, sensor)).hasAttribute("data-leaves", "yes");
        answers.forEach(Runnable::run);
        assertThat(page.locator("#told")).containsText("Acknowledged");
        page.locator("[data-search]").focus();
        page.waitForResponse("**/board?*", () -> lists.forEach(Route::resume)).finished();
        afterFrames(page);
        assertThat(row(page, sensor)).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
    }

    @Test
    void whoWasSlowerIsToldWhatHappenedMeanwhile() {
        var sensor = sensor();
        server.reading(sensor, 6_000);
        var slow = browsers.signedIn(server, "security");
        slow.route("**/api/v1/stream*", stream -> stream.abort());
        slow.reload();
        var quick = board("operations");
        button(row(quick, sensor), "Acknowledge").click();
        assertThat(row(quick, sensor)).containsText("With operations");
        button(row(slow, sensor), "Acknowledge").click();
        assertThat(row(slow, sensor))
                .containsText("the alert changed while you looked at it. Now it is with operations.");
        assertThat(row(slow, sensor)).containsText("With operations");
    }

    @Test
    void wordsAreShownAsTheyWereWrittenAndNeverAsMarkup() {
        var sensor = sensor();
        server.reading(sensor, 6_000);
        server.reading("odd", 75);
        var reader = board("security");
        assertThat(row(reader, "odd").first()).containsText(Sites.HOSTILE_NAME);
        reader.navigate(row(reader, sensor).locator(".alert-name a").getAttribute("href"));
        assertThat(reader.locator("#live-state")).hasText("Live");
        var writer = board("operations");
        row(writer, sensor).locator(".alert-name a").click();
        var comment = writer.locator("#panel details[data-verb=comment]");
        for (var words : HOSTILE) {
            comment.locator("summary").click();
            comment.locator("textarea").fill(words);
            button(comment, "Comment").click();
            assertThat(reader.locator(".line").first()).containsText(words);
            assertThat(comment).not().hasAttribute("open", "");
        }
        // Painted by the server, too.
        reader.reload();
        assertThat(reader.locator(".line-words").allTextContents()).containsAll(HOSTILE);
        reader.navigate("/sensors");
        assertThat(reader.locator("#odd")).containsText(Sites.HOSTILE_NAME);
        assertThat(reader.locator("img, main script, main style")).hasCount(0);
    }

    @Test
    void theFormsWorkWithoutScripts() {
        var sensor = sensor();
        server.reading(sensor, 6_000);
        var page = browsers.window(server, new Browser.NewContextOptions().setJavaScriptEnabled(false));
        Browsers.signIn(page, "operations");
        button(row(page, sensor), "Acknowledge").click();
        page.waitForURL("**/board");
        assertThat(row(page, sensor)).containsText("With operations");
        row(page, sensor).locator(".alert-name a").click();
        var comment = page.locator("details[data-verb=comment]");
        comment.locator("summary").click();
        comment.locator("textarea").fill("fan started by hand");
        button(comment, "Comment").click();
        assertThat(page.locator(".line").first()).containsText("fan started by hand");
        page.getByText("What is not possible now").click();
        assertThat(page.locator(".refused")).containsText("Resolve: the condition is still present");
        button(page, "Night").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "night");
    }

    @Test
    void manyAreShelvedWithoutScriptsAndWhatThatHidesIsSeenFirst() {
        var one = sensor();
        var other = sensor();
        server.reading(one, 2_000);
        server.reading(other, 2_000);
        var page = browsers.signedIn(server, "operations", new Browser.NewContextOptions().setJavaScriptEnabled(false));
        button(page, "Shelve…").click();
        assertThat(page.locator("main")).containsText("choose at least one alert");
        page.navigate("/board?severity=low");
        for (var sensor : List.of(one, other))
            row(page, sensor).locator("input[type=checkbox]").check();
        button(page, "Shelve…").click();
        assertThat(page.locator(".results li")).hasCount(2);
        assertThat(page.locator("#hides")).containsText("2");
        page.getByLabel("Why").fill("vents are being cleaned");
        button(page, "Shelve").click();
        assertThat(page.locator(".results li[data-outcome=moved]")).hasCount(2);
        page.getByText("Back to the alerts").click();
        page.waitForURL("**/board?severity=low");
        assertThat(row(page, one)).hasCount(0);
        page.navigate("/board?cover=shelf");
        assertThat(row(page, one)).isVisible();
        assertThat(row(page, other)).isVisible();
    }

    @Test
    void filtersStandInTheAddressAndHoldForWhatComes() {
        var mild = sensor();
        var bad = sensor();
        var later = sensor();
        server.reading(mild, 2_000);
        server.reading(bad, 11_000);
        var page = board("operations");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^LOW")))
                .click();
        page.waitForURL("**/board?severity=low");
        assertThat(page.locator("#live-state")).hasText("Live");
        assertThat(row(page, mild)).isVisible();
        assertThat(row(page, bad)).hasCount(0);
        server.reading(later, 11_000);
        assertThat(page.locator(".severity-count[data-severity=high] [data-all]"))
                .hasText(board("operations")
                        .locator(".severity-count[data-severity=high] [data-all]")
                        .textContent());
        assertThat(row(page, later)).hasCount(0);
        page.getByLabel("Zone").selectOption("cabin");
        page.waitForURL("**/board?severity=low**zone=cabin");
        assertThat(page.getByText("No alert matches the filter.")).isVisible();
    }

    @Test
    void residentsSeeTheirOwnQueueAndNoSensors() {
        var sensor = sensor();
        var page = board("resident");
        server.reading(sensor, 25_000);
        server.reading("heat", 33);
        assertThat(row(page, "heat")).containsText("Cabin warmth");
        assertThat(row(page, sensor)).hasCount(0);
        assertThat(page.locator("#call")).isEmpty();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sensors")))
                .hasCount(0);
        button(row(page, "heat"), "Acknowledge").click();
        assertThat(row(page, "heat")).containsText("With resident");
        row(page, "heat").locator(".alert-name a").click();
        assertThat(page.locator("#panel")).containsText("With resident");
        assertThat(page.locator("#panel details[data-verb=comment]")).hasCount(1);
        for (var verb : List.of("resolve", "assign", "shelve", "out-of-service"))
            assertThat(page.locator("#panel [data-verb=" + verb + "]")).hasCount(0);
        assertThat(page.locator("#panel .chart")).hasCount(0);
        assertThat(page.navigate("/sensors").status()).isEqualTo(403);
    }

    @Test
    void aNewCriticalAlertCallsUntilSomebodyHasIt() {
        var sensor = sensor();
        var page = board("operations");
        server.reading(sensor, 25_000);
        var call = page.locator("#call");
        assertThat(call).hasAttribute("role", "alert");
        assertThat(call).containsText("too high, Hall, 25\u00a0000\u00a0ppm");
        assertThat(page.locator("#main")).not().isFocused();
        assertThat(page).hasTitle(Pattern.compile("^\\(\\d+\\) Alerts"));
        button(row(page, sensor), "Acknowledge").click();
        assertThat(call).not().containsText("25\u00a0000");
    }

    @Test
    void whatIsNotCriticalIsSummedUpQuietly() {
        var page = board("operations");
        server.reading(sensor(), 6_000);
        assertThat(page.locator("#told")).hasText("1 new alert, medium");
        server.reading(sensor(), 6_000);
        server.reading(sensor(), 11_000);
        assertThat(page.locator("#told"))
                .hasText("2 new alerts, 1 high", new LocatorAssertions.HasTextOptions().setTimeout(12_000));
    }

    @Test
    void aListHeldStillDoesNotMoveUnderTheHand() {
        var first = sensor();
        server.reading(first, 6_000);
        var page = board("operations");
        assertThat(row(page, first)).isVisible();
        page.locator("#hold").click();
        var next = sensor();
        server.reading(next, 25_000);
        assertThat(page.locator("#hold")).hasText("Freeze list (1 new)");
        assertThat(row(page, next)).hasCount(0);
        page.locator("#hold").click();
        assertThat(row(page, next)).isVisible();
        assertThat(page.locator(".alerts > .alert").first()).hasAttribute("data-severity", "critical");
    }

    @Test
    void everythingCanBeDoneWithTheKeyboardAlone() {
        var sensor = sensor();
        server.reading(sensor, 26_000);
        var page = browsers.window(server);
        page.navigate("/sign-in");
        page.keyboard().type("operations");
        page.keyboard().press("Tab");
        page.keyboard().type(TestServer.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/overview");
        page.navigate("/board");
        assertThat(page.locator("#live-state")).hasText("Live");
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to the content")).isFocused();
        page.keyboard().press("Enter");
        // One stop for the whole list, and the arrows from there.
        tabTo(page, page.locator(".alerts [tabindex='0']"));
        page.keyboard().press("Control+Home");
        for (int i = 0; i < 30 && !inRow(page, sensor); i++) page.keyboard().press("ArrowDown");
        page.keyboard().press("End");
        var acknowledge = button(row(page, sensor), "Acknowledge");
        assertThat(acknowledge).isFocused();
        assertThat(acknowledge).hasCSS("outline-width", "3px");
        page.keyboard().press("Enter");
        assertThat(row(page, sensor)).containsText("With operations");
        // The focus stays with the alert although the button is gone.
        assertThat(row(page, sensor).locator(".alert-name a")).isFocused();
        page.keyboard().press("c");
        assertThat(page.locator("#panel details[data-verb=comment] textarea")).isFocused();
        page.keyboard().type("looking after it");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#told")).hasText("Comment kept.");
        assertThat(page.locator("#panel .line").first()).containsText("looking after it");
        page.keyboard().press("Escape");
        assertThat(row(page, sensor).locator(".alert-name a")).isFocused();
    }

    /// A page comes in pieces, and what has come stays where it is.
    @ParameterizedTest
    @CsvSource({"768, en", "1440, en", "1440, fr", "1760, en", "1760, fr", "1920, fr"})
    void halfOfTheFiltersStandsWhereAllOfThemDo(int width, String language) {
        var page = browsers.signedIn(
                server,
                "operations",
                new Browser.NewContextOptions().setLocale(language).setViewportSize(width, 900));
        page.navigate("/board");
        var filters = page.locator("[data-filters]");
        var whole = filters.boundingBox();
        filters.evaluate("form => [...form.children].slice(1).forEach(child => { child.hidden = true; })");
        assertThat(filters.boundingBox().y).isEqualTo(whole.y);
    }

    @Test
    void coloursAreChosenAtOnceAndKept() {
        var page = board("operations");
        button(page, "Night").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "night");
        assertThat(background(page)).isEqualTo("rgb(20, 23, 26)");
        page.waitForCondition(() -> page.context().cookies().stream()
                .anyMatch(cookie -> cookie.name.equals("theme") && cookie.value.equals("night")));
        page.navigate("/sensors");
        assertThat(page.locator("html")).hasAttribute("data-theme", "night");
        button(page, "Day").click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "day");
        assertThat(background(page)).isEqualTo("rgb(201, 205, 208)");
    }

    @Test
    void aStoppedServerMakesThePageStaleWithinTenSecondsAndLiveAgainWhenItIsBack() {
        try (var mortal = TestServer.start(Sites.hall(1))) {
            mortal.reading("co2-1", 6_000);
            var page = browsers.signedIn(mortal, "operations");
            var sensors = browsers.signedIn(mortal, "security");
            sensors.navigate("/sensors");
            assertThat(page.locator("#live-state")).hasText("Live");
            assertThat(sensors.locator("#live-state")).hasText("Live");
            int port = mortal.people().getPort();
            long from = System.nanoTime();
            mortal.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .as("open streams do not hold up the end")
                    .isLessThan(Duration.ofSeconds(3));
            for (var one : List.of(page, sensors)) {
                assertThat(one.locator("html"))
                        .hasAttribute(
                                "data-live", "stale", new LocatorAssertions.HasAttributeOptions().setTimeout(10_000));
                assertThat(one.locator("#stale")).containsText("STALE");
                assertThat(one.locator("#stale")).containsText("No word from the server since");
                assertThat(one.locator("main")).hasCSS("filter", "grayscale(1)");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(12));
            button(row(page, "co2-1"), "Acknowledge").click();
            assertThat(row(page, "co2-1")).containsText("it is not known whether this was done");
            mortal.startAgain(port);
            mortal.reading("co2-1", 11_000);
            assertThat(page.locator("#live-state")).hasText("Live");
            assertThat(page.locator("#stale")).isEmpty();
            assertThat(row(page, "co2-1")).containsText("HIGH");
        }
    }

    @Test
    void whoIsSignedOutIsToldSo() {
        var page = board("analyst");
        for (var act : page.locator(".act button").all()) assertThat(act).isHidden();
        TestServer.done(server.bean(dev.velocity.access.People.class)
                .signOutEverywhere("analyst", new dev.velocity.audit.Actor("admin", "admin")));
        assertThat(page.locator("#stale")).containsText("You are signed out.");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in again"))
                .click();
        assertThat(heading(page, "Sign in")).isVisible();
    }

    private static Page board(String name) {
        var page = browsers.signedIn(server, name);
        assertThat(page.locator("#live-state")).hasText("Live");
        return page;
    }

    /// When the page has done what it does with an answer that has just come.
    private static void afterFrames(Page page) {
        page.evaluate("() => new Promise(done => setTimeout(() => requestAnimationFrame(done), 100))");
    }

    private static void tabTo(Page page, Locator target) {
        tabTo(page, target, "Tab");
    }

    private static void tabTo(Page page, Locator target, String key) {
        for (int i = 0; i < 200; i++) {
            if ((Boolean) target.evaluate("element => element === document.activeElement")) return;
            page.keyboard().press(key);
        }
        throw new AssertionError("the keyboard does not lead to " + target);
    }

    private static boolean inRow(Page page, String sensor) {
        return (Boolean) row(page, sensor).evaluate("row => row.contains(document.activeElement)");
    }

    private static String background(Page page) {
        return (String) page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
    }

    private static Locator row(Page page, String sensor) {
        return page.locator(
                ".alerts > .alert",
                new Page.LocatorOptions()
                        .setHas(page.locator(
                                "[data-slot=sensor]",
                                new Page.LocatorOptions().setHasText(Pattern.compile("^" + sensor + "$")))));
    }

    private static Locator opened(Page page, String sensor) {
        row(page, sensor).locator(".alert-name a").click();
        var panel = page.locator("#panel");
        assertThat(panel).containsText("UNACK");
        return panel;
    }

    private static Locator heading(Page page, String text) {
        return page.getByRole(
                AriaRole.HEADING,
                new Page.GetByRoleOptions().setName(text).setExact(true).setLevel(1));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /// A sensor no other test has used.
    private static String sensor() {
        return "co2-" + ++sensors;
    }
}
