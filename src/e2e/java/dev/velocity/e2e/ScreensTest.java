package dev.velocity.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.velocity.access.Role;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Condition;
import dev.velocity.audit.Actor;
import dev.velocity.ingest.ReadingsClient;
import dev.velocity.simulation.DemoSite;
import dev.velocity.simulation.Scenario;
import dev.velocity.simulation.ShelterModel;
import dev.velocity.simulation.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Pictures of every page with an eventful hour behind it, in `target/screens`, to be looked at by people.
class ScreensTest {
    private static final Path PICTURES = Path.of("target", "screens");
    private static final Set<String> ATTENDED = Set.of("exterior-dose-rate", "command-dose-rate", "generator-state");
    private static final Duration STRIDE = Duration.ofSeconds(15);
    private static final Duration PAST = Duration.ofMinutes(75);

    @Test
    void everyPageCanBeLookedAt() throws InterruptedException {
        var clock = new TestClock(PAST.negated());
        try (var server = TestServer.start(DemoSite.text(), clock);
                var client = new ReadingsClient(server.devices(), server.key("simulator", "*"), null);
                var browsers = new Browsers()) {
            server.person("mara", "Mara Lindqvist", Role.OPERATIONS);
            var simulator = anEventfulHour(server, clock, client);
            var going = Thread.ofVirtual().start(() -> simulator.run(Simulator.Pacing.every(Duration.ofMillis(200))));
            for (var theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT))
                for (int width : new int[] {320, 1280, 1920}) look(server, browsers, theme, width);
            going.interrupt();
            going.join();
        }
    }

    private static Simulator anEventfulHour(TestServer server, TestClock clock, ReadingsClient client)
            throws InterruptedException {
        var model = new ShelterModel(7, clock.instant(), DemoSite.site());
        var simulator = new Simulator(model, clock, Simulator.Outlet.through(client));
        var start = clock.instant();
        simulator.schedule(Scenario.LEAK, start.plus(Duration.ofMinutes(12)), Duration.ofMinutes(25));
        simulator.schedule(Scenario.EXTERNAL_CONTAMINATION, start.plus(Duration.ofMinutes(20)), Duration.ofHours(2));
        simulator.schedule(Scenario.POWER_SHORTAGE, start.plus(Duration.ofMinutes(30)), Duration.ofHours(2));
        simulator.schedule(Scenario.FIRE, start.plus(Duration.ofMinutes(58)), Duration.ofMinutes(30));
        // In strides shorter than any sensor's patience: a leap would make the silent ones call.
        for (long stride = 0; stride < PAST.dividedBy(STRIDE); stride++) {
            clock.advance(STRIDE);
            simulator.step();
            if (stride == 285) attend(server);
        }
        return simulator;
    }

    private static void attend(TestServer server) {
        var alerts = server.bean(Alerts.class);
        var mara = new Actor("mara", Role.OPERATIONS.text());
        alerts.page(AlertQuery.open(Role.OPERATIONS)).alerts().stream()
                .filter(alert -> ATTENDED.contains(alert.sensor().text()) && alert.condition() == Condition.PRESENT)
                .forEach(alert -> {
                    alerts.handle(
                            alert.id(),
                            new Command.Comment("Checked with the hand-held meter, which reads the same."),
                            mara,
                            Role.OPERATIONS,
                            OptionalLong.empty(),
                            Optional.empty());
                    alerts.handle(
                            alert.id(),
                            new Command.Acknowledge(),
                            mara,
                            Role.OPERATIONS,
                            OptionalLong.empty(),
                            Optional.empty());
                });
    }

    private static void look(TestServer server, Browsers browsers, ColorScheme theme, int width) {
        var page = browsers.window(
                server,
                new Browser.NewContextOptions().setColorScheme(theme).setViewportSize(width, width < 500 ? 1200 : 900));
        var name = (theme == ColorScheme.DARK ? "night-" : "day-") + width + "-";
        page.navigate("/sign-in");
        shoot(page, name + "sign-in");
        Browsers.signIn(page, "mara");
        page.locator("html[data-live=live]").waitFor();
        shoot(page, name + "board");
        page.locator(".alerts .alert-name a").first().click();
        page.locator("#one").waitFor();
        shoot(page, name + "board-open");
        page.navigate("/alerts/1");
        page.locator("html[data-live=live]").waitFor();
        shoot(page, name + "alert");
        page.navigate("/kpis");
        page.locator("html[data-live=live]").waitFor();
        shoot(page, name + "load");
        page.navigate("/sensors");
        page.locator("html[data-live=live]").waitFor();
        shoot(page, name + "sensors");
        page.context().close();
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
