package dev.velocity.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What is wrong with how a page looks, at widths and in both themes, without loading it again for each.
///
/// Rules of accessibility by axe; nothing beside the window; what is pressed is as large as fingers are.
public final class Looks {
    /// What a theme can break, and a width cannot.
    private static final String OF_COLOUR = "color-contrast";

    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /// What else depends on where things are, and not only on which of them are to be seen.
    private static final List<String> OF_PLACE = List.of("target-size", "scrollable-region-focusable");

    /// What other words can break: the rest is about the page's build, which is the same in every language.
    private static final List<String> OF_WORDS = List.of(
            "aria-command-name",
            "aria-dialog-name",
            "aria-input-field-name",
            "aria-meter-name",
            "aria-progressbar-name",
            "aria-toggle-field-name",
            "aria-tooltip-name",
            "button-name",
            "document-title",
            "empty-heading",
            "empty-table-header",
            "html-has-lang",
            "html-lang-valid",
            "image-alt",
            "input-button-name",
            "label",
            "label-title-only",
            "landmark-unique",
            "link-in-text-block",
            "link-name",
            "role-img-alt",
            "select-name",
            "summary-name",
            "svg-img-alt",
            "valid-lang");

    /// Where a width shows and hides what the width before did, only rules of place and colour can find otherwise.
    private static final String RULES = """
            async ([theme, tags, ofPlace, ofColour, colour, ofWords]) => {
              document.documentElement.dataset.theme = theme;
              // Colours that fade are measured when they have.
              for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
              const seen = [...document.body.querySelectorAll('*')].map((one) =>
                  one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ? 1 : 0).join('');
              const again = seen === window.seenByLooks;
              window.seenByLooks = seen;
              const few = colour ? [...ofPlace, ofColour] : ofPlace;
              const rules = again
                  ? { runOnly: few, preload: false }
                  : ofWords.length > 0 ? { runOnly: [...ofWords, ...few], preload: false }
                  : { runOnly: tags, rules: { [ofColour]: { enabled: colour } } };
              const found = await axe.run(document, { ...rules, resultTypes: ['violations'], iframes: false });
              return found.violations.map((rule) => rule.id + ': ' + rule.help + ' '
                  + rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | '));
            }
            """;

    /// What ends beside the window and is not cut off by something that scrolls for itself.
    private static final String BESIDE = """
            () => document.documentElement.scrollWidth <= innerWidth ? [] : ['wider than the window: '
                + [...document.querySelectorAll('body *')]
                    .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
                    .slice(0, 5).map((one) => one.outerHTML.slice(0, 120)).join(' | ')]
            """;

    private static final String SMALL = """
            (least) => [...document.querySelectorAll(
                "button, summary, select, textarea, input:not([type=checkbox], [type=radio], [type=hidden]),"
                + " label:has(> [type=checkbox], > [type=radio]), nav a, a.button")]
                .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
                    && !one.closest('.sr, .skip'))
                .map((one) => [one, one.getBoundingClientRect()])
                .filter(([one, box]) => box.height < least - 0.1 || box.width < 24)
                .slice(0, 5)
                .map(([one, box]) => `${Math.round(box.width)} × ${Math.round(box.height)} px: `
                    + one.outerHTML.slice(0, 120))
            """;

    /// px; where fingers press, and where a pointer does.
    private static final int FINGER = 44;

    private static final int POINTER = 24;

    /// px; a phone, a tablet, a desk, a wall.
    private static final int[] WIDTHS = {320, 768, 1440, 3840};

    private static final int DESK = 1024;

    private Looks() {}

    /// To be called for a context whose pages are to be looked at.
    public static void bring(BrowserContext context) {
        context.addInitScript(AXE);
    }

    /// All that is wrong with the page that is open: each rule at each width, those of colour once for each theme.
    ///
    /// @param themes `day` and `night`, in the order in which widths have them
    public static List<String> findings(Page page, List<String> themes) {
        return findings(page, themes, List.of());
    }

    /// What the other language can break of a page whose build has been looked at in the first.
    static List<String> findingsOfWords(Page page, List<String> themes) {
        return findings(page, themes, OF_WORDS);
    }

    private static List<String> findings(Page page, List<String> themes, List<String> ofWords) {
        var findings = new ArrayList<String>();
        for (int i = 0; i < WIDTHS.length; i++) {
            int width = WIDTHS[i];
            if (page.viewportSize().width != width) page.setViewportSize(width, 900);
            var found = new ArrayList<String>(rules(page, themes.get(i / 2), i % 2 == 0, ofWords));
            found.addAll(strings(page.evaluate(BESIDE)));
            found.addAll(strings(page.evaluate(SMALL, width < DESK ? FINGER : POINTER)));
            for (var one : found) findings.add("at " + width + " px: " + one);
        }
        return findings;
    }

    /// By the rules alone, as the window is.
    static List<String> findings(Page page) {
        return rules(page, "night", true, List.of());
    }

    private static List<String> rules(Page page, String theme, boolean ofColour, List<String> ofWords) {
        return strings(page.evaluate(RULES, List.of(theme, TAGS, OF_PLACE, OF_COLOUR, ofColour, ofWords))).stream()
                .map(found -> theme + ": " + found)
                .toList();
    }

    private static List<String> strings(Object found) {
        return ((List<?>) found).stream().map(Objects::toString).toList();
    }

    private static final String AXE = axe();

    private static String axe() {
        try (var script = Looks.class.getResourceAsStream("/axe.min.js")) {
            return new String(
                    Objects.requireNonNull(script, "axe.min.js, of axe-core").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
