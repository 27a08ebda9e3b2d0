package dev.velocity.console;

import java.util.List;
import java.util.Optional;

/// An incident ready to be shown.
///
/// @param line what is told of it everywhere
/// @param episodes by the time they were raised
/// @param withheld episodes that do not concern the viewer
/// @param people who did something about it
/// @param sequence all that happened
/// @param shapings what people merged and split
/// @param near other incidents of about the same time, which it may be merged with
/// @param review what was written about it
/// @param mayReview whether the viewer may write, merge and split
public record IncidentView(
        Line line,
        List<Episode> episodes,
        int withheld,
        List<String> people,
        List<AlertView.Line> sequence,
        List<Shaping> shapings,
        List<Line> near,
        Review review,
        boolean mayReview) {

    /// An incident in a list.
    ///
    /// @param first what was raised first
    /// @param length how long it lasted, or has lasted
    /// @param replay where it is played again
    public record Line(
            long id,
            String severity,
            String mark,
            String first,
            String places,
            Moment from,
            Optional<Moment> to,
            String length,
            int episodes,
            int calls,
            boolean shaped,
            String replay) {
        public boolean present() {
            return to.isEmpty();
        }
    }

    public record Episode(
            long id,
            long alert,
            String severity,
            String mark,
            String headline,
            String place,
            Moment from,
            String length,
            boolean first) {}

    /// @param what was done, in words
    public record Shaping(String by, Moment at, String what, String reason) {}

    /// @param seen number of the writing that is shown
    /// @param by who wrote it; empty when nobody has
    public record Review(
            long seen, String happened, String why, String well, String actions, String by, Optional<Moment> at) {
        public boolean written() {
            return at.isPresent();
        }
    }
}
