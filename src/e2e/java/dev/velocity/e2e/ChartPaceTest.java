package dev.velocity.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A day of readings at one a second moves under the hand: the figures of `artifacts/performance/charts.md`.
@Tag("prove")
class ChartPaceTest {
    private static final long SEED = 11;
    private static final int FRAMES = 180;
    /// What a frame may take at 60 a second.
    private static final double FRAME_MS = 1_000 / 60.0;

    /// Gives the chart one key in each frame, and notes how long it took to draw and how far apart frames were.
    private static final String MOVE = """
            async ([keys, frames]) => {
              const plot = document.querySelector('.chart-plot');
              const drawn = [], apart = [];
              let last = await new Promise(requestAnimationFrame);
              for (let i = 0; i < frames; i++) {
                const begin = performance.now();
                plot.dispatchEvent(new KeyboardEvent('keydown', { key: keys[i % keys.length], bubbles: true }));
                await Promise.resolve();
                await new Promise((done) => queueMicrotask(done));
                drawn.push(performance.now() - begin);
                const now = await new Promise(requestAnimationFrame);
                apart.push(now - last);
                last = now;
              }
              return [...drawn, ...apart];
            }""";

    private record Figures(String what, int points, List<Double> drawn, List<Double> apart) {
        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.1f | %.1f | %.1f | %.1f | %.0f |",
                    what,
                    points,
                    percentile(drawn, 50),
                    percentile(drawn, 95),
                    percentile(apart, 50),
                    percentile(apart, 95),
                    1_000
                            / apart.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .average()
                                    .orElseThrow());
        }
    }

    @Test
    void aDayAtOneReadingASecondIsMovedAndZoomedWithinAFrame() {
        try (var server = TestServer.start(Sites.hall(1));
                var browsers = new Browsers()) {
            var floor = figures(server, browsers, 600);
            var day = figures(server, browsers, 86_400);
            System.out.println("| what | points | drawn p50 ms | p95 ms | frames apart p50 ms | p95 ms | frames/s |");
            System.out.println("|---|--:|--:|--:|--:|--:|--:|");
            floor.forEach(one -> System.out.println(one.row()));
            day.forEach(one -> System.out.println(one.row()));
            for (var one : day)
                assertThat(percentile(one.drawn, 50)).as(one.row()).isLessThan(FRAME_MS);
        }
    }

    private static List<Figures> figures(TestServer server, Browsers browsers, int points) {
        var page = browsers.window(server, new Browser.NewContextOptions().setViewportSize(1440, 900));
        Browsers.signIn(page, "analyst");
        var body = series(points);
        page.route(
                "**/sensors/co2-1/series?*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(body)));
        page.navigate("/sensors/co2-1");
        page.locator(".chart[data-state=drawn]").waitFor();
        var moved = figures(page, "pan, all of it in sight", points, List.of("PageUp", "PageDown"));
        var zoomed = figures(page, "zoom in and out", points, List.of("+", "+", "+", "-", "-", "-"));
        page.context().close();
        return List.of(moved, zoomed);
    }

    private static Figures figures(Page page, String what, int points, List<String> keys) {
        var all = (List<?>) page.evaluate(MOVE, List.of(keys, FRAMES));
        var numbers = all.stream().map(one -> ((Number) one).doubleValue()).toList();
        return new Figures(what, points, numbers.subList(0, FRAMES), numbers.subList(FRAMES, 2 * FRAMES));
    }

    /// A noisy day, each reading a point of its own, as the server would send it.
    private static String series(int points) {
        var random = new Random(SEED);
        long step = 86_400_000L / points;
        long from = 1_770_000_000_000L;
        var text = new StringBuilder(points * 40);
        text.append("{\"sensor\":\"co2-1\",\"name\":\"Carbon dioxide 1\",\"unit\":\"ppm\",\"decimals\":0,\"from\":")
                .append(from)
                .append(",\"to\":")
                .append(from + 86_400_000L)
                .append(",\"width\":0,\"steps\":false,\"states\":{},\"points\":[");
        double value = 800;
        for (int i = 0; i < points; i++) {
            value += random.nextGaussian() * 4 - (value - 800) / 500;
            if (i > 0) text.append(',');
            text.append(
                    String.format(Locale.ROOT, "[%d,%.1f,%.1f,%.1f,0]", from + i * step, value - 2, value, value + 2));
        }
        return text.append("],\"normal\":[400,1000],\"limits\":[{\"at\":1500,\"severity\":\"low\",\"label\":\"LOW\"}],"
                        + "\"episodes\":[],\"comments\":[],\"summary\":\"a day\"}")
                .toString();
    }

    private static double percentile(List<Double> values, int percent) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
