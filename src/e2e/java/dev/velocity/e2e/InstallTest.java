package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/// As a program on a device of the local network: it can be installed, and says so when the server is away.
class InstallTest {
    @Test
    void whileTheServerIsAwayThePageSaysSoWithWhatWasLastKnownAndItsAge() {
        try (var server = TestServer.start(Sites.hall(2));
                var browsers = new Browsers()) {
            server.reading("co2-1", 25_000);
            var page = browsers.signedIn(server, "operations");
            assertThat(page.locator("#live-state")).hasText("Live");
            page.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
            var manifest = (String) page.evaluate(
                    "() => fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.text())");
            assertThat(manifest).contains("\"start_url\":\"/\"").contains("icon-512.png");
            // The worker has kept the offline page when it is there.
            page.waitForCondition(() ->
                    (Boolean) page.evaluate("() => caches.match('/offline').then((found) => found !== undefined)"));
            int port = server.people().getPort();
            server.stop();
            page.reload();
            assertThat(page.locator("h1")).hasText("No connection to the server");
            assertThat(page.locator("[data-severity-count=critical]")).hasText("1");
            assertThat(page.locator("[data-offline] [data-since]")).not().isEmpty();

            server.startAgain(port);
            assertThat(page.locator(".alerts .alert"))
                    .hasCount(
                            1,
                            new com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions()
                                    .setTimeout(20_000));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                    .click();
            page.waitForURL("**/sign-in");
            assertThat(page.evaluate("() => localStorage.getItem('velocity.last-known')"))
                    .isIn((Object) null, "null");
            assertThat(browsers.complaints()).isEmpty();
        }
    }
}
