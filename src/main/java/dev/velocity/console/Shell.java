package dev.velocity.console;

import dev.velocity.access.Session;
import java.util.List;

/// What stands around a page of somebody signed in, and what its script begins with.
///
/// @param page which page it is: the name of a [Places.Place], or `alert`
/// @param seq the last event the page's words know of; the stream goes on behind it
/// @param now the server's time when the page was made
/// @param timeZone of the site, for the clock
/// @param speed how fast the server's clock runs; 1 unless it is a demonstration
/// @param words those of whoever looks
/// @param counts open alerts by severity, worst first
/// @param places the pages they may open
/// @param idleSeconds how long nobody needs to touch the page before it is signed out
public record Shell(
        Session session,
        Words words,
        String page,
        long seq,
        Moment now,
        String timeZone,
        double speed,
        List<AlertView.Count> counts,
        List<Places.Group> places,
        long idleSeconds) {
    /// Whether they may open the page of that name, so that a link to it leads somewhere.
    public boolean has(String place) {
        return places.stream()
                .flatMap(group -> group.places().stream())
                .anyMatch(one -> one.name().equals(place));
    }
}
