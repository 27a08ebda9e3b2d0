package dev.velocity.console;

import dev.velocity.sensor.Guidance;
import java.util.List;
import java.util.Optional;

/// Everything about one alert: how it stands, what the viewer may do to it now, the readings around it, and its
/// history.
///
/// @param refused commands of the viewer's role that this state does not allow, each with why
/// @param longestShelf minutes the viewer may shelve it at most; 0 for not at all
/// @param handlers people it can be assigned to
/// @param guidance what to do about it; plainer for residents
/// @param time how long there is before its consequence comes; empty when nobody knows
/// @param mayTune whether the viewer may see what would calm its limit
/// @param replay where its beginning is played again; empty for who may not look at the past
/// @param chart the readings around it, for who may see them
/// @param lines newest first
public record AlertPanel(
        AlertView alert,
        List<Refused> refused,
        long longestShelf,
        List<Handler> handlers,
        Guidance guidance,
        String time,
        boolean mayTune,
        String replay,
        Optional<Chart> chart,
        List<AlertView.Line> lines) {
    public AlertPanel {
        refused = List.copyOf(refused);
        handlers = List.copyOf(handlers);
        lines = List.copyOf(lines);
    }

    /// @param command what its button would say
    public record Refused(String verb, String command, String because) {}

    /// @param name to sign in with
    /// @param display what people call them
    public record Handler(String name, String display, String role) {}

    public boolean offers(String verb) {
        return alert.offers(verb);
    }
}
