package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Analysts choose hours and see what happened in them; security says what belongs together and what is to be learnt.
class TimelineTest extends InABrowser {
    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(4), TestClock.yesterday());
        server.reading("co2-1", 6_000);
        server.reading("co2-1", 700);
        server.clock().advance(Duration.ofHours(3));
        server.reading("co2-2", 25_000);
        server.reading("co2-3", 11_000);
        server.reading("co2-2", 700);
        server.reading("co2-3", 700);
        server.clock().advance(Duration.ofHours(3));
    }

    @Test
    void hoursAreChosenByKeyboardAndAllBelowFollows() {
        var page = browsers.at("/timeline?days=2", server, "analyst");
        assertThat(page.locator("#chosen")).containsText("Carbon dioxide 1");
        assertThat(page.locator("#chosen")).containsText("Carbon dioxide 2");
        // One tab stop; the newest day is the first row.
        assertThat(page.locator("#heat a[tabindex='0']")).hasCount(1);
        var busy = page.locator("#heat td[data-band=acceptable] a");
        assertThat(busy).hasCount(2);
        page.locator("#heat a[tabindex='0']").focus();
        page.keyboard().press("Control+Home");
        page.keyboard().press("Enter");
        assertThat(page.locator("#heat td[aria-selected=true]")).hasCount(1);
        assertThat(page.locator("#chosen")).containsText("No incident.");
        assertThat(page.locator("#told")).containsText("00:00");
        page.keyboard().press("Shift+ArrowRight");
        assertThat(page.locator("#heat td[aria-selected=true]")).hasCount(2);
        assertThat(page.locator("#told")).containsText("02:00");
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*from=.*T.*&to=.*"));
        // The address alone shows the same to somebody else.
        page.reload();
        assertThat(page.locator("#heat td[aria-selected=true]")).hasCount(2);
        page.locator("[data-choose-all]").click();
        assertThat(page.locator("#chosen")).containsText("Carbon dioxide 1");
        assertThat(page.locator("#heat td[aria-selected=true]")).hasCount(0);
        // By pointer: the hour of the second incident.
        busy.first().click();
        assertThat(page.locator("#heat td[aria-selected=true]")).hasCount(1);
        assertThat(page.locator("#chosen .incident-lines tbody tr")).hasCount(1);
    }

    @Test
    void weekdaysAreChosenAsARectangle() {
        var page = browsers.at("/timeline?days=2", server, "analyst");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("By weekday"))
                .click();
        assertThat(page.locator("#heat tbody tr")).hasCount(7);
        page.locator("#heat tbody tr").nth(0).locator("td a").nth(2).click();
        page.locator("#heat tbody tr")
                .nth(2)
                .locator("td a")
                .nth(4)
                .click(new com.microsoft.playwright.Locator.ClickOptions()
                        .setModifiers(java.util.List.of(com.microsoft.playwright.options.KeyboardModifier.SHIFT)));
        assertThat(page.locator("#heat td[aria-selected=true]")).hasCount(9);
        assertThat(page.locator("#chosen h2")).containsText("Monday, Tuesday, Wednesday, hours 2–4");
    }

    @Test
    void anIncidentIsReadShapedAndReviewed() {
        var page = browsers.at("/timeline?days=2", server, "security");
        page.locator("#chosen .incident-lines a").first().click();
        assertThat(page.locator("h1")).containsText("Carbon dioxide 2");
        assertThat(page.locator(".episodes li")).hasCount(2);
        assertThat(page.locator(".episodes li").first()).containsText("First out");
        assertThat(page.locator(".episodes li").first()).containsText("CRIT");

        page.locator("[name=episode]").nth(1).check();
        page.locator("form[action$=split] [name=reason]").fill("another fan");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make these an incident of their own"))
                .press("Enter");
        assertThat(page.locator("h1")).containsText("Carbon dioxide 3");
        assertThat(page.locator("main")).containsText("another fan");
        page.locator("[name=other]")
                .selectOption(
                        page.locator("[name=other] option", new Page.LocatorOptions().setHasText("Carbon dioxide 2"))
                                .getAttribute("value"));
        page.locator("form[action$=merge] [name=reason]").fill("the same fan after all");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Merge"))
                .press("Enter");
        assertThat(page.locator(".episodes li")).hasCount(2);

        page.locator("#review summary").press("Enter");
        page.getByLabel("What happened").fill("The <img src=x onerror=alert(1)> fan stopped.");
        page.getByLabel("What brought it about").fill("A belt.\nIt was old.");
        var late = browsers.at(page.url(), server, "security");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keep the review"))
                .press("Enter");
        assertThat(page.locator(".review")).containsText("The <img src=x onerror=alert(1)> fan stopped.");
        // Whoever saw an older review overwrites nothing, and does not lose what they wrote.
        late.locator("#review summary").press("Enter");
        late.getByLabel("What happened").fill("I saw something else.");
        late.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keep the review"))
                .press("Enter");
        assertThat(late.locator(".notice")).containsText("somebody else has written meanwhile");
        assertThat(late.getByLabel("What happened")).hasValue("I saw something else.");
    }

    @Test
    void analystsReadIncidentsAndResidentsDoNot() {
        var analyst = browsers.at("/timeline?days=2", server, "analyst");
        analyst.locator("#chosen .incident-lines a").first().click();
        assertThat(analyst.locator("#review form")).hasCount(0);
        assertThat(analyst.locator("[name=reason]")).hasCount(0);
        var resident = browsers.signedIn(server, "resident");
        assertThat(resident.navigate("/timeline").status()).isEqualTo(403);
    }
}
