package dev.velocity.console;

import java.util.List;

/// What became of one command to many alerts.
///
/// @param said how many, in a sentence
public record BulkView(String said, List<Done> results) {
    public BulkView {
        results = List.copyOf(results);
    }

    /// @param outcome `moved`, `refused`, `forbidden`, `overtaken` or `unknown`
    /// @param what the alert in a few words
    /// @param said what became of it
    public record Done(long id, String outcome, String what, String said) {}
}
