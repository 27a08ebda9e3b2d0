package dev.velocity.console;

import java.util.List;

/// An alert in words and numbers ready to be shown: by templates on first paint, by the script when the stream
/// brings it. So there is one place that puts them into words, [AlertViews].
///
/// @param version the version these words are of; a command carries it
/// @param severity `critical`, `high`, `medium` or `low`, the worst while the alert is open
/// @param mark the same in at most four letters, beside its symbol
/// @param title what people call the sensor
/// @param rule what is wrong with it: "too high"
/// @param zone id of the zone, as filters use it
/// @param place what people call the zone, with the site's name where there are several
/// @param value with unit, as it was when the verdict last changed
/// @param now with unit, the sensor's latest reading; the same as `value` for who may not read sensors
/// @param limit which limit it passed: "above 5000 ppm"; may be empty
/// @param basis why the limit stands where it does; may be empty
/// @param since when the condition came
/// @param triage `new`, `acknowledged` or `resolved`
/// @param present whether the condition is there now
/// @param condition the same in words
/// @param attended who has it, in words: "UNACK", "With Ana", "Resolved by Ana"
/// @param times how often it came, when more than once; else empty
/// @param kind catalogue kind of the sensor
/// @param owner whose queue it is in and who is to handle it: "operations, Ana"
/// @param cover what hides its calls, in words; empty when nothing does
/// @param marks what else to know: "back in the queue", "comes and goes"; may be empty
/// @param verbs the commands the viewer may give it as it stands, by [dev.velocity.alert.Verb#text], with spaces
/// between
/// @param shown whether the viewer's board, as it is filtered, has it
public record AlertView(
        long id,
        long version,
        String severity,
        String mark,
        String title,
        String sensor,
        String rule,
        String zone,
        String place,
        String value,
        String now,
        String limit,
        String basis,
        Moment since,
        String triage,
        boolean present,
        String condition,
        String attended,
        String times,
        String kind,
        String owner,
        String cover,
        String marks,
        String verbs,
        boolean shown) {
    /// The row the script copies and fills.
    public static final AlertView BLANK = new AlertView(
            0,
            0,
            "low",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            Moment.NONE,
            "new",
            true,
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            true);

    /// Whether the viewer may give it this command as it stands.
    public boolean offers(String verb) {
        return (" " + verbs + " ").contains(" " + verb + " ");
    }

    /// One line of an alert's history.
    ///
    /// @param what what was done, as a sentence's end: "acknowledged it"
    /// @param words what the person said; may be empty
    /// @param person whether a person did it, and not the condition or the server
    public record Line(long seq, Moment at, String who, String what, String words, boolean person) {
        public static final Line BLANK = new Line(0, Moment.NONE, "", "", "", true);
    }

    /// The latest reading of a sensor with an open alert.
    record Now(String sensor, String value) {}

    /// What the stream adds to an event for pages.
    record Told(AlertView alert, Line line) {}

    /// @param severity as [AlertView#severity]
    /// @param unacknowledged nobody has these
    /// @param acknowledged somebody does
    public record Count(String severity, String mark, int unacknowledged, int acknowledged) {
        public int all() {
            return unacknowledged + acknowledged;
        }

        public static int all(List<Count> counts) {
            return counts.stream().mapToInt(Count::all).sum();
        }
    }
}
