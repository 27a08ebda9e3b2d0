package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.velocity.access.Role;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two people hand over a shift at one screen, by keyboard.
class HandoverTest extends InABrowser {
    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(2));
        server.person("olga", "Olga", Role.OPERATIONS);
        server.reading("co2-1", 6_000);
    }

    @Test
    void oneLeavesAnotherComesAndBothSign() {
        var page = browsers.signedIn(server, "operations");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Handover"))
                .press("Enter");
        assertThat(page.locator("main")).containsText("Carbon dioxide 1");
        page.getByLabel("A note for the next shift").fill("The fan <b>rattles</b>.");
        button(page, "Keep the note").press("Enter");
        assertThat(page.locator(".shift-note")).containsText("The fan <b>rattles</b>.");

        // Oneself is not somebody else.
        sign(page, "operations", TestServer.PASSWORD);
        assertThat(page.locator(".notice")).containsText("somebody else must take over");
        sign(page, "olga", "not her password at all");
        assertThat(page.locator(".notice")).containsText("name or password is wrong");

        // Meanwhile something happens: who signs looks again.
        server.reading("co2-2", 12_000);
        sign(page, "olga", TestServer.PASSWORD);
        assertThat(page.locator(".notice")).containsText("something changed while you looked at it");
        assertThat(page.locator("main")).containsText("Carbon dioxide 2");
        sign(page, "olga", TestServer.PASSWORD);
        page.waitForURL("**/handover/1");
        assertThat(page.locator(".shift-sheet")).containsText("operations: The fan <b>rattles</b>.");
        assertThat(page.locator("main")).containsText("Olga");

        // Nobody was signed in or out by it, and the next sheet begins here.
        page.navigate("/handover");
        assertThat(page.locator(".frame-end")).containsText("operations");
        assertThat(page.locator(".shift-note")).hasCount(0);
        assertThat(page.locator("a[href='/handover/1']")).isVisible();
    }

    @Test
    void whoDoesNotHandleAlertsReadsAndSignsNothing() {
        var page = browsers.at("/handover", server, "analyst");
        assertThat(page.locator("h1")).containsText("Handover of operations");
        assertThat(button(page, "We both sign")).hasCount(0);
        var resident = browsers.signedIn(server, "resident");
        assertThat(resident.navigate("/handover").status()).isEqualTo(403);
    }

    private static void sign(Page page, String name, String password) {
        page.getByLabel("Name of who takes over").fill(name);
        page.getByLabel("Their password").fill(password);
        button(page, "We both sign").press("Enter");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
