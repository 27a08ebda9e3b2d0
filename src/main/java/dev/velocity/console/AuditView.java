package dev.velocity.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A part of the trail, ready to be shown.
///
/// @param asked what the fields of the search say
/// @param next address of the lines before these; empty at the end
/// @param query of a file of the same search
/// @param all whether the viewer may read everything, and so have it as a file
public record AuditView(
        Map<String, String> asked, List<Line> lines, String next, String query, State state, boolean all) {
    public record Line(long seq, Moment at, String actor, String role, String action, String object, String detail) {}

    /// @param result `whole`, `broken` or `unknown`
    /// @param checking said while a check is under way; else empty
    public record State(String result, String found, String checking, Optional<Moment> at, String signed) {}

    public String field(String name) {
        return Optional.ofNullable(asked.get(name)).orElse("");
    }
}
