package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.velocity.access.DeviceKeys;
import dev.velocity.access.People;
import dev.velocity.access.Role;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An admin looks after people and devices, by keyboard; nobody else may.
class AdminTest extends InABrowser {
    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(2));
    }

    @Test
    void aPersonIsAddedSignsInAndIsDisabled() {
        var page = browsers.at("/people", server, "admin");
        page.locator("details.new summary").press("Enter");
        page.getByLabel("Name to sign in with").fill("vera");
        page.getByLabel("Name to show").fill("Vera <b>V</b>");
        page.locator("details.new [name=role]").selectOption("security");
        button(page, "Add").press("Enter");
        var password = page.locator(".secret").textContent();
        assertThat(row(page, "vera")).containsText("Vera <b>V</b>");
        page.reload();
        assertThat(page.locator(".secret")).hasCount(0);

        var vera = browsers.window(server);
        vera.navigate("/sign-in");
        vera.locator("#name").fill("vera");
        vera.locator("#password").fill(password);
        vera.locator("main button").click();
        vera.waitForURL("**/overview");

        page.navigate("/people");
        assertThat(row(page, "vera").locator("td.number")).hasText("1");
        row(page, "vera").locator("select").selectOption("operations");
        row(page, "vera")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Change"))
                .press("Enter");
        assertThat(row(page, "vera").locator("select")).hasValue("operations");
        assertThat(server.bean(People.class).find("vera").orElseThrow().role()).isEqualTo(Role.OPERATIONS);
        // Another role is another session.
        assertThat(row(page, "vera").locator("td.number")).hasText("0");
        row(page, "vera")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Disable"))
                .press("Enter");
        assertThat(row(page, "vera")).hasAttribute("data-off", "yes");

        page.locator("details.new summary").press("Enter");
        page.getByLabel("Name to sign in with").fill("vera");
        button(page, "Add").press("Enter");
        assertThat(page.locator(".notice")).containsText("somebody has that name already");
    }

    @Test
    void aDeviceGetsAKeyAnotherAndNone() {
        var page = browsers.at("/devices", server, "admin");
        page.locator("details.new summary").press("Enter");
        page.getByLabel("Name of the device").fill("gateway-2");
        page.getByLabel("Sensors it may write").fill("co2-*");
        button(page, "Add").press("Enter");
        var first = page.locator(".secret").textContent();
        assertThat(server.bean(DeviceKeys.class).authenticate(first)).isPresent();
        row(page, "gateway-2")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("New key"))
                .press("Enter");
        var second = page.locator(".secret").textContent();
        assertThat(second).isNotEqualTo(first);
        assertThat(row(page, "gateway-2").locator("code")).hasCount(2);
        row(page, "gateway-2")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                .press("Enter");
        assertThat(row(page, "gateway-2")).containsText("revoked");
        assertThat(server.bean(DeviceKeys.class).authenticate(second)).isEmpty();
    }

    @Test
    void nobodyElseMayLookAfterThem() {
        for (var name : new String[] {"security", "operations", "analyst", "resident"}) {
            var page = browsers.mayBeSignedIn(server, name, new Browser.NewContextOptions());
            assertThat(page.navigate("/people").status()).as(name).isEqualTo(403);
            assertThat(page.navigate("/devices").status()).as(name).isEqualTo(403);
        }
    }

    @Test
    void theSiteFileIsCheckedProposedByOneAndDecidedOnByAnother() {
        var page = browsers.signedIn(server, "admin");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Site file"))
                .press("Enter");
        var editor = page.getByLabel("The site file for the next start");
        var whole = editor.inputValue();
        editor.fill(whole.replace("carbon-dioxide", "carbon<b>"));
        button(page, "Check it").press("Enter");
        assertThat(page.locator("#checked")).hasAttribute("data-said", "wrong");
        assertThat(page.locator("#checked tbody tr")).hasCount(2);
        assertThat(page.locator("#checked tbody tr").first()).containsText("carbon<b>");
        assertThat(page.locator("#checked tbody tr").first()).containsText("zones.hall.sensors.co2-1.kind");
        // Whoever is refused keeps what they wrote.
        assertThat(editor).hasValue(java.util.regex.Pattern.compile("carbon<b>"));
        editor.fill(whole);
        button(page, "Check it").press("Enter");
        assertThat(page.locator("#checked")).containsText("what the present site file says");

        propose(page, editor, whole.replaceFirst("Hall", "Great hall & <b>"));
        var mine = page.locator("#proposal-1");
        assertThat(mine).containsText("You proposed it");
        assertThat(mine.locator("button")).hasCount(0);
        var other = browsers.mayBeSignedIn(
                server, "operations", new com.microsoft.playwright.Browser.NewContextOptions().setLocale("fr-FR"));
        other.navigate("/site");
        assertThat(other.locator("#proposal-1 tbody")).containsText("Great hall & <b>");
        decide(other.locator("#proposal-1"), "Approuver");
        assertThat(other.locator("#proposal-1")).containsText("Approuvé par operations");
        assertThat(other.locator("#proposal-1")).containsText("prend effet au prochain démarrage");

        page.navigate("/site");
        propose(page, editor, editor.inputValue().replaceFirst("Great hall", "Small hall"));
        other.navigate("/site");
        decide(other.locator("#proposal-2"), "Refuser");
        assertThat(other.locator("#proposal-2")).containsText("Refusé par operations");
        assertThat(other.getByLabel("Le fichier de site du prochain démarrage"))
                .hasValue(java.util.regex.Pattern.compile("Great hall"));
        assertThat(browsers.signedIn(server, "security").navigate("/site").status())
                .isEqualTo(403);
    }

    private static void propose(Page page, Locator editor, String text) {
        editor.fill(text);
        page.getByLabel("Why, for whoever decides").fill("It was <i>renamed</i>.");
        button(page, "Propose it").press("Enter");
        page.waitForURL("**/site#proposal-*");
    }

    private static void decide(Locator proposal, String how) {
        proposal.locator("textarea").fill("Vu.");
        proposal.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(how))
                .press("Enter");
    }

    private static Locator row(Page page, String name) {
        return page.locator("table.admin tbody tr", new Page.LocatorOptions().setHasText(name));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
