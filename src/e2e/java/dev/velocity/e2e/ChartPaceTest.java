package dev.velocity.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A day of readings at one a second moves under the hand: the figures of `artifacts/performance/charts.md`.
@Tag("prove")
class ChartPaceTest {
    private static final long SEED = 11;
    private static final int DAY = 86_400;
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
            var day = figures(server, browsers, DAY);
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
        day(points).shownOn(page, DAY / 2, DAY + DAY / 2);
        var moved = figures(page, "pan by half a day", points, List.of("PageUp", "PageDown", "PageDown", "PageUp"));
        var zoomed = figures(page, "zoom in and out", points, List.of("+", "+", "+", "-", "-", "-"));
        page.context().close();
        return List.of(moved, zoomed);
    }

    private static Figures figures(Page page, String what, int points, List<String> keys) {
        var all = (List<?>) page.evaluate(MOVE, List.of(keys, FRAMES));
        var numbers = all.stream().map(one -> ((Number) one).doubleValue()).toList();
        return new Figures(what, points, numbers.subList(0, FRAMES), numbers.subList(FRAMES, 2 * FRAMES));
    }

    /// Two noisy days, so that a window of one always is full wherever it moves by half its width.
    ///
    /// @param points in a day
    private static Past day(int points) {
        var random = new Random(SEED);
        var past = new Past();
        double value = 800;
        for (int i = 0; i < 2 * points; i++) {
            value += random.nextGaussian() * 4 - (value - 800) / 500;
            past.add((long) i * DAY / points, value, 2, false);
        }
        return past;
    }

    private static double percentile(List<Double> values, int percent) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
