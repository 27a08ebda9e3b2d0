package dev.velocity.console;

import dev.velocity.replay.Stretch;
import java.time.Duration;
import java.time.Instant;
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

    private static final Duration AROUND = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofDays(31).minusSeconds(1);

    /// An incident in a list.
    ///
    /// @param first what was raised first
    /// @param length how long it lasted, or has lasted
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
            boolean shaped) {
        public boolean present() {
            return to.isEmpty();
        }

        /// Where it is played again, from ten minutes before to ten minutes after; while it lasts, up to now.
        public String replay() {
            var begin = Instant.parse(from.at()).minus(AROUND);
            var longest = begin.plus(LONGEST);
            var end = to.map(moment -> Instant.parse(moment.at()).plus(AROUND)).orElse(longest);
            return ReplayView.address(new Stretch(begin, end.isAfter(longest) ? longest : end), begin);
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
