package dev.velocity.replay;

import dev.velocity.history.Bucket;
import dev.velocity.history.Following;
import dev.velocity.history.Latest;
import dev.velocity.history.Minute;
import dev.velocity.history.Readings;
import dev.velocity.platform.Micros;
import dev.velocity.sensor.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Takes scenes of a window, one for all viewers: whoever asks for the moment another has just asked for gets the same
/// one, and a moment a little later costs what came in between. Any thread.
final class Camera {
    private static final int MINUTES = 60;
    /// While it plays, so much of a frame goes into the hours behind it; sensors take turns, so that a thousand of them
    /// do not hold up the clock.
    private static final long NANOS_FOR_HOURS = Duration.ofMillis(60).toNanos();

    private final Tape tape;
    private final Readings readings;
    private final Catalogue catalogue;
    private final Following following;
    private Optional<Scene> last = Optional.empty();
    /// By sensor, the minute up to which its hour is known.
    private final Instant[] hoursAt;
    private final List<NavigableMap<Instant, Minute>> hours;
    /// Whose hour is looked at first.
    private int turn;

    Camera(Tape tape, Readings readings, Catalogue catalogue) {
        this.tape = tape;
        this.readings = readings;
        this.catalogue = catalogue;
        following = readings.following();
        hoursAt = new Instant[catalogue.size()];
        Arrays.fill(hoursAt, Instant.MIN);
        hours = new ArrayList<>(Collections.nCopies(catalogue.size(), Collections.emptyNavigableMap()));
    }

    /// @param patience how old the hours may be, in recorded time; zero when they are all to be of the very minute
    synchronized Scene at(Instant at, Duration patience) {
        if (last.isPresent() && last.get().at().equals(at)) return last.get();
        var latest = following.at(at);
        var scene = new Scene(at, latest, tape.open(at), hours(at, latest, patience));
        last = Optional.of(scene);
        return scene;
    }

    private List<List<Minute>> hours(Instant at, List<Optional<Latest>> latest, Duration patience) {
        var minute = at.truncatedTo(ChronoUnit.MINUTES);
        look(minute, patience);
        var first = minute.minus(Duration.ofMinutes(MINUTES - 1));
        var all = new ArrayList<List<Minute>>(hours.size());
        for (int i = 0; i < hours.size(); i++) {
            var shown = new ArrayList<Minute>();
            hours.get(i)
                    .subMap(first, minute)
                    .forEach((from, range) -> shown.add(
                            new Minute((int) ChronoUnit.MINUTES.between(first, from), range.least(), range.most())));
            latest.get(i)
                    .filter(reading -> !reading.at().isBefore(minute))
                    .ifPresent(reading -> shown.add(new Minute(MINUTES - 1, reading.value(), reading.value())));
            all.add(List.copyOf(shown));
        }
        return all;
    }

    /// Looks at the hours that are older than `patience`: at all of them when there is none.
    private void look(Instant minute, Duration patience) {
        long begun = System.nanoTime();
        int count = hours.size();
        for (int i = 0; i < count; i++) {
            int sensor = (turn + i) % count;
            boolean known = !minute.isBefore(hoursAt[sensor])
                    && Duration.between(hoursAt[sensor], minute).compareTo(patience) < 0;
            if (known) continue;
            if (!patience.isZero() && System.nanoTime() - begun > NANOS_FOR_HOURS) {
                turn = sensor;
                return;
            }
            hours.set(
                    sensor,
                    minutes(readings.series(
                                    catalogue.sensor(sensor).id(),
                                    minute.minus(Duration.ofMinutes(MINUTES - 1)),
                                    minute,
                                    MINUTES - 1)
                            .buckets()));
            hoursAt[sensor] = minute;
        }
    }

    private static NavigableMap<Instant, Minute> minutes(List<Bucket> buckets) {
        var minutes = new TreeMap<Instant, Minute>();
        for (var bucket : buckets)
            minutes.merge(
                    bucket.at().truncatedTo(ChronoUnit.MINUTES),
                    new Minute(0, bucket.least(), bucket.most()),
                    (a, b) -> new Minute(0, Math.min(a.least(), b.least()), Math.max(a.most(), b.most())));
        return minutes;
    }

    /// When the first reading after a moment came, up to `end`; on a recorded site, was taken.
    Optional<Instant> readingAfter(Instant at, Instant end, boolean live) {
        if (live) return readings.arrivalAfter(at).filter(found -> !found.isAfter(end));
        var to = end.plus(1, ChronoUnit.MICROS);
        for (var span = Duration.ofMinutes(1); ; span = span.multipliedBy(8)) {
            var until = at.plus(span).isBefore(to) ? at.plus(span) : to;
            if (!at.isBefore(until)) return Optional.empty();
            var found = Instant.MAX;
            for (var sensor : catalogue.sensors()) {
                var run = readings.run(sensor.id(), at.plus(1, ChronoUnit.MICROS), until, Readings.MOST_POINTS);
                if (run.size() > 0 && Micros.toInstant(run.at(0)).isBefore(found)) found = Micros.toInstant(run.at(0));
            }
            if (found.isBefore(Instant.MAX)) return Optional.of(found);
            if (until.equals(to)) return Optional.empty();
        }
    }

    /// When the last reading before a moment came, from `begin` on.
    Optional<Instant> readingBefore(Instant at, Instant begin, boolean live) {
        if (live) return readings.arrivalBefore(at).filter(found -> !found.isBefore(begin));
        return catalogue.sensors().stream()
                .flatMap(sensor -> readings.lastBefore(sensor.id(), at.minus(1, ChronoUnit.MICROS)).stream())
                .map(Latest::at)
                .filter(found -> !found.isBefore(begin))
                .max(Instant::compareTo);
    }
}
