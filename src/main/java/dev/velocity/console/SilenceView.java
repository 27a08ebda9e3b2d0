package dev.velocity.console;

import java.util.Map;

/// A silence in words.
///
/// @param what which alerts
/// @param state `active`, `waiting` or `over`
/// @param words the same for people
/// @param when its window: from, to, and how it comes again
public record SilenceView(long id, String what, String state, String words, String when, String owner, String reason) {
    /// What the form of a new silence shows.
    ///
    /// @param said what the person filled in already, by field
    /// @param zones id and name
    /// @param sensors id and name
    /// @param kinds id and name
    public record Form(
            Map<String, String> said,
            Map<String, String> zones,
            Map<String, String> sensors,
            Map<String, String> kinds) {
        public String value(String field) {
            return said.getOrDefault(field, "");
        }

        public boolean has(String field, String value) {
            return value(field).equals(value);
        }
    }
}
