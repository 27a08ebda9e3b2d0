package dev.velocity.console;

import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts one sensor into words.
final class SensorPageViews {
    private static final Spoken<DateTimeFormatter> DAY = new Spoken<>(
            words -> DateTimeFormatter.ofPattern("d MMMM uuuu", words.language().locale()));

    private final Words words;
    private final Wording wording;
    private final Catalogue catalogue;
    private final SensorViews sensors;
    private final OverviewViews overviews;
    private final AlertViews alerts;
    private final InstantSource clock;

    SensorPageViews(
            Words words,
            Catalogue catalogue,
            SensorViews sensors,
            OverviewViews overviews,
            AlertViews alerts,
            InstantSource clock) {
        this.words = words;
        this.wording = new Wording(words);
        this.catalogue = catalogue;
        this.sensors = sensors;
        this.overviews = overviews;
        this.alerts = alerts;
        this.clock = clock;
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
                sensor.calibrationDue()
                        .map(day -> words.of(
                                sensor.calibrationOverdue(today(sensor))
                                        ? "overview.calibration-was-due"
                                        : "overview.calibration-due",
                                DAY.in(words).format(day)))
                        .orElse(""),
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

    private LocalDate today(Sensor sensor) {
        return catalogue.sites().stream()
                .filter(site -> site.id().equals(sensor.site()))
                .findFirst()
                .map(site -> clock.instant().atZone(site.timeZone()).toLocalDate())
                .orElseThrow();
    }

    private SensorPage.Limit limit(Sensor sensor, Limit limit, Role viewer) {
        var worst = limit.severities().stream().max(Comparator.naturalOrder()).orElse(Severity.LOW);
        var guidance = Shipped.in(words, catalogue.guidance(sensor.id(), limit.name(), worst));
        return new SensorPage.Limit(
                wording.rule(sensor, limit.name()),
                limit.severities().stream()
                        .map(severity -> new SensorPage.Step(
                                severity.text(),
                                wording.mark(severity),
                                wording.limit(sensor, limit, severity),
                                Shipped.in(words, Wording.basis(limit, severity))))
                        .toList(),
                viewer == Role.RESIDENT ? guidance.plain() : guidance,
                guidance.time().map(wording::length).orElse(""));
    }
}
