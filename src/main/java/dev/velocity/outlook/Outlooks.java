package dev.velocity.outlook;

import dev.velocity.history.Readings;
import dev.velocity.outlook.Outlook.Course;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.TimeBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// How long air, water, fuel and charge last at this rate. Start here. Any thread.
///
/// What was worked out is given again for 15 s, whoever asks: every screen asks the same, and a trend of an hour does
/// not change in a moment.
public final class Outlooks {
    private static final long GOOD_FOR_NANOS = 15_000_000_000L;

    private final Catalogue catalogue;
    private final Readings readings;
    private final InstantSource clock;
    private final ReentrantLock reckoning = new ReentrantLock();
    private volatile Known known = new Known(List.of(), System.nanoTime() - GOOD_FOR_NANOS, false);

    public Outlooks(Catalogue catalogue, Readings readings, InstantSource clock) {
        this.catalogue = catalogue;
        this.readings = readings;
        this.clock = clock;
    }

    /// @param at by the clock that only runs forward
    /// @param any whether this was ever worked out
    private record Known(List<Outlook> outlooks, long at, boolean any) {}

    /// Every sensor whose trend leads somewhere, worst first: what is reached soonest, then what nobody can tell, then
    /// what is calm.
    public List<Outlook> all() {
        var last = known;
        if (last.any() && System.nanoTime() - last.at() < GOOD_FOR_NANOS) return last.outlooks();
        // One works it out; the others meanwhile have what there was.
        if (last.any() && !reckoning.tryLock()) return last.outlooks();
        if (!reckoning.isHeldByCurrentThread()) reckoning.lock();
        try {
            if (known.at() == last.at()) known = new Known(reckon(), System.nanoTime(), true);
            return known.outlooks();
        } finally {
            reckoning.unlock();
        }
    }

    /// The same of one zone.
    public List<Outlook> of(String zone) {
        return all().stream()
                .filter(outlook -> outlook.sensor().zone().equals(zone))
                .toList();
    }

    public Optional<Outlook> of(SensorId sensor) {
        return all().stream()
                .filter(outlook -> outlook.sensor().id().equals(sensor))
                .findFirst();
    }

    private List<Outlook> reckon() {
        var found = new ArrayList<Outlook>();
        for (int i = 0; i < catalogue.size(); i++) {
            int index = i;
            var sensor = catalogue.sensor(i);
            Reckoning.window(sensor).ifPresent(window -> found.add(reckon(index, sensor, window)));
        }
        found.sort(WORST_FIRST);
        return List.copyOf(found);
    }

    private Outlook reckon(int index, Sensor sensor, Duration window) {
        var now = now(index);
        return Reckoning.of(
                sensor, readings.series(sensor.id(), now.minus(window), now.plusNanos(1_000), Reckoning.POINTS), now);
    }

    /// Of recorded data, now is the newest reading.
    private Instant now(int index) {
        var live = clock.instant();
        if (catalogue.site(index).timeBase() == TimeBase.LIVE) return live;
        return readings.latest(index).map(latest -> latest.at()).orElse(live);
    }

    static final Comparator<Outlook> WORST_FIRST = Comparator.comparing(Outlooks::soonest)
            .thenComparing(outlook -> outlook.sensor().id());

    /// Beyond every time there is, in the order of how much it should worry.
    private static Duration soonest(Outlook outlook) {
        return switch (outlook.course()) {
            case Course.Reaches reaches -> reaches.in();
            case Course.CannotTell(var why, var _) ->
                switch (why) {
                    case BEYOND -> Duration.ZERO;
                    case STALE, UNTRUSTED -> Duration.ofDays(100_000);
                    case TURNING, NOISY -> Duration.ofDays(100_001);
                    case TOO_FEW -> Duration.ofDays(100_002);
                    case STEADY, AWAY -> Duration.ofDays(100_003);
                };
        };
    }
}
