package dev.velocity.alert;

import java.util.List;
import java.util.Optional;

/// A part of a list of alerts.
///
/// @param alerts in the list's order
/// @param next where the list goes on; empty at its end
public record AlertPage(List<Alert> alerts, Optional<AlertQuery.Cursor> next) {
    public AlertPage {
        alerts = List.copyOf(alerts);
    }
}
