package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.velocity.access.Role;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.audit.Actor;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A screen on a wall is let in by a code, shows and does nothing, and is turned out at once. The trail tells of it.
class WallTest extends InABrowser {
    private static final double PATIENCE = 15_000;

    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(2));
    }

    @Test
    void aWallIsLetInShowsWhatHappensAndIsTurnedOut() {
        var wall = browsers.window(server);
        wall.navigate("/wall");
        assertThat(wall.locator("[data-pairing-code]")).not().hasText("· · ·");
        var code = wall.locator("[data-pairing-code]").textContent();

        var page = browsers.at("/displays", server, "security");
        page.getByLabel("Code on the screen").fill("AAAA-AAAA");
        page.locator("main form [name=name]").fill("Entrance <b>");
        button(page, "Let in").press("Enter");
        assertThat(page.locator(".notice")).containsText("no screen shows this code");
        page.getByLabel("Code on the screen").fill(code);
        page.locator("main form [name=name]").fill("Entrance <b>");
        button(page, "Let in").press("Enter");
        assertThat(page.locator("table.admin")).containsText("Entrance <b>");

        assertThat(wall.locator("h1"))
                .hasText("Nothing needs anybody", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
        assertThat(wall.locator("#live-state")).hasText("Live");
        // Nobody stands by to help a wall whose stream breaks.
        wall.route("**/api/v1/stream*", Route::abort, new Page.RouteOptions().setTimes(1));
        wall.reload();
        assertThat(wall.locator("#live-state")).hasText("Live");
        server.reading("co2-1", 25_000);
        assertThat(wall.locator(".wall-alerts"))
                .containsText("Carbon dioxide 1", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
        assertThat(wall.locator("h1")).containsText("1 critical danger now");
        assertThat(wall.locator("a, button, input, select, textarea")).hasCount(0);
        var elsewhere = wall.context().newPage();
        elsewhere.navigate("/board");
        assertThat(elsewhere).hasURL(java.util.regex.Pattern.compile(".*/sign-in.*"));

        page.reload();
        button(page, "Turn out").press("Enter");
        assertThat(page.locator("table.admin")).containsText("turned out");
        assertThat(wall.locator("#stale")).not().isEmpty(new LocatorAssertions.IsEmptyOptions().setTimeout(PATIENCE));
        wall.reload();
        assertThat(wall.locator("h1")).hasText("This screen waits to be let in");
    }

    @Test
    void aWallThatRotatesShowsEachZoneInTurnAndStaysWhereDangerIs() {
        calm();
        var wall = browsers.mayBeSignedIn(server, "security", new Browser.NewContextOptions());
        wall.clock().install();
        wall.navigate("/wall?rotate=5");
        assertThat(wall.locator("#live-state")).hasText("Live");
        assertThat(wall.locator("#wall-whole")).isVisible();
        wall.clock().runFor(5_000);
        assertThat(wall.locator("#wall-zone-hall")).isVisible();
        assertThat(wall.locator("#wall-zone-hall")).containsText("Carbon dioxide 1");
        assertThat(wall.locator("#wall-whole")).isHidden();
        assertThat(wall.locator("#wall-verdict h1")).isVisible();
        wall.clock().runFor(5_000);
        assertThat(wall.locator("#wall-zone-cabin")).isVisible();
        server.reading("co2-1", 25_000);
        wall.clock().runFor(7_000);
        assertThat(wall.locator("#wall-verdict h1")).containsText("critical danger now");
        wall.clock().runFor(6_000);
        assertThat(wall.locator("#wall-whole")).isVisible();
        assertThat(wall.locator("#wall-zone-cabin")).isHidden();
        calm();
    }

    /// Nothing is open any more.
    private static void calm() {
        server.reading("co2-1", 700);
        server.reading("co2-2", 700);
        var alerts = server.bean(Alerts.class);
        for (var alert : alerts.page(AlertQuery.open(Role.SECURITY)).alerts())
            alerts.handle(
                    alert.id(),
                    new Command.Resolve("over"),
                    new Actor("security", Role.SECURITY.text()),
                    Role.SECURITY,
                    OptionalLong.empty(),
                    Optional.empty());
    }

    @Test
    void theTrailIsSearchedCheckedAndReadAsFarAsTheRoleMay() {
        server.reading("co2-2", 6_000);
        var page = browsers.at("/audit", server, "admin");
        assertThat(page.locator(".audit-lines li").first()).isVisible();
        page.getByLabel("What was done").fill("alert.raised");
        page.getByLabel("Says").fill("co2-2");
        button(page, "Search").press("Enter");
        assertThat(page.locator(".audit-lines li")).hasCount(1);
        assertThat(page.locator(".audit-lines code").first()).hasText("alert.raised");
        button(page, "Check the whole trail now").press("Enter");
        page.waitForCondition(() -> {
            page.navigate("/audit");
            return page.locator(".audit-state").getAttribute("data-result").equals("whole");
        });
        page.navigate("/audit?from=yesterday");
        assertThat(page.locator(".notice")).containsText("from is a date as 2026-03-01");

        var resident = browsers.window(server);
        resident.navigate("/sign-in");
        resident.locator("#name").fill("resident");
        resident.locator("#password").fill(TestServer.PASSWORD);
        resident.locator("main button").click();
        resident.waitForURL("**/home");
        resident.navigate("/audit");
        assertThat(resident.locator(".audit-lines")).not().containsText("alert.raised");
        assertThat(resident.locator("main form[method=post]")).hasCount(0);
    }

    private static com.microsoft.playwright.Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
