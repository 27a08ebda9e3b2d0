package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Triage;
import dev.velocity.sensor.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Which of the open alerts a board shows; it stands in the board's address. Empty shows everything.
///
/// @param severity its name, or empty
/// @param zone its id, or empty
/// @param triage `new`, `acknowledged`, or empty
public record BoardFilter(String severity, String zone, String triage) {
    static final BoardFilter EVERYTHING = new BoardFilter("", "", "");

    /// What is no severity or triage counts as not said; a zone that is none shows nothing, and the page says why.
    static BoardFilter of(String severity, String zone, String triage) {
        return new BoardFilter(
                Wording.severity(severity).map(Severity::text).orElse(""),
                zone.strip(),
                triage.equals("new") || triage.equals("acknowledged") ? triage : "");
    }

    public boolean isEmpty() {
        return equals(EVERYTHING);
    }

    public BoardFilter withSeverity(String other) {
        return new BoardFilter(other, zone, triage);
    }

    /// Address of the board so filtered.
    public String address() {
        var query = new StringBuilder();
        add(query, "severity", severity);
        add(query, "zone", zone);
        add(query, "triage", triage);
        return "/board" + query;
    }

    AlertQuery query(Role viewer) {
        var chosen = AlertFilter.ALL
                .withSeverities(Wording.severity(severity).map(Set::of).orElse(Set.of()))
                .withTriage(
                        switch (triage) {
                            case "new" -> Set.of(Triage.NEW);
                            case "acknowledged" -> Set.of(Triage.ACKNOWLEDGED);
                            default -> EnumSet.of(Triage.NEW, Triage.ACKNOWLEDGED);
                        })
                .withCover(Optional.of(AlertFilter.Cover.NONE))
                .withZone(Optional.of(zone).filter(text -> !text.isEmpty()));
        return new AlertQuery(viewer, chosen, Optional.empty(), MOST);
    }

    /// A board of more is a flood, and says so.
    static final int MOST = 500;

    private static void add(StringBuilder query, String name, String value) {
        if (value.isEmpty()) return;
        query.append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
