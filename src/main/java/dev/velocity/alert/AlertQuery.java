package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.sensor.Severity;
import java.time.Instant;
import java.util.Optional;

/// A part of the list of alerts; worst first, newest first among equals.
///
/// @param viewer only alerts that concern this role
/// @param filter only these
/// @param after go on behind this place, taken from the page before
/// @param most 1 to [#MOST]
public record AlertQuery(Role viewer, AlertFilter filter, Optional<Cursor> after, int most) {
    public static final int MOST = 1_000;

    public AlertQuery {
        if (most < 1 || most > MOST)
            throw new IllegalArgumentException("ask for 1 to " + MOST + " alerts, not " + most);
    }

    /// Everything open that concerns the role.
    public static AlertQuery open(Role viewer) {
        return new AlertQuery(viewer, AlertFilter.OPEN, Optional.empty(), MOST);
    }

    /// Whether an alert is one of those asked for, at an instant; the same question the disk is asked about the past.
    boolean fits(Alert alert, Instant now) {
        return alert.concerns(viewer)
                && filter.fits(alert, now)
                && after.filter(place -> !place.isBefore(alert)).isEmpty();
    }

    /// A place in the order: the last alert of a page.
    public record Cursor(Severity severity, long id) {
        /// The place behind `alert`.
        public static Cursor behind(Alert alert) {
            return new Cursor(alert.severity(), alert.id());
        }

        boolean isBefore(Alert alert) {
            int rank = alert.severity().rank();
            return rank < severity.rank() || (rank == severity.rank() && alert.id() < id);
        }

        /// Reads what [#text] wrote.
        ///
        /// @throws IllegalArgumentException when it is not such a text
        public static Cursor parse(String text) {
            int dash = text.indexOf('-');
            if (dash > 0) {
                for (var severity : Severity.values())
                    if (severity.text().equals(text.substring(0, dash))
                            && text.substring(dash + 1).matches("\\d{1,18}"))
                        return new Cursor(severity, Long.parseLong(text.substring(dash + 1)));
            }
            throw new IllegalArgumentException(
                    "'" + text + "' is not a place in a list: use the one the page before gave");
        }

        public String text() {
            return severity.text() + "-" + id;
        }
    }
}
