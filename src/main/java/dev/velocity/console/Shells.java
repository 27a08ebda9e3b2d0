package dev.velocity.console;

import dev.velocity.access.Session;
import dev.velocity.access.Sessions;
import dev.velocity.alert.Alerts;
import dev.velocity.platform.Settings;
import dev.velocity.sensor.Catalogue;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Makes what stands around a page.
final class Shells {
    private final Alerts alerts;
    private final Spoken<AlertViews> views;
    private final Catalogue catalogue;
    private final Settings settings;
    private final InstantSource clock;
    private final Places places;

    Shells(
            Alerts alerts,
            Spoken<AlertViews> views,
            Catalogue catalogue,
            Settings settings,
            InstantSource clock,
            Places places) {
        this.alerts = alerts;
        this.views = views;
        this.catalogue = catalogue;
        this.settings = settings;
        this.clock = clock;
        this.places = places;
    }

    /// Call it before anything else of the page is read: what happens after is repeated by the stream, not lost.
    Shell around(String page, Session session, Words words) {
        long seq = alerts.newestEvent();
        var now = clock.instant();
        var zone = zone();
        var role = session.person().role();
        return new Shell(
                session,
                words,
                page,
                seq,
                Moment.of(now, zone, now, words),
                zone.getId(),
                settings.speed(),
                views.in(words).counts(role),
                places.of(role),
                Sessions.IDLE.toSeconds());
    }

    /// Of the first site; a wall clock shows one time.
    private ZoneId zone() {
        return catalogue.sites().isEmpty()
                ? ZoneOffset.UTC
                : catalogue.sites().getFirst().timeZone();
    }
}
