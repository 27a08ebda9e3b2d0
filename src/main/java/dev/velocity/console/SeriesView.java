package dev.velocity.console;

import java.util.List;
import java.util.Map;

/// A sensor's past for `web/ts/chart.ts` to draw. Instants are epoch milliseconds, values in the sensor's unit.
///
/// @param unit as people write it
/// @param decimals as many as a value deserves
/// @param from what is covered: begins here
/// @param to and ends here
/// @param width of a bucket; 0 when each reading is a point of its own
/// @param steps whether a value holds until the next one, as a contact's does
/// @param states words for the values, where they are states and not amounts
/// @param points instant, least, mean, most, and 1 where no line leads to, each; oldest first
/// @param normal least and most of the normal band; a missing end is open, so empty means there is none
/// @param limits that can be drawn
/// @param episodes spans of the sensor's alerts
/// @param comments what people wrote to those alerts
/// @param summary the same for who does not see it
record SeriesView(
        String sensor,
        String name,
        String unit,
        int decimals,
        long from,
        long to,
        long width,
        boolean steps,
        Map<Integer, String> states,
        List<double[]> points,
        List<Double> normal,
        List<Limit> limits,
        List<Episode> episodes,
        List<Comment> comments,
        String summary) {

    record Limit(double at, String severity, String label) {}

    /// @param text who wrote what
    record Comment(long at, String text) {}

    /// @param to when it went; the end of the chart while it is there
    record Episode(long from, long to, String severity, String title, String address) {}
}
