package dev.velocity.console;

import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.alert.AlertChanged;
import dev.velocity.history.Latest;
import dev.velocity.history.Readings;
import dev.velocity.replay.Replay;
import dev.velocity.replay.Scene;
import dev.velocity.replay.Stretch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.TimeBase;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Puts replays and their scenes into words. Any thread.
final class ReplayViews {
    private static final int MOST_ROWS = 200;
    private static final int CHARTS = 3;
    static final int MOST_CHARTS = 6;
    private static final int MOST_HOURS = 24 * 31;
    private static final Duration USUAL = Duration.ofHours(8);
    private static final Pattern SENSOR = Pattern.compile("[A-Za-z0-9._~-]+");
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final Words words;
    private final Catalogue catalogue;
    private final Readings readings;
    private final AlertViews alerts;
    private final SensorViews sensors;

    ReplayViews(Words words, Catalogue catalogue, Readings readings, AlertViews alerts, SensorViews sensors) {
        this.words = words;
        this.catalogue = catalogue;
        this.readings = readings;
        this.alerts = alerts;
        this.sensors = sensors;
    }

    ReplayView view(Replay replay) {
        var window = replay.window();
        return new ReplayView(
                replay.id(),
                window.from().toEpochMilli(),
                window.to().toEpochMilli(),
                replay.cursor().toEpochMilli(),
                moment(replay.cursor()),
                moment(window.from()),
                moment(window.to()),
                replay.pace().text(),
                replay.playing(),
                replay.skipping(),
                replay.loop().map(loop -> loop.from().toEpochMilli()).orElse(0L),
                replay.loop().map(loop -> loop.to().toEpochMilli()).orElse(0L),
                replay.loop()
                        .map(loop -> words.of(
                                "replay.loop.shown",
                                moment(loop.from()).local(),
                                moment(loop.to()).local()))
                        .orElse(""),
                replay.bookmarks().stream()
                        .map(mark -> new ReplayView.Mark(
                                mark.number(),
                                mark.at().toEpochMilli(),
                                moment(mark.at()),
                                mark.note(),
                                alerts.display(mark.by())))
                        .toList(),
                ReplayView.address(window, replay.cursor()),
                replay.viewers(),
                replay.turn());
    }

    /// The board as it was.
    ReplayView.Alerts board(Scene scene, Person viewer) {
        var past = new Sight.Past(scene, catalogue);
        var views = alerts.of(past);
        var open = past.open(viewer.role());
        return new ReplayView.Alerts(
                open.stream()
                        .limit(MOST_ROWS)
                        .map(alert -> views.view(alert, viewer))
                        .toList(),
                Math.max(0, open.size() - MOST_ROWS));
    }

    List<AlertView.Count> counts(Scene scene, Role viewer) {
        return alerts.of(new Sight.Past(scene, catalogue)).counts(viewer);
    }

    /// Every sensor as it was.
    List<SensorView.InZone> zones(Scene scene, Role viewer) {
        return sensors.of(new Sight.Past(scene, catalogue)).zones(viewer);
    }

    /// Where in the window alerts called.
    static List<ReplayView.Tick> ticks(Stretch window, List<AlertChanged> calls) {
        double length = window.length().toMillis();
        return calls.stream()
                .map(call -> new ReplayView.Tick(
                        Math.round(Duration.between(window.from(), call.at()).toMillis() / length * 10_000) / 10.0,
                        call.alert().severity().text()))
                .distinct()
                .toList();
    }

