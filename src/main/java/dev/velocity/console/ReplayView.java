package dev.velocity.console;

import dev.velocity.replay.Stretch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A replay ready to be shown: by the template on first paint, by the script as the stream tells how it goes on.
/// Numbers are epoch milliseconds.
///
/// @param at the moment that is shown
/// @param pace as addresses say it
/// @param loopFrom where the loop begins; 0 when there is none
/// @param loop the same in words; empty when there is none
/// @param address where the same window opens again at the same moment, for everybody
public record ReplayView(
        String id,
        long from,
        long to,
        long cursor,
        Moment at,
        Moment begins,
        Moment ends,
        String pace,
        boolean playing,
        boolean skipping,
        long loopFrom,
        long loopTo,
        String loop,
        List<Mark> marks,
        String address,
        int viewers,
        long turn) {
    public ReplayView {
        marks = List.copyOf(marks);
    }

    /// A bookmark.
    public record Mark(int number, long cursor, Moment at, String note, String by) {}

    /// A call of an alert, where it lies in the window.
    ///
    /// @param place in thousandths of the window
    public record Tick(double place, String severity) {}

    /// A sensor whose past may be drawn.
    public record Choice(String id, String name, String zone, boolean on) {}

    /// Alerts as they stood.
    ///
    /// @param more how many are not in `rows`
    public record Alerts(List<AlertView> rows, int more) {}

    /// What the form for a new window begins with.
    ///
    /// @param from as a field for a date and a time of day has it, where the site is
    /// @param at the moment shown first; empty for the beginning
    /// @param now whether the window was chosen already, so that the replay can open at once
    public record Wanted(String from, String to, String at, String zone, boolean now) {}

    /// Where a window opens as a replay.
    ///
    /// @param at the moment shown first
    static String address(Stretch window, Instant at) {
        return "/replay?from=" + second(window.from()) + "&to="
                + second(window.to().plusMillis(999)) + "&at=" + second(at);
    }

    private static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
