package dev.velocity.alert;

import dev.velocity.access.Role;
import dev.velocity.sensor.Severity;
import java.util.Optional;
import java.util.Set;

/// Which alerts to show; worst first, newest first among equals.
///
/// @param viewer only alerts that concern this role
/// @param severities only these; all when empty
/// @param triage only these; all when empty
/// @param role only this role's queue
/// @param zone only this zone's
/// @param sensor only this sensor's
/// @param condition only while it is so
/// @param text only alerts whose title, sensor, zone or rule contains it, whatever the case
/// @param after go on behind this place, taken from the page before
/// @param most 1 to 1,000
public record AlertQuery(
        Role viewer,
        Set<Severity> severities,
        Set<Triage> triage,
        Optional<Role> role,
        Optional<String> zone,
        Optional<String> sensor,
        Optional<Condition> condition,
        Optional<String> text,
        Optional<Cursor> after,
        int most) {
    public AlertQuery {
        severities = Set.copyOf(severities);
        triage = Set.copyOf(triage);
        if (most < 1 || most > 1_000) throw new IllegalArgumentException("ask for 1 to 1000 alerts, not " + most);
    }

    /// Everything open that concerns the role.
    public static AlertQuery open(Role viewer) {
        return new AlertQuery(
                viewer,
                Set.of(),
                Set.of(Triage.NEW, Triage.ACKNOWLEDGED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1_000);
    }

    /// A place in the order: the last alert of a page.
    public record Cursor(Severity severity, long id) {
        /// The place behind `alert`.
        public static Cursor behind(Alert alert) {
            return new Cursor(alert.severity(), alert.id());
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
