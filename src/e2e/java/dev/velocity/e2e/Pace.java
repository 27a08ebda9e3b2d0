package dev.velocity.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the browser itself measures of a page: how soon it was there, how soon it answered, and how far it moved.
///
/// @param paint when the largest thing was painted, in milliseconds
/// @param answer how long the slowest press of anything took to be seen, in milliseconds; 0 when nothing took 16
/// @param shift how far things moved by themselves, as Cumulative Layout Shift counts it
/// @param shifted what moved, when, and from where to where (left, top, width, height in pixels)
public record Pace(double paint, double answer, double shift, List<String> shifted) {
    private static final String WATCH = """
            window.measured = { shift: 0, shifted: [], paint: 0, answer: 0 };
            new PerformanceObserver((list) => list.getEntries().forEach((one) => {
              if (one.hadRecentInput) return;
              measured.shift += one.value;
              const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
              one.sources.forEach((source) => measured.shifted.push(
                  `${one.value.toFixed(4)} at ${Math.round(one.startTime)} ms, last input at`
                  + ` ${Math.round(one.lastInputTime)} ms, ${box(source.previousRect)} to ${box(source.currentRect)}: `
                  + (source.node?.outerHTML?.slice(0, 150) ?? 'text')));
            })).observe({ type: 'layout-shift', buffered: true });
            new PerformanceObserver((list) => list.getEntries().forEach((one) => { measured.paint = one.startTime; }))
                .observe({ type: 'largest-contentful-paint', buffered: true });
            new PerformanceObserver((list) => list.getEntries().forEach((one) => {
              if (one.interactionId) measured.answer = Math.max(measured.answer, one.duration);
            })).observe({ type: 'event', durationThreshold: 16, buffered: true });
            """;

    public Pace {
        shifted = List.copyOf(shifted);
    }

    /// To be called before pages of the context are measured.
    public static void watch(BrowserContext context) {
        context.addInitScript(WATCH);
    }

    /// Since the page was opened.
    public static Pace of(Page page) {
        var measured = (Map<?, ?>) page.evaluate("() => window.measured");
        return new Pace(
                number(measured.get("paint")),
                number(measured.get("answer")),
                number(measured.get("shift")),
                ((List<?>) Objects.requireNonNull(measured.get("shifted"), "shifted"))
                        .stream().map(Objects::toString).toList());
    }

    private static double number(Object measured) {
        return ((Number) measured).doubleValue();
    }
}
