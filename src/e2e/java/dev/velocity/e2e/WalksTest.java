package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.velocity.access.Role;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The five things people come for, walked without a pointer and as a screen reader tells them: by roles and names, in
/// the order of the keyboard, with what is announced.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WalksTest extends InABrowser {
    /// More stops than any page has.
    private static final int MOST_STOPS = 250;

    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(4), TestClock.yesterday());
        server.person("sol", "Sol", Role.SECURITY);
        server.reading("co2-4", 6_000);
        server.clock().advance(Duration.ofMinutes(5));
        server.reading("co2-4", 700);
        server.clock().advance(Duration.ofHours(2));
    }

    @Test
    @Order(1)
    void whoLivesHereHearsThatTheyAreSafeAndReportsAProblem() {
        var page = open("resident", "/home");
        assertThat(page.locator("main").ariaSnapshot())
                .containsSubsequence(
                        "heading \"You are safe.\" [level=1]",
                        "heading \"Report a problem\" [level=2]",
                        "group \"What is it?\"",
                        "radio \"Smoke or fire\"",
                        "combobox \"Where?\"",
                        "textbox \"Anything else we should know?\"",
                        "button \"Send the report\"",
                        "heading \"What to do if\" [level=2]");
        page.keyboard().press("Tab");
        assertThat(focused(page)).hasAccessibleName("Skip to the content");
        page.keyboard().press("Enter");
        var water = page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Water where it should not be"));
        tab(page, page.getByRole(AriaRole.RADIO).first());
        page.keyboard().press("Space");
        while (!water.isChecked()) page.keyboard().press("ArrowDown");
        page.keyboard().press("Tab");
        assertThat(focused(page)).hasAccessibleName("Where?");
        page.keyboard().type("Hall");
        page.keyboard().press("Tab");
        assertThat(focused(page)).hasAccessibleName("Anything else we should know?");
        page.keyboard().type("Under the stairs.");
        page.keyboard().press("Tab");
        assertThat(focused(page)).hasAccessibleName("Send the report");
        page.keyboard().press("Enter");
        var mine = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("What you reported"));
        assertThat(mine.getByRole(AriaRole.LISTITEM)).hasCount(1);
        assertThat(mine.getByRole(AriaRole.LISTITEM)).containsText("received; somebody is being called");
        assertThat(mine.getByRole(AriaRole.LISTITEM)).containsText("Hall");
    }

    @Test
    @Order(2)
    void aNewCriticalAlertIsHeardTakenOnAndGivenToSecurity() {
        var page = open("operations", "/board");
        server.reading("co2-1", 25_000);
        var call = page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("25 000"));
        assertThat(call).containsText("Carbon dioxide 1 too high, Hall");
        // Heard, and nothing taken out of anybody's hands.
        assertThat(page.locator("body")).isFocused();
        var row = row(page, "Carbon dioxide 1");
        tab(page, page.locator(".alerts [tabindex='0']"));
        assertThat(page.getByRole(AriaRole.GRID)).hasCount(1);
        page.keyboard().press("Control+Home");
        while (!holdsFocus(row)) page.keyboard().press("ArrowDown");
        page.keyboard().press("a");
        var question = page.getByRole(AriaRole.ALERTDIALOG);
        assertThat(question).isVisible();
        assertThat(question).hasAccessibleName(Pattern.compile(".+"));
        assertThat(question).containsText("Carbon dioxide 1");
        page.keyboard().press("Enter");
        assertThat(row).containsText("With operations");
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("Acknowledged")))
                .hasCount(1);
        page.keyboard().press("t");
        assertThat(focused(page)).hasAccessibleName("Queue");
        page.keyboard().type("sec");
        page.keyboard().press("Tab");
        assertThat(focused(page)).hasAccessibleName("Person");
        page.keyboard().press("Tab");
        assertThat(focused(page)).hasAccessibleName("Assign");
        page.keyboard().press("Enter");
        assertThat(row.locator(".alert-owner")).containsText("security");
    }

    @Test
    @Order(3)
    void whatAShelfHidesIsHeardBeforeAndTheAlertComesBack() {
        server.reading("co2-2", 6_000);
        var page = open("operations", "/board");
        var row = row(page, "Carbon dioxide 2");
        tab(page, page.locator(".alerts [tabindex='0']"));
        page.keyboard().press("Control+Home");
        while (!holdsFocus(row)) page.keyboard().press("ArrowDown");
        page.keyboard().press("h");
        assertThat(focused(page)).hasAccessibleName(Pattern.compile(".*inutes.*"));
        assertThat(page.locator("#panel .hides")).containsText("Hides 1 open now");
        page.keyboard().press("Tab");
        assertThat(focused(page)).hasRole(AriaRole.CHECKBOX);
        page.keyboard().press("Tab");
        assertThat(focused(page)).hasAccessibleName("Why");
        page.keyboard().type("The fan is cleaned.");
        tab(page, page.locator("#panel [data-verb=shelve] button.primary"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#panel")).containsText("Shelved until");
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("Shelved")))
                .hasCount(1);
        tab(page, page.locator("#panel [data-verb=unshelve] button"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#panel .line").first()).containsText("It calls again");
        assertThat(row).isVisible();
    }

    @Test
    @Order(4)
    void aShiftIsHandedOver() {
        var page = open("security", "/overview");
        tab(page, page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Handover")));
        page.keyboard().press("Enter");
        page.waitForURL("**/handover");
        assertThat(page.locator("main").ariaSnapshot())
                .containsSubsequence(
                        "heading \"Handover of security\" [level=1]",
                        "region \"Notes",
                        "textbox \"A note for the next shift\"",
                        "button \"Keep the note\"",
                        "region \"Sign\"",
                        "textbox \"Name of who takes over\"",
                        "textbox \"Their password\"",
                        "button \"We both sign\"",
                        "heading \"Before\" [level=2]");
        tab(page, page.getByLabel("A note for the next shift"));
        page.keyboard().type("The outer door sticks.");
        page.keyboard().press("Tab");
        assertThat(focused(page)).hasAccessibleName("Keep the note");
        page.keyboard().press("Enter");
        assertThat(page.locator(".shift-note")).containsText("The outer door sticks.");
        tab(page, page.getByLabel("Name of who takes over"));
        page.keyboard().type("sol");
        page.keyboard().press("Tab");
        assertThat(focused(page)).hasAccessibleName("Their password");
        page.keyboard().type("not that one at all");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("wrong")))
                .hasCount(1);
        tab(page, page.getByLabel("Name of who takes over"));
        page.keyboard().type("sol");
        page.keyboard().press("Tab");
        page.keyboard().type(TestServer.PASSWORD);
        page.keyboard().press("Tab");
        assertThat(focused(page)).hasAccessibleName("We both sign");
        page.keyboard().press("Enter");
        page.waitForURL("**/handover/1");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText("Handover 1");
    }

    @Test
    @Order(5)
    void anIncidentIsFoundInTheTimelineReadAndPlayedAgain() {
        var page = open("analyst", "/timeline?days=2");
        assertThat(page.getByRole(AriaRole.GRID)).hasAccessibleName(Pattern.compile("Load by hour.*"));
        var incident = page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Carbon dioxide 4.*")));
        tab(page, page.locator("#heat a[tabindex='0']"));
        page.keyboard().press("Control+Home");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("00:00")))
                .hasCount(1);
        tab(page, page.locator("[data-choose-all]"));
        page.keyboard().press("Enter");
        tab(
                page,
                page.locator("#chosen .incident-lines").getByRole(AriaRole.LINK).last());
        assertThat(incident.first()).isVisible();
        page.keyboard().press("Enter");
        page.waitForURL("**/incidents/*");
        assertThat(page.locator("main").ariaSnapshot())
                .containsSubsequence(
                        "heading",
                        "Carbon dioxide 4",
                        "[level=1]",
                        "link \"Replay",
                        "heading \"What belongs to it\" [level=2]",
                        "First out");
        tab(page, page.locator(".incident-head [data-replay-link]"));
        page.keyboard().press("Enter");
        page.waitForURL("**/replay/*");
        assertThat(page).hasTitle(Pattern.compile(".*REPLAY.*"));
        assertThat(page.locator("#replay[data-state=following]")).isVisible();
        var slider = page.locator("#scrub");
        assertThat(slider).hasRole(AriaRole.SLIDER);
        assertThat(slider).hasAccessibleName(Pattern.compile(".+"));
        var before = slider.getAttribute("aria-valuetext");
        tab(page, page.locator("[data-replay-do=alert]"));
        assertThat(focused(page)).hasAccessibleName(Pattern.compile(".+"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#replay-alerts .alert")).containsText("Carbon dioxide 4");
        assertThat(slider).not().hasAttribute("aria-valuetext", before);
    }

    private static Page open(String person, String path) {
        var page = browsers.mayBeSignedIn(server, person, new Browser.NewContextOptions());
        page.navigate(path);
        assertThat(page.locator("html[data-live=live]")).isAttached();
        return page;
    }

    private static Locator row(Page page, String sensor) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(sensor));
    }

    private static Locator focused(Page page) {
        return page.locator(":focus");
    }

    private static boolean holdsFocus(Locator row) {
        return (Boolean) row.evaluate("row => row.contains(document.activeElement)");
    }

    /// Presses Tab until that has the focus, as somebody without a pointer does.
    private static void tab(Page page, Locator target) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            if ((Boolean) target.first().evaluate("one => one === document.activeElement")) return;
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the keyboard does not lead to " + target);
    }
}
