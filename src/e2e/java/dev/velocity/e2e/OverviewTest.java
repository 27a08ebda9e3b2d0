package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Outcome;
import dev.velocity.audit.Actor;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One look tells whether all is well, two presses why; and who lives here is told what to do and can call.
class OverviewTest extends InABrowser {
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(15_000);

    @BeforeAll
    static void start() {
        server = TestServer.start(
                Sites.hall(3).replace("kind: smoke\n", "kind: smoke\n        calibration-due: 2026-01-31\n"),
                TestClock.yesterday());
        for (int i = 1; i <= 3; i++) server.reading("co2-" + i, 700);
    }

    @Test
    void theOverviewFollowsAndLeadsToTheCause() {
        var page = browsers.at("/", server, "security");
        assertThat(page).hasURL(server.people() + "/overview");
        assertThat(page.locator("h1")).hasText("Nothing needs anybody");
        assertThat(page.locator(".o-health")).containsText("overdue for 1 sensor: Smoke");
        server.reading("co2-2", 25_000);
        // By itself, and without taking the focus away.
        page.locator(".zone-card h3 a").first().focus();
        assertThat(page.locator("h1")).containsText("1 critical danger now; 1 open alert has nobody yet", SOON);
        assertThat(page.locator(".zone-card h3 a").first()).isFocused();
        assertThat(page.locator(".zone-card[data-severity=critical]")).containsText("CRIT");
        page.locator(".zone-card[data-severity=critical] h3 a").press("Enter");
        assertThat(page.locator(".alert-lines")).containsText("Carbon dioxide 2 too high");
        page.locator(".glance[data-severity=critical] a").press("Enter");
        assertThat(page.locator("h1")).containsText("Carbon dioxide 2");
        assertThat(page.locator(".limit-words").first()).containsText("too high");
        assertThat(page.locator(".alert-lines li")).hasCount(1);
        server.reading("co2-2", 700);
        page.navigate("/sensors/smoke");
        assertThat(page.locator(".facts").first()).containsText("overdue: it was due by 31 January 2026");
    }

    @Test
    void whoLivesHereIsToldWhatToDoReportsAndReadsWhatIsDone() {
        var page = browsers.window(server);
        page.navigate("/sign-in");
        page.locator("#name").fill("resident");
        page.locator("#password").fill(TestServer.PASSWORD);
        page.locator("main button").click();
        page.waitForURL("**/home");
        assertThat(page.locator("h1")).hasText("You are safe.");
        page.getByLabel("Smoke or fire").check();
        page.getByLabel("Anything else we should know?").fill("Black <b>smoke</b>");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send the report"))
                .press("Enter");
        assertThat(page.locator(".home-reports")).containsText("received; somebody is being called");
        assertThat(page.locator("h1")).hasText("Danger. Do what it says here.");

        var report = server.bean(Alerts.class).page(AlertQuery.open(Role.SECURITY)).alerts().stream()
                .filter(alert -> alert.source().reported())
                .findFirst()
                .orElseThrow();
        handle(report, new Command.Acknowledge());
        // The page asks every few seconds.
        assertThat(page.locator(".home-reports")).containsText("somebody is on it", SOON);
        // No number, name or technical detail.
        assertThat(page.locator("main")).not().containsText("ppm");
        assertThat(page.locator("#home")).not().containsText("security");
        handle(report, new Command.Resolve("it was toast"));
        assertThat(page.locator(".home-reports")).containsText("over", SOON);
        assertThat(page.locator("h1")).not().containsText("Danger", SOON);
        assertThat(page.navigate("/overview").status()).isEqualTo(403);
    }

    private static void handle(Alert alert, Command command) {
        var outcome = server.bean(Alerts.class)
                .handle(
                        alert.id(),
                        command,
                        new Actor("security", "security"),
                        Role.SECURITY,
                        OptionalLong.empty(),
                        Optional.empty());
        assertThat(outcome).isInstanceOf(Outcome.Moved.class);
    }
}
