package dev.velocity.console;

import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Session;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.sensor.Catalogue;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/// The place in three steps: all of it, a zone, a sensor.
@Controller
final class OverviewRoutes {
    private static final int MOST_PAST = 20;

    private final Spoken<OverviewViews> overviews;
    private final Spoken<SensorPageViews> sensorPages;
    private final Spoken<AlertViews> alertViews;
    private final Alerts alerts;
    private final Catalogue catalogue;
    private final Shells shells;
    private final Pages pages;

    OverviewRoutes(
            Spoken<OverviewViews> overviews,
            Spoken<SensorPageViews> sensorPages,
            Spoken<AlertViews> alertViews,
            Alerts alerts,
            Catalogue catalogue,
            Shells shells,
            Pages pages) {
        this.overviews = overviews;
        this.sensorPages = sensorPages;
        this.alertViews = alertViews;
        this.alerts = alerts;
        this.catalogue = catalogue;
        this.shells = shells;
        this.pages = pages;
    }

    /// Each role begins where it can see whether all is well.
    @GetMapping("/")
    ResponseEntity<byte[]> start(Session session) {
        return Pages.see(Permissions.allows(session.person().role(), Action.READ_SENSORS) ? "/overview" : "/home");
    }

    @GetMapping("/overview")
    ResponseEntity<byte[]> overview(Session session, Words words) {
        var shell = shells.around("overview", session, words);
        return pages.page(
                HttpStatus.OK,
                "overview/overview",
                Map.of("shell", shell, "overview", overviews.in(words).overview(session.person())));
    }

    @GetMapping("/zones/{id}")
    ResponseEntity<byte[]> zone(@PathVariable String id, Session session, Words words) {
        var shell = shells.around("overview", session, words);
        var role = session.person().role();
        var zone = overviews.in(words).zone(id, role).orElseThrow(OverviewRoutes::nowhere);
        var open = alerts
                .page(new AlertQuery(
                        role, AlertFilter.OPEN.withZone(Optional.of(id)), Optional.empty(), AlertQuery.MOST))
                .alerts()
                .stream()
                .map(alert -> alertViews.in(words).view(alert, session.person()))
                .toList();
        return pages.page(
                HttpStatus.OK,
                "overview/zone",
                Map.of(
                        "shell", shell,
                        "zone", zone,
                        "runways", overviews.in(words).runways(id),
                        "alerts", open));
    }

    @GetMapping("/sensors/{id}")
    ResponseEntity<byte[]> sensor(@PathVariable String id, Session session, Words words) {
        var shell = shells.around("sensors", session, words);
        int index = catalogue.index(id);
        if (index < 0) throw nowhere();
        var sensor = catalogue.sensors().get(index);
        var past = alerts
                .page(new AlertQuery(
                        session.person().role(),
                        AlertFilter.ALL.withSensor(Optional.of(id)),
                        Optional.empty(),
                        MOST_PAST))
                .alerts()
                .stream()
                .map(alert -> alertViews.in(words).view(alert, session.person()))
                .toList();
        return pages.page(
                HttpStatus.OK,
                "overview/sensor",
                Map.of(
                        "shell", shell,
                        "page", sensorPages.in(words).page(sensor, session.person()),
                        "alerts", past));
    }

    private static ResponseStatusException nowhere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
