package dev.velocity.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Instant;
import java.util.Locale;

/// A sensor's past as a server sends it to a chart, for tests of charts that want more of it than a server would send.
final class Past {
    static final Instant BEGIN = Instant.parse("2026-02-02T00:00:00Z");

    private final StringBuilder points = new StringBuilder();

    /// One reading.
    ///
    /// @param at seconds after [#BEGIN]
    /// @param spread how far its least and its most are from it
    /// @param gap whether no line leads to it
    Past add(long at, double value, double spread, boolean gap) {
        if (!points.isEmpty()) points.append(',');
        points.append(String.format(
                Locale.ROOT,
                "[%d,%.1f,%.1f,%.1f,%d]",
                BEGIN.toEpochMilli() + at * 1_000,
                value - spread,
                value,
                value + spread,
                gap ? 1 : 0));
        return this;
    }

    /// Whatever `co2-1` is asked for, this is the answer.
    ///
    /// @param from the window, in seconds after [#BEGIN]
    /// @param to its end
    void shownOn(Page page, long from, long to) {
        var body = String.format(
                Locale.ROOT, """
                {"sensor":"co2-1","name":"Carbon dioxide 1","unit":"ppm","decimals":0,"from":%d,"to":%d,"width":0,\
                "steps":false,"states":{},"points":[%s],"normal":[400,1000],\
                "limits":[{"at":1500,"severity":"low","label":"LOW"}],"episodes":[],"comments":[],"summary":"a day"}""", BEGIN.toEpochMilli() + from * 1_000, BEGIN.toEpochMilli() + to * 1_000, points);
        page.route(
                "**/sensors/co2-1/series?*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(body)));
        page.navigate("/sensors/co2-1");
        page.locator(".chart[data-state=drawn]").waitFor();
    }
}
