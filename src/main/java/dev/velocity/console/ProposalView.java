package dev.velocity.console;

import java.util.List;

/// A proposal in words and numbers ready to be shown; [ProposalViews] makes it.
///
/// @param title what people call the sensor
/// @param what which limit and step of it: "too high: above 5000 ppm, severity medium"
/// @param proposer what people call them
/// @param state `open`, `approved` or `refused`
/// @param told what became of it, as a sentence
/// @param words what the person said who decided; empty while it waits
/// @param own whether the viewer proposed it, and so cannot decide on it
public record ProposalView(
        long id,
        String title,
        String sensor,
        String what,
        Numbers numbers,
        String reason,
        String proposer,
        Moment proposedAt,
        String state,
        String told,
        String words,
        boolean own) {
    /// What is proposed, and what history says about it.
    ///
    /// @param settings deadband and delays
    /// @param outcomes calls, chatter and time
    /// @param history which history, and what was held sacred in it: a sentence
    public record Numbers(List<Line> settings, List<Line> outcomes, String history) {
        public Numbers {
            settings = List.copyOf(settings);
            outcomes = List.copyOf(outcomes);
        }
    }

    /// One number before and after.
    public record Line(String what, String before, String after) {
        public boolean changed() {
            return !before.equals(after);
        }
    }

    /// What history advises about the limit of an alert.
    ///
    /// @param found whether there is something to propose
    /// @param said the finding as a sentence or two
    /// @param numbers empty lines when nothing was found
    /// @param waiting number of the proposal that waits for this limit already; 0 for none
    public record Advised(String title, String what, boolean found, String said, Numbers numbers, long waiting) {}
}
