package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What to do about an alert, what would calm one that comes and goes, and two persons who agree on it.
class ProposalTest extends InABrowser {
    private static final int MINUTES = 40;

    @BeforeAll
    static void airThatWavers() {
        server = TestServer.start(Sites.hall(3), new TestClock(Duration.ofMinutes(-MINUTES - 5)));
        for (int i = 0; i < MINUTES; i++) {
            server.clock().advance(Duration.ofMinutes(1));
            for (var sensor : List.of("co2-1", "co2-2")) server.reading(sensor, i % 2 == 0 ? 1_430 : 1_520);
            server.reading("co2-3", 900);
            server.reading("heat", i < MINUTES - 1 ? 21 : 33);
        }
    }

    @Test
    void oneProposesAnotherApprovesAndTheNextStartJudgesByIt() {
        var alert = alert("co2-1");
        var page = browsers.at("/alerts/" + alert.id(), server, "operations");
        assertThat(page.locator(".guidance")).containsText("Look at the fan");
        assertThat(page.locator(".guidance")).containsText("1 d");
        page.getByText("See what would calm it").click();
        assertThat(page.locator("#advice")).containsText("It called 20 times");
        assertThat(page.locator("#advice")).containsText("never chattered");
        page.getByLabel("Why").fill("It wavers <b>every</b> minute.");
        button(page, "Propose these settings").click();
        page.waitForURL("**/proposals#proposal-*");
        var mine = page.locator(".proposal", new Page.LocatorOptions().setHasText("Carbon dioxide 1"));
        assertThat(mine).containsText("Waits for somebody else");
        assertThat(mine).containsText("It wavers <b>every</b> minute.");
        assertThat(mine.locator("button")).hasCount(0);
        page.navigate("/alerts/" + alert.id() + "/tuning");
        assertThat(page.getByText("This is proposed already")).isVisible();
        assertThat(button(page, "Propose these settings")).hasCount(0);

        var admin = browsers.signedIn(server, "admin");
        admin.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Proposals"))
                .click();
        var theirs = admin.locator(".proposal", new Page.LocatorOptions().setHasText("Carbon dioxide 1"));
        theirs.getByLabel("Your words").fill("Agreed.");
        // By keyboard alone.
        theirs.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Approve"))
                .press("Enter");
        assertThat(theirs).containsText("Approved by admin");
        assertThat(theirs).containsText("takes effect when the server is started next");
        assertThat(theirs).containsText("Agreed.");
        admin.context().close();

        // The same file is named again; the approved change is not lost.
        int port = server.people().getPort();
        server.stop();
        server.startAgain(port);
        page = browsers.signedIn(server, "operations");
        page.navigate("/proposals");
        assertThat(page.locator(".proposal", new Page.LocatorOptions().setHasText("Carbon dioxide 1")))
                .containsText("It is in force.");
    }

    @Test
    void residentsAreToldInPlainWordsAndSeeNoProposals() {
        var page = browsers.at("/alerts/" + alert("heat").id(), server, "resident");
        assertThat(page.locator(".guidance")).containsText("Drink water and rest.");
        assertThat(page.locator(".guidance")).not().containsText("cooling unit");
        assertThat(page.getByText("How long there is")).hasCount(0);
        assertThat(page.getByText("See what would calm it")).hasCount(0);
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Proposals")))
                .hasCount(0);
        assertThat(page.navigate("/proposals").status()).isEqualTo(403);
        assertThat(api(page, "/api/v1/alerts/" + alert("heat").id()))
                .contains("\"guidance\":{\"do\":\"It is getting hot.")
                .doesNotContain("cooling unit", "\"seconds\"");
    }

    @Test
    void programsGetTheSameWordsAndNumbers() {
        var operations = browsers.signedIn(server, "operations");
        var id = alert("co2-2").id();
        assertThat(api(operations, "/api/v1/alerts/" + id))
                .contains("\"guidance\":{\"cause\":\"More people", "\"seconds\":86400");
        assertThat(api(operations, "/api/v1/alerts/" + id + "/tuning"))
                .contains("\"advice\":\"calmer\"", "\"severity\":\"low\"", "\"calls\":20", "\"bursts\":0");
        assertThat(api(operations, "/api/v1/proposals")).startsWith("{\"proposals\":[");
    }

    @Test
    void everybodyCanReadAndUseThePagesOnAnyScreenAndInBothColours() {
        var quiet = alert("co2-2").id();
        var page = browsers.mayBeSignedIn(server, "operations", new Browser.NewContextOptions());
        Looks.bring(page.context());
        page.navigate("/alerts/" + quiet + "/tuning");
        assertThat(Looks.findings(page, List.of("day", "night"))).isEmpty();
        button(page, "Propose these settings").click();
        page.waitForURL("**/proposals#proposal-*");
        assertThat(Looks.findings(page, List.of("day", "night"))).isEmpty();
        var admin = browsers.mayBeSignedIn(server, "admin", new Browser.NewContextOptions());
        Looks.bring(admin.context());
        admin.navigate("/proposals");
        assertThat(Looks.findings(admin, List.of("day", "night"))).isEmpty();
    }

    private static String api(Page page, String path) {
        return page.request().get(server.people().resolve(path).toString()).text();
    }

    private static Alert alert(String sensor) {
        return server.bean(Alerts.class).page(AlertQuery.open(Role.SECURITY)).alerts().stream()
                .filter(alert ->
                        alert.sensor().text().equals(sensor) && alert.rule().equals("high"))
                .findFirst()
                .orElseThrow();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
