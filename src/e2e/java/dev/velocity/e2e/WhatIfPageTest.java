package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
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
        var first = page.locator("table:has(#differences-caption) tbody tr").first();
        assertThat(first).containsText("co2-1/high");
        assertThat(first).containsText("nothing");
        assertThat(first.locator("a")).hasAttribute("href", Pattern.compile("/replay\\?from=.*&at=.*"));
        page.setViewportSize(320, 800);
        var last =
                page.locator("table:has(#differences-caption) thead th").last().boundingBox();
        assertThat(last.x + last.width)
                .as("what would be is in sight on a phone")
                .isLessThanOrEqualTo(320);
        assertThat(first.locator(".code").first().boundingBox().width)
                .as("the rule is written in one line")
                .isGreaterThan(50);
        page.getByLabel("Why this change").fill("It wavers.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Propose this change"))
                .click();
        assertThat(page.locator(".notice")).containsText("waits for a second person");
    }

    /// Of three hours: what fired falls away in the parts that had it.
    @Test
    void partsStandSideBySideAsBarsAndAsATableWithoutScripts() {
        var page = browsers.signedIn(server, "operations", new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page.navigate("/whatif");
        page.locator("input[name=from]")
                .fill(server.clock().instant().minus(Duration.ofHours(3)).toString());
        page.locator("select[name=rule1]").selectOption("co2-1/high/low");
        page.locator("input[name=without1]").check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Run"))
                .press("Enter");
        // The page comes again by itself until it is done.
        assertThat(page.locator("#state[data-state=done]")).isVisible();
        var chart = page.locator("figure.pair");
        assertThat(chart.getByRole(AriaRole.HEADING)).hasText("Fired per ten minutes");
        var was = chart.locator(".pair-bars").first();
        var wouldBe = chart.locator(".pair-bars").last();
        assertThat(was.locator("rect")).hasCount(18);
        assertThat(wouldBe.locator("rect")).hasCount(18);
        assertThat(was.locator("rect[data-differs=yes][height='100.0']")).not().hasCount(0);
        chart.locator("summary").click();
        var row = chart.locator("tr[data-changed=yes]").first();
        assertThat(row.locator("a")).hasAttribute("href", Pattern.compile("/replay\\?from=.*&to=.*"));
        int fired = Integer.parseInt(row.locator("td").nth(0).innerText());
        int wouldFire = Integer.parseInt(row.locator("td").nth(1).innerText());
        assertThat(fired).isGreaterThan(wouldFire);
    }

    @Test
    void whatCannotBeAskedIsSaidOnTheForm() {
        var page = browsers.signedIn(server, "operations");
        page.navigate("/whatif");
        page.locator("select[name=rule1]").selectOption("co2-1/high/low");
        page.locator("input[name=at1]").fill("4000");
        page.locator("input[name=to]").fill("2020-01-01T00:00:00Z");
        var answer = page.waitForResponse(
                response -> response.request().method().equals("POST"),
                () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Run"))
                        .press("Enter"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(page.locator(".notice[role=alert]")).containsText("the window must begin before it ends");
        assertThat(page.locator("input[name=at1]")).hasValue("4000");
    }
}
