package dev.velocity.console;

import java.util.List;

/// More alerts than anybody reads one by one, folded: the first of them, which often names the cause, and the rest by
/// zone and kind with counts.
///
/// @param on whether it is a flood now
/// @param words how many called in the last ten minutes, and since when, as a sentence
/// @param since when the first of them called
/// @param firstOut id of that alert
/// @param first what it is, in a line
/// @param firstSeverity how bad it is
/// @param groups worst first; alerts of each that are not critical
/// @param said the one sentence that is read out when it begins
public record FloodView(
        boolean on,
        String words,
        Moment since,
        long firstOut,
        String first,
        String firstSeverity,
        List<Group> groups,
        String said) {
    public static final FloodView NONE = new FloodView(false, "", Moment.NONE, 0, "", "low", List.of(), "");

    public FloodView {
        groups = List.copyOf(groups);
    }

    /// Alerts of one zone and kind.
    ///
    /// @param what how many of which kind, in words
    /// @param unacknowledged how many nobody has, in words
    /// @param address the board that shows them one by one
    public record Group(
            String zone,
            String kind,
            String place,
            String what,
            int count,
            String unacknowledged,
            String severity,
            String mark,
            String address) {}
}
