package dev.velocity.console;

import java.util.List;

/// What a sheet shows.
public final class ShiftView {
    private ShiftView() {}

    public record Part(String title, List<AlertView> alerts) {
        public Part {
            alerts = List.copyOf(alerts);
        }
    }

    /// A note, or a handover that was signed.
    ///
    /// @param place where to read it; empty for a note
    public record Line(String place, String who, Moment at, String text) {}
}
