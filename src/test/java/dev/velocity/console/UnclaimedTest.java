package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.velocity.access.Setup;
import dev.velocity.e2e.Browsers;
import dev.velocity.e2e.Looks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnclaimedTest {
    @TempDir
    private Path directory;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = new RunningServer(directory, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerWithoutAnAdminAnswersTheSetupPageAloneUntilItIsClaimed() {
        var browser = server.browser();
        for (var row : Routes.ROWS) {
            if (row.need() instanceof Need.Nothing || row.need() instanceof Need.Unclaimed) continue;
            var path = row.template().replaceAll("\\{[^}]*}", "1");
            var answer = browser.send(row.method(), path, Map.of("Sec-Fetch-Site", "same-origin"), "");
            if (path.startsWith("/api/")) {
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.body()).contains("\"code\":\"unclaimed\"");
            } else {
                assertThat(answer.header("Location")).as(path).isEqualTo("/setup");
            }
        }
        assertThat(browser.get("/setup").body()).contains("name=\"code\"");
        try (var browsers = new Browsers()) {
            var page = browsers.window(server.address(), new Browser.NewContextOptions().setLocale("fr-FR"));
            Looks.bring(page.context());
            page.navigate("/setup");
            assertThat(Looks.findings(page, List.of("day", "night"))).isEmpty();
            assertThat(browsers.complaints()).isEmpty();
        }
        assertThat(browser.get("/assets/app.css").statusCode()).isEqualTo(200);

        var code = server.bean(Setup.class).newCode().orElseThrow().reveal();
        assertThat(claim(browser, "wrong", RunningServer.PASSWORD).statusCode()).isEqualTo(422);
        var weak = claim(browser, code, "short");
        assertThat(weak.statusCode()).isEqualTo(422);
        assertThat(weak.body()).contains("&lt;b>").doesNotContain("<b>").doesNotContain(code);
        assertThat(claim(browser, code, RunningServer.PASSWORD).header("Location"))
                .isEqualTo("/sign-in");

        assertThat(browser.get("/setup").statusCode()).isEqualTo(404);
        assertThat(claim(browser, code, RunningServer.PASSWORD).statusCode()).isEqualTo(404);
        assertThat(browser.get("/").header("Location")).startsWith("/sign-in");
        browser.form("/sign-in", Map.of("name", "ada", "password", RunningServer.PASSWORD));
        assertThat(browser.get("/api/v1/me").body()).contains("\"role\":\"admin\"");
    }

    private static RunningServer.Answer claim(RunningServer.Browser browser, String code, String password) {
        return browser.form(
                "/setup", Map.of("code", code, "name", "ada", "display", "<b>Ada</b>", "password", password));
    }
}
