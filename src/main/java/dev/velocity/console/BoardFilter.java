package dev.velocity.console;

import dev.velocity.access.Role;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Triage;
import dev.velocity.sensor.Severity;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which alerts a board shows; all of it stands in the board's address, as [AlertFilter] writes it. What is not said is
/// everything open that nothing hides.
public record BoardFilter(AlertFilter asked) {
    static final BoardFilter EVERYTHING = new BoardFilter(AlertFilter.ALL);

    /// At once; a board of more that may reach the past says so.
    static final int MOST = 1_000;

    /// What the form of filters offers.
    ///
    /// @param zones id and name
    /// @param kinds id and name
    /// @param roles whose queues the viewer sees
    /// @param hidden how many alerts are hidden, by what hides them
    public record Choices(
            Map<String, String> zones,
            Map<String, String> kinds,
            Map<String, String> roles,
            Map<String, Integer> hidden) {}

    public boolean isEmpty() {
        return asked.equals(AlertFilter.ALL);
    }

    /// The severity it is cut down to; empty for none, or for several.
    public String severity() {
        return asked.severities().size() == 1
                ? asked.severities().iterator().next().text()
                : "";
    }

    public BoardFilter withSeverity(String other) {
        return new BoardFilter(
                asked.withSeverities(Wording.severity(other).map(Set::of).orElse(Set.of())));
    }

    public BoardFilter withZone(String other) {
        return new BoardFilter(asked.withZone(Optional.of(other).filter(text -> !text.isEmpty())));
    }

    /// What a field of the form begins with: the value of that name in the address.
    public String value(String name) {
        return Stream.of(asked.query().split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    public boolean has(Severity severity) {
        return asked.severities().contains(severity);
    }

    /// Address of the board so filtered.
    public String address() {
        return address(asked);
    }

    public static String address(AlertFilter filter) {
        return isNothing(filter) ? "/board" : "/board?" + filter.query();
    }

    /// Address of a board that says just this: `at("cover", "shelf")`.
    public static String at(String name, String value) {
        return address(AlertFilter.read(asked -> asked.equals(name) ? List.of(value) : List.of()));
    }

    private static boolean isNothing(AlertFilter filter) {
        return filter.equals(AlertFilter.ALL);
    }

    /// The alerts it means.
    AlertFilter effective() {
        var open = asked.triage().isEmpty() ? asked.withTriage(EnumSet.of(Triage.NEW, Triage.ACKNOWLEDGED)) : asked;
        boolean hiddenToo = asked.cover().isPresent() || asked.triage().contains(Triage.RESOLVED);
        return hiddenToo ? open : open.withCover(Optional.of(AlertFilter.Cover.NONE));
    }

    /// Whether time alone takes alerts in or out.
    public boolean ages() {
        return asked.older().isPresent() || asked.younger().isPresent();
    }

    AlertQuery query(Role viewer) {
        return new AlertQuery(viewer, effective(), Optional.empty(), MOST);
    }
}