    /// The sensors whose past may be drawn; those chosen, or else those of which most called, or those of the worst
    /// open alerts, or else the first that reported in the window.
    List<ReplayView.Choice> charts(
            Stretch window, List<AlertChanged> calls, ReplayView.Alerts board, List<String> chosen) {
        Set<String> on = new TreeSet<>();
        chosen.stream()
                .filter(id -> catalogue.index(id) >= 0)
                .limit(MOST_CHARTS)
                .forEach(on::add);
        if (on.isEmpty())
            calls.stream()
                    .map(call -> call.alert().sensor().text())
                    .filter(id -> catalogue.index(id) >= 0)
                    .collect(Collectors.groupingBy(id -> id, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .sorted(Comparator.comparingLong((Map.Entry<String, Long> entry) -> entry.getValue())
                            .reversed())
                    .limit(CHARTS)
                    .forEach(entry -> on.add(entry.getKey()));
        if (on.isEmpty())
            board.rows().stream()
                    .map(AlertView::sensor)
                    .filter(id -> catalogue.index(id) >= 0)
                    .distinct()
                    .limit(CHARTS)
                    .forEach(on::add);
        if (on.isEmpty()) firstThatReported(catalogue, readings, window).ifPresent(on::add);
        if (on.isEmpty())
            catalogue.sensors().stream()
                    .limit(1)
                    .forEach(sensor -> on.add(sensor.id().text()));
        return catalogue.sensors().stream()
                .map(sensor -> choice(sensor, on.contains(sensor.id().text())))
                .toList();
    }

    /// Of the sensors with a reading taken in the window, the first of the catalogue.
    static Optional<String> firstThatReported(Catalogue catalogue, Readings readings, Stretch window) {
        return catalogue.sensors().stream()
                .map(Sensor::id)
                .filter(sensor -> readings.lastBefore(sensor, window.to())
                        .filter(last -> !last.at().isBefore(window.from()))
                        .isPresent())
                .map(SensorId::text)
                .findFirst();
    }

    /// The part of an address that says which sensors are drawn.
    static String query(List<String> sensors) {
        return sensors.stream()
                .filter(id -> SENSOR.matcher(id).matches())
                .limit(MOST_CHARTS)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&sensor="), text -> text.isEmpty() ? "" : "?sensor=" + text));
    }

    private ReplayView.Choice choice(Sensor sensor, boolean on) {
        return new ReplayView.Choice(sensor.id().text(), sensor.name(), alerts.place(sensor.site(), sensor.zone()), on);
    }

    /// What the form begins with: what the address says, or else the last hours.
    ///
    /// @param hours that are asked for instead of a window; 0 when a window is, or nothing
    ReplayView.Wanted wanted(String from, String to, String at, int hours, Instant clock) {
        boolean lately = hours > 0 && hours <= MOST_HOURS;
        var end = lately ? Optional.of(now(clock)) : instant(to);
        var begin = lately ? end.map(last -> last.minus(Duration.ofHours(hours))) : instant(from);
        var last = end.orElseGet(() -> now(clock));
        return new ReplayView.Wanted(
                field(begin.orElseGet(() -> last.minus(USUAL))),
                field(last),
                instant(at).map(this::field).orElse(""),
                zone().getId(),
                begin.isPresent() && end.isPresent());
    }

    /// An instant, or a date and time of day where the site is; empty when it is neither.
    Optional<Instant> instant(String text) {
        try {
            return Optional.of(
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : LocalDateTime.parse(text).atZone(zone()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private String field(Instant at) {
        return FIELD.format(at.atZone(zone()).truncatedTo(ChronoUnit.SECONDS));
    }

    /// Of a site whose data is of the past, its newest reading.
    private Instant now(Instant clock) {
        boolean recorded =
                !catalogue.sites().isEmpty() && catalogue.sites().getFirst().timeBase() == TimeBase.RECORDED;
        return recorded
                ? IntStream.range(0, catalogue.size())
                        .mapToObj(readings::latest)
                        .flatMap(Optional::stream)
                        .map(Latest::at)
                        .max(Comparator.naturalOrder())
                        .map(at -> at.plusSeconds(1))
                        .orElse(clock)
                : clock;
    }

    private Moment moment(Instant at) {
        return alerts.moment(site().map(Site::id).orElse(""), at);
    }

    private ZoneId zone() {
        return site().map(Site::timeZone).orElse(ZoneOffset.UTC);
    }

    /// The first; a clock shows one time.
    private Optional<Site> site() {
        return catalogue.sites().stream().findFirst();
    }
}
