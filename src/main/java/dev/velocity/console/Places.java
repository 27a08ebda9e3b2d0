package dev.velocity.console;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import java.util.List;

/// The pages of the command center as the frame around every page lists them. A page that has no route yet, or that the
/// role may not open, is not listed: there are no dead links.
public final class Places {
    private static final List<Group> GROUPS = List.of(
            new Group(
                    "now",
                    List.of(
                            new Place("home", "/home"),
                            new Place("overview", "/overview"),
                            new Place("board", "/board"),
                            new Place("sensors", "/sensors"))),
            new Group(
                    "past",
                    List.of(
                            new Place("timeline", "/timeline"),
                            new Place("replay", "/replay"),
                            new Place("whatif", "/whatif"),
                            new Place("kpis", "/kpis"))),
            new Group(
                    "shift",
                    List.of(
                            new Place("handover", "/handover"),
                            new Place("silences", "/silences"),
                            new Place("proposals", "/proposals"))),
            new Group(
                    "server",
                    List.of(
                            new Place("audit", "/audit"),
                            new Place("people", "/people"),
                            new Place("devices", "/devices"),
                            new Place("displays", "/displays"),
                            new Place("site", "/site"))));

    private final Routes routes;

    Places(Routes routes) {
        this.routes = routes;
    }

    /// A page in the list.
    ///
    /// @param name which page it is, as [Shell#page]; its words are `frame.page.<name>`, its symbol `icon-<name>`
    public record Place(String name, String address) {}

    /// Pages that are looked at for the same reason.
    ///
    /// @param name its words are `frame.group.<name>`
    public record Group(String name, List<Place> places) {
        public Group {
            places = List.copyOf(places);
        }
    }

    /// Those the role may open.
    List<Group> of(Role role) {
        return GROUPS.stream()
                .map(group -> new Group(
                        group.name(),
                        group.places().stream()
                                .filter(place -> opens(place, role))
                                .toList()))
                .filter(group -> !group.places().isEmpty())
                .toList();
    }

    private boolean opens(Place place, Role role) {
        return routes.find("GET", place.address())
                .filter(row -> switch (row.need()) {
                    case Need.May(var action) -> Permissions.allows(role, action);
                    case Need.SignedIn() -> true;
                    case Need.Nothing(), Need.Unclaimed(), Need.Claimed() -> false;
                })
                .isPresent();
    }
}
