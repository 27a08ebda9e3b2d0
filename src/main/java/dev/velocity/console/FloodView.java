package dev.velocity.console;

import java.util.List;

/// More alerts than anybody reads one by one, folded: the first of them, which often names the cause, and the rest by
/// zone and kind with counts.
///
/// @param on whether it is a flood now
/// @param calls how many called in the last ten minutes
/// @param since when the first of them called
/// @param firstOut id of that alert
/// @param first what it is, in a line
/// @param firstSeverity how bad it is
/// @param groups worst first; alerts of each that are not critical
/// @param said the one sentence that is read out when it begins
public record FloodView(
        boolean on,
        int calls,
        Moment since,
        long firstOut,
        String first,
        String firstSeverity,
        List<Group> groups,
        String said) {
    public static final FloodView NONE = new FloodView(false, 0, Moment.NONE, 0, "", "low", List.of(), "");

    public FloodView {
        groups = List.copyOf(groups);
    }

    /// Alerts of one zone and kind.
    ///
    /// @param noun `alert` or `alerts`
    ///
    /// @param address the board that shows them one by one
    public record Group(
            String zone,
            String kind,
            String place,
            String what,
            int count,
            String noun,
            int unacknowledged,
            String severity,
            String mark,
            String address) {}
}
