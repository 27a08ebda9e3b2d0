package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.velocity.access.Role;
import dev.velocity.alert.Alerts;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A thousand alerts at once on an open board: it stays readable and usable, says little, and loses nothing.
@Tag("alone")
class FloodTest {
    private static final int ALERTS = 1_000;
    private static final int AT_ONCE = 25;
    /// Rows a browser is given at once.
    private static final int PART = 50;

    /// How the page does meanwhile: the time between frames, and what each live region was changed to.
    private static final String WATCH = """
            () => {
              window.frames_ = [];
              window.said_ = [];
              window.tasks_ = [];
              new PerformanceObserver((list) => {
                for (const task of list.getEntries()) window.tasks_.push(task.duration);
              }).observe({ type: 'longtask' });
              window.long_ = [];
              new PerformanceObserver((list) => {
                for (const one of list.getEntries())
                  window.long_.push([one.duration, one.blockingDuration, one.startTime + one.duration - one.styleAndLayoutStart,
                    ...one.scripts.map((script) => [script.invoker, script.sourceFunctionName, script.duration,
                      script.forcedStyleAndLayoutDuration])].map(String).join(' '));
              }).observe({ type: 'long-animation-frame' });
              let before = performance.now();
              const frame = (now) => { window.frames_.push(now - before); before = now; requestAnimationFrame(frame); };
              requestAnimationFrame(frame);
              for (const region of document.querySelectorAll('[role=alert], [role=status], [aria-live]'))
                new MutationObserver(() => {
                  const text = region.textContent.trim();
                  if (text) window.said_.push(text);
                }).observe(region, { childList: true, characterData: true, subtree: true });
            }
            """;

