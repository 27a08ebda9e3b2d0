package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What other limits would have made of a morning, and proposing them.
class WhatIfPageTest extends InABrowser {
    @BeforeAll
    static void airThatWavers() {
        server = TestServer.start(Sites.hall(2), new TestClock(Duration.ofMinutes(-30)));
        for (int i = 0; i < 20; i++) {
            server.clock().advance(Duration.ofMinutes(1));
            server.reading("co2-1", i % 10 < 5 ? 900 : 1_550);
            server.reading("co2-2", 900);
        }
        server.clock().advance(Duration.ofMinutes(1));
    }

    @Test
    void anotherLimitIsTriedAndProposed() {
        var page = browsers.signedIn(server, "operations");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("What if"))
                .first()
                .click();
        page.locator("select[name=rule1]").selectOption("co2-1/high/low");
        page.locator("input[name=at1]").fill("4000");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Run"))
                .press("Enter");
        assertThat(page.locator("#state[data-state=done]")).isVisible();
        assertThat(page.locator("main")).containsText("tell the record exactly");
        assertThat(page.locator("table").first()).containsText("Fired");
        var first = page.locator("table").nth(1).locator("tbody tr").first();
        assertThat(first).containsText("co2-1/high");
        assertThat(first).containsText("nothing");
        assertThat(first.locator("a")).hasAttribute("href", Pattern.compile("/replay\\?from=.*&at=.*"));
        page.getByLabel("Why this change").fill("It wavers.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Propose this change"))
                .click();
        assertThat(page.locator(".notice")).containsText("waits for a second person");
    }
}
