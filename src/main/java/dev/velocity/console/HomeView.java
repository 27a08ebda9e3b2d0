package dev.velocity.console;

import java.util.List;

/// What residents need: whether they are safe, what to do, and what is being done.
///
/// @param state `safe`, `care` or `danger`
/// @param verdict the same in one sentence
/// @param handled whether somebody sees to something that asks nothing of them, in a sentence; else empty
/// @param tasks what to do, the most urgent first
/// @param reports what the person reported
/// @param kinds what can be reported
/// @param zones where
public record HomeView(
        String state,
        String verdict,
        String handled,
        List<Task> tasks,
        List<Report> reports,
        List<Choice> kinds,
        List<Choice> zones) {
    /// @param what to do, in plain words
    /// @param where names of zones
    /// @param done what is being done about it
    public record Task(String severity, String what, String where, String done) {}

    public record Report(String kind, String zone, Moment at, String state) {}

    /// @param value as the form sends it
    public record Choice(String value, String name) {}
}