    @Test
    void aThousandAlertsAreFoldedAndNoneIsLost() {
        try (var server = TestServer.start(Sites.hall(ALERTS), TestClock.yesterday());
                var browsers = new Browsers()) {
            var page =
                    browsers.signedIn(server, "operations", new Browser.NewContextOptions().setViewportSize(1280, 900));
            assertThat(page.locator("#live-state")).hasText("Live");
            page.evaluate(WATCH);
            server.reading("co2-1", 6_000);
            for (int first = 2; first <= ALERTS; first += AT_ONCE) {
                Map<String, Double> values = new LinkedHashMap<>();
                for (int i = first; i < first + AT_ONCE && i <= ALERTS; i++)
                    values.put("co2-" + i, i == 500 ? 25_000.0 : 6_000.0);
                server.readings(values);
                // A thousand in about ten seconds: on when the page has shown these.
                if ((first - 2) / AT_ONCE % 4 == 3)
                    assertThat(page.locator(".severity-count[data-severity=all] [data-all]"))
                            .hasText(Integer.toString(Math.min(ALERTS, first + AT_ONCE - 1)));
            }
            assertThat(page.locator(".severity-count[data-severity=all] [data-all]"))
                    .hasText(Integer.toString(ALERTS), new LocatorAssertions.HasTextOptions().setTimeout(15_000));

            // Folded: the first, the critical one, and one group with all the others.
            assertThat(page.locator("#flood [data-first]")).containsText("Carbon dioxide 1 too high");
            var rows = page.locator(".alerts > .alert");
            assertThat(page.locator("[data-group] [data-slot=what]"))
                    .hasText(
                            ALERTS - 2 + " alerts: carbon dioxide",
                            new LocatorAssertions.HasTextOptions().setTimeout(15_000));
            assertThat(rows).hasCount(3);
            assertThat(rows.first()).hasAttribute("data-severity", "critical");
            assertThat(page.locator("#call")).containsText("Carbon dioxide 500");

            var said = (List<?>) page.evaluate("window.said_");
            assertThat(said).hasSizeLessThanOrEqualTo(3);
            assertThat(said.toString()).contains("Flood:");
            // By the clock on the wall: one of them may be the machine's, which has other work too.
            assertThat((List<?>) page.evaluate("window.tasks_"))
                    .as("work that held up a frame, in ms; long frames: %s", page.evaluate("window.long_"))
                    .hasSizeLessThan(2)
                    .allSatisfy(
                            task -> assertThat(((Number) task).doubleValue()).isLessThan(100));
            var frames = ((List<?>) page.evaluate("window.frames_"))
                    .stream().map(one -> ((Number) one).doubleValue()).sorted().toList();
            assertThat(frames.get((int) (frames.size() * 0.95)))
                    .as("95 of 100 frames, in ms, of %d; the longest %s", frames.size(), frames.getLast())
                    .isLessThan(50);

            // It is used as ever: by key to the critical one, and it is acknowledged.
            page.locator(".alerts [tabindex='0']").focus();
            page.keyboard().press("Control+Home");
            page.keyboard().press("a");
            page.keyboard().press("Enter");
            assertThat(rows.first()).containsText("With operations");
            assertThat(page.locator("#call")).not().containsText("Carbon dioxide 500");

            // The group leads to its alerts, all of them.
            page.locator("[data-group-link]").click();
            page.waitForURL("**/board?zone=hall&kind=carbon-dioxide");
            assertThat(page.locator("[data-filtered]")).containsText(ALERTS + " found");
            var list = page.locator(".alerts");
            assertThat(list).hasAttribute("aria-rowcount", Integer.toString(ALERTS));
            assertThat(page.locator(".alerts > .alert[data-id]")).hasCount(PART);
            assertThat(everyAlert(browsers.signedIn(server, "security"), page.url()))
                    .as("alerts on all parts of the list")
                    .hasSize(ALERTS);
            movesThroughAll(page);
            assertThat(server.bean(Alerts.class)
                            .flood(Role.OPERATIONS)
                            .orElseThrow()
                            .calls())
                    .isEqualTo(ALERTS);

            // Over after ten quiet minutes, and the list is a list again by itself.
            page.navigate("/board");
            assertThat(page.locator("[data-group]")).hasCount(1);
            // A list that cannot be had at first hides nothing: the group stays until its alerts have come.
            var refused = new AtomicInteger();
            page.route("**/board", route -> {
                refused.incrementAndGet();
                route.abort();
            });
            server.clock().advance(Duration.ofMinutes(11));
            assertThat(page.locator("#flood")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(15_000));
            page.waitForCondition(() -> refused.get() > 1);
            assertThat(page.locator("[data-group]")).hasCount(1);
            page.unroute("**/board");
            assertThat(page.locator(".alerts > .alert[data-id]"))
                    .hasCount(PART, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
            // One more is there once the sensor that was never heard is missed.
            var open = page.locator(".severity-count[data-severity=all] [data-all]");
            page.waitForCondition(() -> open.textContent().equals(list.getAttribute("aria-rowcount")));
            assertThat(page.locator("[data-span]")).hasText(Pattern.compile("^1–50 of 100[01]$"));
            assertThat(page.locator("[data-group]")).hasCount(0);
            assertThat(browsers.complaints()).isEmpty();
        }
    }

    /// By links, as without scripts.
    private static Set<String> everyAlert(Page page, String list) {
        var ids = new HashSet<String>();
        page.navigate(list);
        while (true) {
            for (var id : (List<?>)
                    page.evaluate("[...document.querySelectorAll('.alerts > [data-id]')].map((row) => row.dataset.id)"))
                ids.add(id.toString());
            var next = page.locator("#parts [rel=next]");
            if (next.isHidden()) return ids;
            page.navigate(next.getAttribute("href"));
        }
    }

    /// The keys lead to the last of all alerts and back, over the ends of the parts.
    private static void movesThroughAll(Page page) {
        var here = page.locator(".alerts > .alert:focus-within");
        assertThat(page.locator("#live-state")).hasText("Live");
        page.locator(".alerts [tabindex='0']").focus();
        page.keyboard().press("Control+End");
        assertThat(here).hasAttribute("aria-rowindex", Integer.toString(ALERTS));
        assertThat(page).hasURL(Pattern.compile("&part=20$"));
        assertThat(page.locator("#before")).containsText(ALERTS - PART + " alerts before these");
        for (int i = 0; i < PART / 10; i++) page.keyboard().press("PageUp");
        assertThat(here).hasAttribute("aria-rowindex", Integer.toString(ALERTS - PART));
        page.keyboard().press("ArrowDown");
        assertThat(here).hasAttribute("aria-rowindex", Integer.toString(ALERTS - PART + 1));
        page.keyboard().press("k");
        assertThat(here).hasAttribute("aria-rowindex", Integer.toString(ALERTS - PART));
        assertThat(page.locator(".alerts [tabindex='0']")).hasCount(1);
        page.keyboard().press("Control+Home");
        assertThat(here).hasAttribute("aria-rowindex", "1");
        page.locator("#parts [rel=next]").click();
        assertThat(here).hasAttribute("aria-rowindex", Integer.toString(PART + 1));
        page.goBack();
        assertThat(here).hasAttribute("aria-rowindex", "1");
        assertThat(page.locator("#before")).isHidden();
    }
}
