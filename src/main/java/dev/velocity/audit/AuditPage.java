package dev.velocity.audit;

import java.util.List;
import java.util.Optional;

/// A part of what a search of the trail found.
///
/// @param lines newest first; may be fewer than were asked for, or none, and more may follow all the same
/// @param next the number to ask `before` next; empty when the search has come to its end
public record AuditPage(List<Line> lines, Optional<Long> next) {
    public AuditPage {
        lines = List.copyOf(lines);
    }
}
