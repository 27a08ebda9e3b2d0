package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.velocity.access.Role;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.audit.Actor;
import dev.velocity.platform.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// People play the past again, together, and nobody takes it for now.
class ReplayTest extends InABrowser {
    private static Instant from;
    private static Instant to;
    private static List<Instant> recorded;

    @BeforeAll
    static void start() {
        // Nothing is stale, so that nothing happens but what is told here.
        var site = Sites.hall(3).replace("      smoke:\n", "          stale: none\n      smoke:\n");
        server = TestServer.start(site, TestClock.yesterday());
        var alerts = server.bean(Alerts.class);
        server.reading("co2-1", 700);
        from = server.clock().instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        server.clock().advance(Duration.ofMinutes(12));
        server.reading("co2-1", 25_000);
        server.clock().advance(Duration.ofMinutes(5));
        alerts.handle(
                alerts.open(server.clock().instant()).getFirst().id(),
                new Command.Comment("The fan stands still."),
                new Actor("operations", "operations"),
                Role.OPERATIONS,
                OptionalLong.empty(),
                Optional.empty());
        server.clock().advance(Duration.ofMinutes(20));
        server.reading("co2-2", 6_000);
        server.clock().advance(Duration.ofMinutes(20));
        server.reading("co2-1", 700);
        server.reading("co2-2", 700);
        server.clock().advance(Duration.ofMinutes(10));
        to = server.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        recorded = alerts.recorded(from, to, 100).stream()
                .map(AlertChanged::recorded)
                .distinct()
                .toList();
        server.clock().advance(Duration.ofHours(4));
    }

    @Test
    void byKeyboardStepsLeadThroughWhatWasRecordedAndNothingDurableChanges() {
        var page = browsers.signedIn(server, "analyst");
        open(page);
        var before = kept();
        assertThat(page).hasTitle(Pattern.compile(".*REPLAY.*"));
        assertThat(page.locator(".replay-word")).hasText("REPLAY");
        assertThat(page.locator(".replay-edge")).isVisible();
        assertThat(page.locator("main form[data-act], main #sound, main .bulk")).hasCount(0);
        assertThat(page.locator("#replay-utc")).containsText("UTC");
        assertThat(page.locator("#replay-nothing")).isVisible();
        for (var at : recorded) {
            page.keyboard().press("Shift+ArrowRight");
            assertThat(page.locator("#replay-at")).hasAttribute("datetime", at.toString());
        }
        page.keyboard().press("Shift+ArrowRight");
        assertThat(page.locator("#replay-said")).containsText("Nothing more that way");
        // As it stood when the first was raised.
        for (int i = 1; i < recorded.size(); i++) {
            page.keyboard().press("Shift+ArrowLeft");
            assertThat(page.locator("#replay-at"))
                    .hasAttribute(
                            "datetime", recorded.get(recorded.size() - 1 - i).toString());
        }
        assertThat(page.locator("#replay-alerts .alert")).hasCount(1);
        assertThat(page.locator("#replay-alerts .alert")).containsText("Carbon dioxide 1");
        assertThat(page.locator("#replay-alerts .alert")).containsText("25 000");
        assertThat(page.locator(".sensor[data-id=co2-1]")).containsText("25 000");
        assertThat(page.locator(".sensor[data-id=co2-2]")).containsText("–");
        page.keyboard().press(".");
        assertThat(page.locator("#replay-at"))
                .hasAttribute("datetime", recorded.getFirst().plusSeconds(600).toString());
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator("#replay-at"))
                .hasAttribute(
                        "datetime",
                        Pattern.compile(recorded.getFirst()
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString()
                                        .substring(0, 19) + ".*"));
        page.keyboard().press("[");
        page.keyboard().press(".");
        page.keyboard().press("]");
        assertThat(page.locator("#loop-said")).hasText(Pattern.compile("Loop \\d.* to \\d.*"));
        page.keyboard().press("l");
        assertThat(page.locator("#loop-said")).isEmpty();
        page.keyboard().press("b");
        assertThat(page.locator("#mark input")).isFocused();
        page.keyboard().type("here <b>it</b> began");
        page.keyboard().press("Enter");
        assertThat(page.locator("#marks li")).containsText("here <b>it</b> began");
        page.keyboard().press("Escape");
        page.locator("#go-to input").fill("2020-01-01T00:00:07");
        page.locator("#go-to button").click();
        assertThat(page.locator("#replay-at")).hasAttribute("datetime", from.toString());
        assertThat(page.locator(".chart[data-state=drawn]").first()).isVisible();
        assertThat(page.locator("[data-keys=comment]").first()).isVisible();
        for (var theme : List.of("day", "night")) {
            page.evaluate("theme => document.documentElement.dataset.theme = theme", theme);
            assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        }
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void everybodyWhoSharesItSeesTheSameMomentAndALiveCriticalAlertBreaksThrough() {
        var page = browsers.signedIn(server, "security");
        open(page);
        var other = browsers.at(page.url(), server, "operations");
        assertThat(other.locator("#viewers")).containsText("2 viewers");
        page.locator("#pace").selectOption("128");
        assertThat(other.locator("#pace")).hasValue("128");
        page.locator("#replay-at").click();
        page.keyboard().press(".");
        page.keyboard().press("Space");
        assertThat(other.locator("[data-replay-do=play]")).hasAttribute("data-playing", "yes");
        assertThat(other.locator("#replay-alerts .alert")).hasCount(1);
        other.locator("[data-replay-do=play]").click();
        assertThat(page.locator("[data-replay-do=play]")).hasAttribute("data-playing", "no");
        var at = other.locator("#replay-at").getAttribute("datetime");
        assertThat(page.locator("#replay-at")).hasAttribute("datetime", at);

        server.reading("smoke", 50);
        assertThat(page.locator("#call")).containsText("NOW");
        assertThat(page.locator("#call")).containsText("Smoke");
        assertThat(page.locator("#replay-alerts")).not().containsText("Smoke");
        server.reading("smoke", 0);
    }

