package dev.velocity.console;

import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts one sensor into words.
final class SensorPageViews {
    private final Words words;
    private final Wording wording;
    private final Catalogue catalogue;
    private final SensorViews sensors;
    private final OverviewViews overviews;
    private final AlertViews alerts;

    SensorPageViews(Words words, Catalogue catalogue, SensorViews sensors, OverviewViews overviews, AlertViews alerts) {
        this.words = words;
        this.wording = new Wording(words);
        this.catalogue = catalogue;
        this.sensors = sensors;
        this.overviews = overviews;
        this.alerts = alerts;
    }

    SensorPage page(Sensor sensor, Person viewer) {
        return new SensorPage(
                sensors.sensors(viewer.role()).stream()
                        .filter(view -> view.id().equals(sensor.id().text()))
                        .findFirst()
                        .orElseThrow(),
                wording.kind(sensor.kind()),
                sensor.zone(),
                alerts.place(sensor.site(), sensor.zone()),
                words.of(
                        "overview.span",
                        wording.bound(sensor.quantity(), sensor.spanLeast()),
                        wording.bound(sensor.quantity(), sensor.spanMost())),
                sensor.period().isZero() ? "" : wording.length(sensor.period()),
                Stream.concat(Stream.of(sensor.owner()), sensor.informed().stream())
                        .distinct()
                        .map(wording::role)
                        .collect(Collectors.joining(", ")),
                overviews.runways(sensor.zone()).stream()
                        .filter(runway -> runway.sensor().equals(sensor.id().text()))
                        .findFirst(),
                sensor.limits().stream()
                        .map(limit -> limit(sensor, limit, viewer.role()))
                        .toList());
    }

    private SensorPage.Limit limit(Sensor sensor, Limit limit, Role viewer) {
        var worst = limit.severities().stream().max(Comparator.naturalOrder()).orElse(Severity.LOW);
        var guidance = catalogue.guidance(sensor.id(), limit.name(), worst);
        return new SensorPage.Limit(
                wording.rule(sensor, limit.name()),
                limit.severities().stream()
                        .map(severity -> new SensorPage.Step(
                                severity.text(),
                                wording.mark(severity),
                                wording.limit(sensor, limit, severity),
                                Wording.basis(limit, severity)))
                        .toList(),
                viewer == Role.RESIDENT ? guidance.plain() : guidance,
                guidance.time().map(wording::length).orElse(""));
    }
}
