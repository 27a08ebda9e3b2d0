package dev.velocity.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A day at one reading a second, of which a chart has a column of pixels for each minute or two.
class ChartTest extends InABrowser {
    private static final int DAY = 86_400;
    private static final int HIGHEST_AT = DAY / 4;
    private static final int GAP_FROM = DAY / 2;
    private static final int GAP_TO = GAP_FROM + 3_600;
    /// More seconds than a column of pixels stands for.
    private static final int NEAR = 150;

    /// What the picture is before a key and right after it, before anything else can come to be.
    private static final String BEFORE_AND_AFTER = """
            async (key) => {
              const plot = document.querySelector('.chart-plot');
              const before = plot.querySelector('canvas').toDataURL();
              plot.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
              await new Promise((done) => queueMicrotask(done));
              return [before, plot.querySelector('canvas').toDataURL()];
            }""";

    /// Shows it so, until the picture has been drawn again.
    private static final String THEME = """
            async (theme) => {
              document.documentElement.dataset.theme = theme;
              for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
            }""";

    /// How much the ink a third of the way down the picture stands out there, as the contrast of WCAG: nothing but a
    /// reading far outside reaches so high. Grids are fainter.
    private static final String CONTRAST = """
            () => {
              const canvas = document.querySelector('.chart-plot canvas');
              const paper = document.createElement('canvas');
              paper.width = canvas.width;
              paper.height = 1;
              const ground = paper.getContext('2d', { willReadFrequently: true });
              ground.fillStyle = getComputedStyle(document.querySelector('.chart-plot')).backgroundColor;
              ground.fillRect(0, 0, canvas.width, 1);
              const light = ([r, g, b]) =>
                [r, g, b]
                  .map((one) => one / 255)
                  .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
                  .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
              const bare = light(ground.getImageData(0, 0, 1, 1).data);
              ground.drawImage(canvas, 0, -Math.round(canvas.height / 3));
              const middle = ground.getImageData(canvas.width / 8, 0, canvas.width / 4, 1).data;
              let most = 1;
              for (let at = 0; at < middle.length; at += 4) {
                const here = light(middle.subarray(at, at + 3));
                most = Math.max(most, (Math.max(here, bare) + 0.05) / (Math.min(here, bare) + 0.05));
              }
              return most;
            }""";

    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(1));
    }

    @Test
    void thePictureMovesAtOnceAndNotOnlyWhenTheServerHasAnswered() {
        var page = chart();
        for (var key : new String[] {"PageUp", "PageDown", "+", "-"}) {
            var pictures = (List<?>) page.evaluate(BEFORE_AND_AFTER, key);
            assertThat(pictures.getLast()).as(key).isNotEqualTo(pictures.getFirst());
        }
    }

    @Test
    void ofManyReadingsInOneColumnTheLeastAndTheMostAreSeen() {
        var page = chart();
        point(page, HIGHEST_AT);
        page.locator(".chart-plot").focus();
        // The reading may lie in the column before or after the one that is read nearest to it.
        var near = read(page, "ArrowLeft") + read(page, "ArrowRight") + read(page, "ArrowRight");
        assertThat(near).containsPattern("Carbon dioxide 1: 8\\d\\d\u00a0ppm \\(798\u00a0ppm to 5002\u00a0ppm\\)");
        assertThat(page.locator("[data-keys=range]")).isVisible();
    }

    @Test
    void oneReadingFarOutsideAmongManyCannotBeOverlooked() {
        var page = chart();
        for (var theme : new String[] {"night", "day"})
            for (int width : new int[] {320, 1440}) {
                page.setViewportSize(width, 900);
                page.evaluate(THEME, theme);
                var contrast = ((Number) page.evaluate(CONTRAST)).doubleValue();
                assertThat(contrast).as(theme + " " + width).isGreaterThan(3);
            }
    }

    @Test
    void whereNothingWasReadNothingIsDrawn() {
        var page = chart();
        point(page, (GAP_FROM + GAP_TO) / 2);
        assertThat(readout(page)).containsText("Carbon dioxide 1: no readings");
        point(page, GAP_TO + NEAR);
        assertThat(readout(page)).containsText("Carbon dioxide 1: 800\u00a0ppm (798\u00a0ppm to 802\u00a0ppm)");
    }

    @Test
    void closeEnoughEachReadingIsAPointOfItsOwn() {
        var page = chart();
        point(page, HIGHEST_AT);
        page.locator(".chart-plot").focus();
        for (int i = 0; i < 8; i++) page.keyboard().press("+");
        // Two minutes and a half to both sides of the column that was pointed to; the answers for the eight windows
        // come while it is read, and do not lead away from there.
        var said = read(page, "Home");
        for (int i = 0; i < 2 * NEAR && !said.contains(": 5000\u00a0ppm"); i++) said = read(page, "ArrowRight");
        assertThat(said).contains("2026-02-02 06:00:00 UTC", ": 5000\u00a0ppm (4998\u00a0ppm to 5002\u00a0ppm)");
    }

    private static Page chart() {
        var past = new Past();
        for (int at = 0; at < DAY; at++) {
            if (at > GAP_FROM && at < GAP_TO) continue;
            past.add(at, at == HIGHEST_AT ? 5_000 : 800, 2, at == GAP_TO);
        }
        var page =
                browsers.mayBeSignedIn(server, "analyst", new Browser.NewContextOptions().setViewportSize(1440, 900));
        past.shownOn(page, 0, DAY);
        return page;
    }

    private static Locator readout(Page page) {
        return page.locator(".chart [data-readout]");
    }

    /// What is said after a key.
    private static String read(Page page, String key) {
        page.keyboard().press(key);
        return page.locator(".chart [data-said]").textContent();
    }

    /// @param at seconds after the window's beginning
    private static void point(Page page, long at) {
        BoundingBox over = page.locator(".chart .u-over").boundingBox();
        page.mouse().move(over.x + over.width * at / DAY, over.y + over.height / 2);
    }
}
