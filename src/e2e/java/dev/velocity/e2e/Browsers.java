package dev.velocity.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A real browser for tests: Debian's Chromium, or the one `VELOCITY_BROWSER` names. For one thread.
public final class Browsers implements AutoCloseable {
    static {
        // What a page is to become, it becomes; how soon is for the tests that measure it.
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
    }

    /// What a browser does beside its pages and no test needs. The first two are pages of its own that it loads
    /// for the address field of every window, at a second or two of processor each; the others are what Playwright
    /// says, whose flag this one takes the place of.
    public static final String WITHOUT = "--disable-features="
            + String.join(
                    ",",
                    "WebUIOmniboxPopup",
                    "WebUIOmniboxAimPopup",
                    "AvoidUnnecessaryBeforeUnloadCheckSync",
                    "BoundaryEventDispatchTracksNodeRemoval",
                    "DestroyProfileOnBrowserClose",
                    "DialMediaRouteProvider",
                    "GlobalMediaControls",
                    "HttpsUpgrades",
                    "LensOverlay",
                    "MediaRouter",
                    "PaintHolding",
                    "ThirdPartyStoragePartitioning",
                    "BlockOriginHeaderModificationOnRedirect",
                    "Translate",
                    "OptimizationHints");

    private static final List<String> FLAGS = List.of(
            WITHOUT,
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(FLAGS));
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private static Path executable() {
        return Optional.ofNullable(System.getenv("VELOCITY_BROWSER"))
                .map(Path::of)
                .filter(Files::isExecutable)
                .orElse(Path.of("/usr/bin/chromium"));
    }

    /// A browser window of somebody of their own: nothing is shared with other windows.
    public Page window(TestServer server) {
        return window(server, new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT));
    }

    public Page window(TestServer server, Browser.NewContextOptions options) {
        return window(server.people(), options);
    }

    public Page window(URI people, Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setBaseURL(people.toString()));
        context.setDefaultTimeout(10_000);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") && !isOfTheNetwork(message.text())) complaints.add(message.text());
        });
        context.onWebError(error -> complaints.add(error.error()));
        return context.newPage();
    }

    /// A window of somebody who is signed in; on the board.
    public Page signedIn(TestServer server, String name) {
        return at("/board", server, name);
    }

    public Page signedIn(TestServer server, String name, Browser.NewContextOptions options) {
        var page = mayBeSignedIn(server, name, options);
        page.navigate("/board");
        return page;
    }

    /// The same, at this path.
    public Page at(String path, TestServer server, String name) {
        var page = mayBeSignedIn(server, name, new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate(path);
        return page;
    }

    /// A window of somebody who has signed in already; nowhere yet.
    ///
    /// @param name empty for nobody
    public Page mayBeSignedIn(TestServer server, String name, Browser.NewContextOptions options) {
        var page = window(server, options);
        if (!name.isEmpty())
            page.context()
                    .addCookies(List.of(new Cookie("sid", server.token(name).reveal())
                            .setUrl(server.people().toString())));
        return page;
    }

    /// By the form, as people do.
    public static void signIn(Page page, String name) {
        page.navigate("/sign-in");
        page.locator("#name").fill(name);
        page.locator("#password").fill(TestServer.PASSWORD);
        page.locator("main button").click();
        page.waitForURL(address -> !address.contains("sign-in"));
        if (!page.url().endsWith("/board")) page.navigate("/board");
    }

    /// Requests that a test answers itself are left alone first: one that came while its window closes would be
    /// answered
    /// into nothing, and that is an error.
    public void closeWindows() {
        for (var context : List.copyOf(browser.contexts())) {
            context.pages().forEach(Page::unrouteAll);
            context.close();
        }
    }

    /// What broke the content policy or threw in a page since this was last asked.
    public List<String> complaints() {
        var since = List.copyOf(complaints);
        complaints.clear();
        return since;
    }

    /// A refused command or a stopped server is told by the browser too; the tests are about what the page makes of it.
    private static boolean isOfTheNetwork(String text) {
        return text.startsWith("Failed to load resource") || text.contains("net::ERR_");
    }

    @Override
    public void close() {
        playwright.close();
    }
}
