package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.audit.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Everything the workspace of triage lets people do, in a real browser: by keyboard alone, by touch, as each role,
/// many at once, two at a time.
class TriageTest extends InABrowser {
    private static Alerts alerts;
    private static int sensors;

    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(40), TestClock.yesterday());
        alerts = server.bean(Alerts.class);
    }

    @AfterEach
    void theNextTestStandsInNoFloodOfThisOne() {
        server.clock().advance(Duration.ofMinutes(11));
    }

    @Test
    void everyMoveCanBeMadeByKeyboardAlone() {
        var sensor = raised(6_000);
        var page = board("operations");
        focus(page, sensor);
        // Hands are faster than the disk: the second command waits for the first.
        page.keyboard().press("a");
        page.keyboard().press("m");
        assertThat(row(page, sensor)).containsText("operations, operations");
        assertThat(row(page, sensor)).not().containsText("UNACK");

        page.keyboard().press("c");
        say(page, "comment", "Looking at the fan.");
        assertThat(page.locator("#panel .line").first()).containsText("Looking at the fan.");
        press(page, "hand-back");
        assertThat(page.locator("#told")).containsText("Handed back");
        command(page, "unacknowledge", "It is the fan of the others.");
        assertThat(page.locator("#told")).containsText("Given back");
        assertThat(row(page, sensor)).containsText("UNACK");

        // The other tests' alerts are shelved too, some of them.
        int shelved = Integer.parseInt(page.locator("[data-hidden=shelf]").textContent());
        page.keyboard().press("Escape");
        page.keyboard().press("h");
        assertThat(page.locator("#panel [data-verb=shelve] input[name=minutes]"))
                .isFocused();
        assertThat(page.locator("#panel .hides")).containsText("Hides 1 open now");
        page.keyboard().press("Tab");
        page.keyboard().press("Space");
        page.keyboard().press("Tab");
        page.keyboard().type("The fan is cleaned.");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#panel")).containsText("Shelved until");
        assertThat(page.locator("[data-hidden=shelf]")).hasText(Integer.toString(shelved + 1));
        press(page, "unshelve");
        assertThat(page.locator("#panel .line").first()).containsText("It calls again");

        var order = page.locator("#panel details[data-verb=out-of-service]");
        open(page, order);
        page.keyboard().press("Tab");
        page.keyboard().type("WO-17");
        page.keyboard().press("Enter");
        assertThat(page.locator("#panel")).containsText("Out of service under WO-17");
        command(page, "in-service", "Fan cleaned.");
        assertThat(page.locator("#panel")).not().containsText("Out of service under WO-17");

        server.reading(sensor, 800);
        assertThat(page.locator("#panel")).containsText("returned to normal");
        page.keyboard().press("Escape");
        page.keyboard().press("r");
        say(page, "resolve", "Cleaned the fan.");
        assertThat(page.locator("#panel")).containsText("Resolved by operations");
        command(page, "reopen", "It was not the fan.");
        assertThat(page.locator("#panel")).containsText("UNACK");

        page.keyboard().press("Escape");
        page.keyboard().press("t");
        assertThat(page.locator("#panel [data-verb=assign] select[name=role]")).isFocused();
        page.keyboard().type("sec");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(row(page, sensor).locator(".alert-owner")).containsText("security");
    }

    @Test
    void aLatchedAlertIsResetOnceItHasReturned() {
        server.reading("smoke", 20);
        var page = board("operations");
        row(page, "smoke").locator(".alert-name a").click();
        var panel = page.locator("#panel");
        assertThat(panel).containsText("stays until reset");
        assertThat(panel.locator("[data-verb=reset]")).hasCount(0);
        panel.locator("form[data-verb=acknowledge] button").click();
        assertThat(panel).containsText("With operations");
        server.reading("smoke", 0);
        assertThat(panel).containsText("returned to normal");
        command(page, "reset", "It was the kitchen.");
        assertThat(panel).containsText("Resolved by operations");
    }

    @Test
    void everythingCanBeDoneByTouchOnASmallScreen() {
        var sensor = raised(6_000);
        var page = browsers.signedIn(
                server,
                "operations",
                new Browser.NewContextOptions()
                        .setViewportSize(360, 780)
                        .setHasTouch(true)
                        .setIsMobile(true));
        assertThat(page.locator("#live-state")).hasText("Live");
        row(page, sensor).getByRole(AriaRole.BUTTON).tap();
        assertThat(row(page, sensor)).containsText("With operations");
        row(page, sensor).locator(".alert-name a").tap();
        page.waitForURL("**/alerts/*");
        page.locator("details[data-verb=shelve] summary").tap();
        assertThat(page.locator(".hides")).containsText("Would have hidden 1 call in the last 7 days");
        page.locator("[data-verb=shelve] textarea").fill("Painting the wall.");
        page.locator("form[data-verb=shelve] > button").tap();
        assertThat(page.locator("#one")).containsText("Shelved until");
        page.locator("form[data-verb=unshelve] button").tap();
        assertThat(page.locator("#one")).not().containsText("Shelved until");
        page.locator("form[data-verb=take] button").tap();
        assertThat(page.locator("#one [data-slot=owner]")).hasText("operations, operations");
        page.locator("details[data-verb=assign] summary").tap();
        page.locator("[data-verb=assign] select[name=person]").selectOption("security");
        page.locator("form[data-verb=assign] > button").tap();
        assertThat(page.locator("#one [data-slot=owner]")).hasText("operations, security");
    }

    @Test
    void eachRoleIsOfferedWhatItMayDoAndNothingElse() {
        var sensor = raised(6_000);
        var id = id(sensor);
        assertThat(offered("operations", id))
                .containsExactlyInAnyOrder("acknowledge", "assign", "take", "comment", "shelve", "out-of-service");
        assertThat(offered("security", id))
                .containsExactlyInAnyOrder("acknowledge", "assign", "take", "comment", "shelve");
        assertThat(offered("analyst", id)).isEmpty();
        assertThat(offered("admin", id)).isEmpty();
        var critical = id(raised(25_000));
        assertThat(offered("security", critical)).doesNotContain("shelve");
        assertThat(offered("operations", critical)).contains("shelve");
        server.reading("heat", 33);
        assertThat(offered("resident", id("heat"))).containsExactlyInAnyOrder("acknowledge", "take", "comment");
        server.reading("heat", 20);
    }

    @Test
    void theGridIsOneStopAndTheArrowsMoveInIt() {
        for (int i = 0; i < 3; i++) raised(6_000);
        var page = board("operations");
        assertThat(page.locator(".alerts [tabindex='0']")).hasCount(1);
        page.locator(".alerts [tabindex='0']").focus();
        page.keyboard().press("Control+Home");
        assertThat(page.locator(".alerts > .alert").first()).hasAttribute("aria-rowindex", "1");
        assertThat(inRow(page, 0)).isTrue();
        page.keyboard().press("ArrowDown");
        assertThat(inRow(page, 1)).isTrue();
        page.keyboard().press("j");
        assertThat(inRow(page, 2)).isTrue();
        page.keyboard().press("k");
        page.keyboard().press("ArrowUp");
        assertThat(inRow(page, 0)).isTrue();
        page.keyboard().press("End");
        assertThat((Boolean) page.evaluate("document.activeElement.closest('.alert-act') !== null"))
                .isTrue();
        page.keyboard().press("Home");
        assertThat((Boolean) page.evaluate("document.activeElement.matches('[data-select]')"))
                .isTrue();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        assertThat((Boolean) page.evaluate("document.activeElement.matches('.alert-name a')"))
                .isTrue();
        page.keyboard().press("PageDown");
        page.keyboard().press("PageUp");
        assertThat(inRow(page, 0)).isTrue();
        page.keyboard().press("Control+End");
        int last = page.locator(".alerts > .alert").count() - 1;
        assertThat(inRow(page, last)).isTrue();
        assertThat(page.locator(".alerts")).hasAttribute("aria-rowcount", Integer.toString(last + 1));
        assertThat(page.locator(".alerts [tabindex='0']")).hasCount(1);
        page.keyboard().press("Shift+Space");
        assertThat(page.locator(".alerts > .alert").nth(last)).hasAttribute("aria-selected", "true");
        page.keyboard().press("x");
        assertThat(page.locator(".alerts > .alert").nth(last)).hasAttribute("aria-selected", "false");
    }

    @Test
    void manyAreDoneAtOnceAndWhatCouldNotBeSaysWhy() {
        var critical = raised(25_000);
        var one = raised(6_000);
        var other = raised(6_000);
        var page = board("operations");
        for (var sensor : List.of(critical, one, other)) {
            focus(page, sensor);
            page.keyboard().press("x");
        }
        assertThat(page.locator("[data-selected]")).hasText("3 selected");
        page.keyboard().press("a");
        var results = page.locator("[data-results]");
        assertThat(results).containsText("2 of 3 done");
        assertThat(results).containsText("Not acknowledged: a critical alert is handled by itself.");
        for (var sensor : List.of(one, other)) assertThat(row(page, sensor)).containsText("With operations");
        assertThat(row(page, critical)).containsText("UNACK");
        // The critical one is still selected; with another, by the toolbar and its arrows.
        focus(page, one);
        page.keyboard().press("x");
        page.locator(".toolbar [tabindex='0']").focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("[data-bulk=shelve]")).isFocused();
        page.keyboard().press("Enter");
        var dialog = page.locator("#bulk-shelve");
        // Seen before it is done: what it hides now and would have hidden.
        assertThat(dialog.locator(".hides")).containsText("Hides 2 open now");
        dialog.locator("input[name=text]").fill("Painting.");
        page.keyboard().press("Enter");
        assertThat(results).containsText("1 of 2 done");
        assertThat(results).containsText("Not shelved: a critical alert is handled by itself.");
        assertThat(row(page, one)).containsText("Shelved until");
    }

    @Test
    void ofTwoWhoRaceOneWinsAndTheOtherIsToldWhoDidWhat() {
        var sensor = raised(6_000);
        var slow = board("security");
        var quick = board("operations");
        slow.route("**/api/v1/stream*", stream -> stream.abort());
        slow.reload();
        row(quick, sensor).getByRole(AriaRole.BUTTON).click();
        assertThat(row(quick, sensor)).containsText("With operations");
        row(slow, sensor).getByRole(AriaRole.BUTTON).click();
        assertThat(row(slow, sensor).locator("[data-said]"))
                .containsText("Now it is with operations. operations acknowledged it.");
        assertThat(alert(sensor).acknowledged().orElseThrow().by()).isEqualTo("operations");

        // Both at the same version, at the same moment: the server lets one through, and both screens come to agree.
        var contested = raised(6_000);
        var one = board("operations");
        var two = board("security");
        assertThat(row(one, contested)).isVisible();
        assertThat(row(two, contested)).isVisible();
        // Taken in hand before either is pressed: the first press takes the button from the other's screen.
        var buttons = Stream.of(one, two)
                .map(page -> row(page, contested).getByRole(AriaRole.BUTTON).elementHandle())
                .toList();
        double soon = ((Number) one.evaluate("Date.now() + 500")).doubleValue();
        for (var button : buttons)
            button.evaluate("(button, at) => { setTimeout(() => button.click(), at - Date.now()) }", soon);
        assertThat(row(one, contested)).containsText("With");
        var winner = alert(contested).acknowledged().orElseThrow().by();
        for (var page : List.of(one, two)) assertThat(row(page, contested)).containsText("With " + winner);
        assertThat(alerts.history(alert(contested).id())).hasSize(2);
    }

    @Test
    void whatIsGivenToAnotherRoleIsGoneAtOnceFromWhoMayNotSeeIt() {
        server.reading("heat", 33);
        var resident = board("resident");
        assertThat(row(resident, "heat")).isVisible();
        row(resident, "heat").locator(".alert-name a").click();
        assertThat(resident.locator("#panel #one")).isVisible();
        var alert = alert("heat");
        alerts.handle(
                alert.id(),
                new Command.Assign(Optional.of(Role.OPERATIONS), Optional.empty()),
                new Actor("operations", "operations"),
                Role.OPERATIONS,
                OptionalLong.empty(),
                Optional.empty());
        assertThat(row(resident, "heat")).hasCount(0);
        assertThat(resident.locator("#panel")).isHidden();
        assertThat(resident.locator("#told")).containsText("given to another role");
        server.reading("heat", 20);
    }

    @Test
    void filtersAndViewsStandInTheAddress() {
        var mild = raised(2_000);
        var bad = raised(11_000);
        var page = board("security");
        page.navigate("/board?severity=low&kind=carbon-dioxide&condition=present&text=" + mild);
        assertThat(page.locator("#live-state")).hasText("Live");
        assertThat(row(page, mild)).isVisible();
        assertThat(row(page, bad)).hasCount(0);
        page.getByText("Keep views").click();
        page.getByLabel("Name of this view").fill("Mild ones");
        button(page.locator(".views"), "Keep view").click();
        page.waitForURL("**/board?severity=low&kind=carbon-dioxide&condition=present&text=" + mild);
        page.navigate("/board");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Mild ones"))
                .click();
        assertThat(row(page, mild)).isVisible();
        assertThat(page.locator("[data-filtered]")).containsText("1 found");
        // What changes so that the filter has it no more goes, by the server's judgement.
        server.reading(mild, 700);
        assertThat(row(page, mild)).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(9_000));
        page.getByText("Keep views").click();
        button(page.locator(".views"), "Delete view Mild ones").click();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Mild ones")))
                .hasCount(0);
        page.navigate("/board?severity=purple");
        assertThat(page.locator(".notice")).containsText("'purple' is no severity");
        page.navigate("/board?older=60");
        assertThat(row(page, bad)).hasCount(0);
        server.clock().advance(Duration.ofMinutes(61));
        page.reload();
        assertThat(row(page, bad)).isVisible();
        server.reading(bad, 700);
    }

    @Test
    void keysCanBeChangedAndTurnedOffAndRestOnAWall() {
        var sensor = raised(6_000);
        var page = board("operations");
        focus(page, sensor);
        page.keyboard().press("?");
        var dialog = page.locator("#keys");
        assertThat(dialog).isVisible();
        var key = dialog.getByLabel("Key for: acknowledge");
        key.fill("j");
        key.press("Tab");
        assertThat(dialog.locator("[data-keys-said]")).containsText("taken already");
        key.fill("q");
        key.press("Tab");
        assertThat(dialog.locator("[data-keys-said]")).containsText("Its key is “q” now.");
        button(dialog, "Close").click();
        page.reload();
        focus(page, sensor);
        page.keyboard().press("a");
        page.keyboard().press("q");
        assertThat(row(page, sensor)).containsText("With operations");
        page.keyboard().press("?");
        dialog.getByLabel("Single-letter keys are on").uncheck();
        button(dialog, "Close").click();
        focus(page, sensor);
        page.keyboard().press("x");
        assertThat(row(page, sensor)).hasAttribute("aria-selected", "false");
        page.keyboard().press("Shift+Space");
        assertThat(row(page, sensor)).hasAttribute("aria-selected", "true");

        var wall = board("security");
        wall.navigate("/board?wall");
        focus(wall, sensor);
        wall.keyboard().press("x");
        assertThat(row(wall, sensor)).hasAttribute("aria-selected", "false");
    }

    @Test
    void aCriticalAlertAsksBeforeAKeyAcknowledgesIt() {
        var sensor = raised(25_000);
        var page = board("operations");
        focus(page, sensor);
        page.keyboard().press("a");
        var dialog = page.locator("#confirm");
        assertThat(dialog).isVisible();
        assertThat(dialog).containsText("too high");
        page.keyboard().press("Escape");
        assertThat(row(page, sensor)).containsText("UNACK");
        assertThat(inRow(page, sensor)).isTrue();
        page.keyboard().press("a");
        page.keyboard().press("Enter");
        assertThat(row(page, sensor)).containsText("With operations");
    }

    @Test
    void soundIsOffUntilPressedAndItsStateIsSeen() {
        var page = board("operations");
        var sound = page.locator("#sound");
        assertThat(sound).hasText("Sound off");
        assertThat(row(page, raised(11_000))).isVisible();
        sound.click();
        assertThat(sound).hasText("Sound on");
        assertThat(sound).not().hasAttribute("data-played", Pattern.compile(".*"));
        raised(25_000);
        assertThat(sound).hasAttribute("data-played", "critical");
        sound.click();
        assertThat(sound).hasText("Sound off");
        page.reload();
        assertThat(sound).hasText("Sound off");
    }

    @Test
    void whatIsTypedStaysWhileTheAlertChanges() {
        var sensor = raised(6_000);
        var page = board("operations");
        row(page, sensor).locator(".alert-name a").click();
        open(page, page.locator("#panel details[data-verb=comment]"));
        page.keyboard().press("Tab");
        page.keyboard().type("Half a sen");
        server.reading(sensor, 11_000);
        assertThat(page.locator("#panel .line").first()).containsText("Got worse");
        page.keyboard().type("tence.");
        assertThat(page.locator("#panel [data-verb=comment] textarea")).hasValue("Half a sentence.");
    }

    @Test
    void aSilenceIsSeenBeforeItIsMadeAndTellsWhatItHid() {
        var sensor = raised(6_000);
        var page = board("operations");
        page.navigate("/silences");
        page.locator(".new-silence summary").click();
        page.locator("main").getByLabel("Sensor").selectOption(sensor);
        page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("2099-01-01T10:00");
        page.getByLabel("Why").fill("The duct is opened.");
        button(page.locator("main"), "See what it hides").click();
        assertThat(page.locator("#hides")).containsText("Hides 1 open now");
        assertThat(page.locator("#hides")).containsText("Would have hidden 1 call in the last 7 days");
        button(page.locator("main"), "Make this silence").click();
        assertThat(page.locator(".notice")).containsText("a silence lasts 4 hours at most");
        var end = server.clock().instant().plus(Duration.ofHours(1)).atZone(Sites.ZONE);
        page.getByLabel("To", new Page.GetByLabelOptions().setExact(true))
                .fill(end.toLocalDateTime().withSecond(0).withNano(0).toString());
        button(page.locator("main"), "See what it hides").click();
        button(page.locator("main"), "Make this silence").click();
        page.waitForURL(Pattern.compile(".*/silences/\\d+"));
        assertThat(page.locator("main")).containsText("hides calls now");
        assertThat(alert(sensor).covers().silence()).isPresent();
        server.reading(sensor, 11_000);
        page.reload();
        assertThat(page.locator(".hides")).containsText("1 ×");
        var audience = board("security");
        assertThat(row(audience, sensor)).hasCount(0);
        button(page.locator("main"), "End it now").click();
        assertThat(page.locator("main")).containsText("ended by operations");
        assertThat(row(audience, sensor)).isVisible();
    }

    @Test
    void theStreamJudgesAFilterAsTheDatabaseDoes() {
        var shelved = id(raised(6_000));
        raised(2_000);
        server.reading(raised(11_000), 700);
        for (var command : List.of(
                new Command.Take(), new Command.Acknowledge(), new Command.Shelve(Duration.ofMinutes(5), false, "why")))
            alerts.handle(
                    shelved,
                    command,
                    new Actor("operations", "operations"),
                    Role.OPERATIONS,
                    OptionalLong.empty(),
                    Optional.empty());
        var all = alerts.page(new AlertQuery(Role.ADMIN, AlertFilter.ALL, Optional.empty(), 1_000))
                .alerts();
        for (var query : List.of(
                "severity=low,high",
                "triage=new",
                "triage=acknowledged",
                "role=operations",
                "zone=cabin",
                "kind=carbon-dioxide",
                "condition=returned",
                "condition=present",
                "cover=none",
                "cover=any",
                "cover=shelf",
                "cover=silence",
                "assignee=operations",
                "older=5",
                "younger=5",
                "text=DIOXIDE 1",
                "text=hall")) {
            var parts = query.split("=", 2);
            var filter = AlertFilter.read(name -> name.equals(parts[0]) ? List.of(parts[1]) : List.of());
            var now = server.clock().instant();
            assertThat(all.stream().filter(alert -> filter.fits(alert, now)).map(Alert::id))
                    .as(query)
                    .containsExactlyInAnyOrderElementsOf(
                            alerts.page(new AlertQuery(Role.ADMIN, filter, Optional.empty(), 1_000)).alerts().stream()
                                    .map(Alert::id)
                                    .toList());
        }
        assertThat(all).anyMatch(alert -> alert.covered());
    }

    private Set<String> offered(String role, long id) {
        var page = browsers.at("/alerts/" + id, server, role);
        var verbs = new TreeSet<String>();
        for (var form : page.locator("form[data-verb]").all()) verbs.add(form.getAttribute("data-verb"));
        return verbs;
    }

    private static void say(Page page, String verb, String words) {
        assertThat(page.locator("#panel [data-verb=" + verb + "] textarea")).isFocused();
        page.keyboard().type(words);
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#panel details[data-verb=" + verb + "][open]")).hasCount(0);
    }

    /// The form of a command, opened from its summary, filled and sent; all by keys.
    private static void command(Page page, String verb, String words) {
        open(page, page.locator("#panel details[data-verb=" + verb + "]"));
        page.keyboard().press("Tab");
        say(page, verb, words);
    }

    private static void open(Page page, Locator details) {
        details.locator("summary").focus();
        page.keyboard().press("Enter");
        assertThat(details).hasAttribute("open", "");
    }

    private static void press(Page page, String verb) {
        page.locator("#panel form[data-verb=" + verb + "] button").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#panel form[data-verb=" + verb + "]")).hasCount(0);
    }

    private static String raised(double value) {
        var sensor = "co2-" + ++sensors;
        server.reading(sensor, value);
        return sensor;
    }

    private static Alert alert(String sensor) {
        var filter = AlertFilter.read(name -> name.equals("sensor") ? List.of(sensor) : List.of());
        return alerts.page(new AlertQuery(Role.ADMIN, filter, Optional.empty(), 1))
                .alerts()
                .getFirst();
    }

    private static long id(String sensor) {
        return alert(sensor).id();
    }

    private static Page board(String name) {
        var page = browsers.signedIn(server, name, new Browser.NewContextOptions().setViewportSize(1280, 900));
        assertThat(page.locator("#live-state")).hasText("Live");
        return page;
    }

    /// By the keys: to the list, and down to the row.
    private static void focus(Page page, String sensor) {
        assertThat(row(page, sensor)).isVisible();
        page.locator(".alerts [tabindex='0']").focus();
        page.keyboard().press("Control+Home");
        for (int i = 0; i < 60 && !inRow(page, sensor); i++) page.keyboard().press("ArrowDown");
        assertThat(inRow(page, sensor)).isTrue();
    }

    private static boolean inRow(Page page, int at) {
        return (Boolean)
                page.locator(".alerts > .alert").nth(at).evaluate("row => row.contains(document.activeElement)");
    }

    private static boolean inRow(Page page, String sensor) {
        return (Boolean) row(page, sensor).evaluate("row => row.contains(document.activeElement)");
    }

    private static Locator row(Page page, String sensor) {
        return page.locator(
                ".alerts > .alert",
                new Page.LocatorOptions()
                        .setHas(page.locator(
                                "[data-slot=sensor]",
                                new Page.LocatorOptions().setHasText(Pattern.compile("^" + sensor + "$")))));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