    @Test
    void byTouchOnASmallScreenEverythingIsInReach() {
        var page = browsers.signedIn(
                server,
                "operations",
                new Browser.NewContextOptions()
                        .setColorScheme(ColorScheme.DARK)
                        .setHasTouch(true)
                        .setViewportSize(390, 800));
        open(page);
        for (var button : page.locator("#transport > .transport-acts button:visible, #transport summary")
                .all()) {
            var box = button.boundingBox();
            assertThat(Math.min(box.width, box.height)).as(button.textContent()).isGreaterThanOrEqualTo(44);
        }
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
        page.locator("[data-replay-do=alert]").tap();
        assertThat(page.locator("#replay-alerts .alert")).hasCount(1);
        page.locator("[data-replay-do=alert-back]").tap();
        assertThat(page.locator("#replay-said")).isVisible();
        page.locator("#scrub").fill("1800");
        assertThat(page.locator("#replay-at"))
                .hasAttribute("datetime", from.plusSeconds(1_800).toString());
        // An alert's own page leads here, ten minutes before it began.
        page.navigate("/alerts/1");
        page.locator("[data-replay-link]").click();
        page.waitForURL(Pattern.compile(".*/replay/[0-9a-f]+\\?sensor=co2-1"));
        assertThat(page.locator("#replay-nothing")).isVisible();
        assertThat(page.locator("#chart-co2-1")).isVisible();
    }

    private static void open(Page page) {
        page.navigate("/replay?from=" + from + "&to=" + to);
        page.waitForURL(Pattern.compile(".*/replay/[0-9a-f]+"));
        assertThat(page.locator("#replay[data-state=following]")).isVisible();
    }

    /// How many of everything that lasts there are.
    private static List<Long> kept() {
        return List.of("alert", "alert_event", "audit", "journal", "incident_shaping").stream()
                .map(table -> server.bean(Database.class)
                        .read(rows -> rows.one("SELECT count(*) FROM " + table, row -> row.getLong(1))
                                .orElseThrow()))
                .toList();
    }
}
