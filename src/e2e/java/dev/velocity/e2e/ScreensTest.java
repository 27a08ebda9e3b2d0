package dev.velocity.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotType;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pictures of every page with an eventful hour behind it, in `artifacts/ux/screenshots`, to be looked at by people.
@Tag("prove")
class ScreensTest {
    private static final Path PICTURES = Path.of("artifacts", "ux", "screenshots");

    /// Whose eyes each is seen with; nobody's where no name stands.
    private static final Map<String, List<String>> PAGES = Map.of(
            "",
            List.of("/sign-in", "/offline"),
            "resident",
            List.of("/home"),
            "admin",
            List.of("/people", "/devices", "/displays", "/site", "/audit"),
            "security",
            List.of("/incidents/1"),
            "mara",
            List.of(
                    "/overview",
                    "/board",
                    "/alerts/1",
                    "/wall",
                    "/zones/command",
                    "/sensors",
                    "/sensors/command-co2",
                    "/timeline",
                    "/kpis",
                    "/handover",
                    "/silences",
                    "/proposals",
                    "/replay",
                    "/whatif"));

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
            var now = clock.instant();
            var running = List.of(
                    // Where the fire has begun, so that there is something to see.
                    Sandbox.replay(server, now.minus(Duration.ofMinutes(15)), now, "mara"),
                    Sandbox.whatIf(server, "exterior-dose-rate", 500, now.minus(Duration.ofHours(1)), now, "mara"));
            var going = Thread.ofVirtual().start(() -> simulator.run(Simulator.Pacing.every(Duration.ofMillis(200))));
            for (var theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT))
                for (int width : new int[] {320, 768, 1440, 3840}) look(server, browsers, running, theme, width);
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

    private static void look(TestServer server, Browsers browsers, List<String> running, ColorScheme theme, int width) {
        PAGES.forEach((person, paths) -> {
            var page = browsers.mayBeSignedIn(
                    server,
                    person,
                    new Browser.NewContextOptions()
                            .setColorScheme(theme)
                            .setReducedMotion(ReducedMotion.REDUCE)
                            .setViewportSize(width, width < 500 ? 640 : 900));
            var more = person.equals("mara") ? running : List.<String>of();
            for (var path : Stream.concat(paths.stream(), more.stream()).toList()) {
                page.navigate(path);
                if (!person.isEmpty()) page.locator("html[data-live=live]").waitFor();
                if (page.locator("#chart").count() > 0)
                    page.locator("#chart[data-state=drawn]").waitFor();
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name(path) + "-" + (theme == ColorScheme.DARK ? "night" : "day") + "-"
                                + width + ".jpg"))
                        .setType(ScreenshotType.JPEG)
                        .setQuality(60));
            }
            page.context().close();
        });
    }

    private static String name(String path) {
        // A replay's id is another one each time.
        return path.substring(1).replaceAll("/[0-9a-f]{24}", "/1").replaceAll("[/?=]", "-");
    }
}
