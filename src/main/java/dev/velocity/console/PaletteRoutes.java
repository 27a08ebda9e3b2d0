package dev.velocity.console;

import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.sensor.Catalogue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What Ctrl+K finds besides the pages of the menu, which the script knows: open alerts, zones and sensors.
@RestController
final class PaletteRoutes {
    private static final int MOST = 20;

    private final Alerts alerts;
    private final Catalogue catalogue;
    private final Spoken<AlertViews> views;

    PaletteRoutes(Alerts alerts, Catalogue catalogue, Spoken<AlertViews> views) {
        this.alerts = alerts;
        this.catalogue = catalogue;
        this.views = views;
    }

    /// @param title what it is called
    /// @param hint what it is, and where
    /// @param href its page
    record Place(String title, String hint, String href) {}

    /// Places whose title or hint has every word of the text, alerts first.
    @GetMapping(path = "/palette", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Place> find(@RequestParam(defaultValue = "") String text, Session session, Words words) {
        var wanted = List.of(text.strip().toLowerCase(words.language().locale()).split("\\s+", -1));
        var role = session.person().role();
        return Stream.of(alerts(role, words), zones(role, words), sensors(role, words))
                .flatMap(places -> places)
                .filter(place -> wanted.stream()
                        .allMatch((place.title() + " " + place.hint())
                                .toLowerCase(words.language().locale())::contains))
                .limit(MOST)
                .toList();
    }

    private Stream<Place> alerts(Role role, Words words) {
        var speaking = views.in(words);
        var wording = new Wording(words);
        return alerts.page(AlertQuery.open(role)).alerts().stream()
                .map(alert -> new Place(
                        speaking.headline(alert.source()),
                        words.of(
                                "palette.alert",
                                wording.severity(alert.severity()),
                                speaking.place(alert.source().site(), alert.zone())),
                        "/alerts/" + alert.id()));
    }

    private Stream<Place> zones(Role role, Words words) {
        if (!Permissions.allows(role, Action.READ_SENSORS)) return Stream.empty();
        return catalogue.sites().stream()
                .flatMap(site -> site.zones().stream()
                        .map(zone ->
                                new Place(zone.name(), words.of("palette.zone", site.name()), "/zones/" + zone.id())));
    }

    private Stream<Place> sensors(Role role, Words words) {
        if (!Permissions.allows(role, Action.READ_SENSORS)) return Stream.empty();
        var wording = new Wording(words);
        return catalogue.sensors().stream()
                .map(sensor -> new Place(
                        sensor.name(),
                        words.of(
                                "palette.sensor",
                                wording.kind(sensor.kind()),
                                views.in(words).place(sensor.site(), sensor.zone()),
                                sensor.id().text().toLowerCase(Locale.ROOT)),
                        "/sensors/" + sensor.id().text()));
    }
}
