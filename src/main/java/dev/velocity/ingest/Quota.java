package dev.velocity.ingest;

import dev.velocity.platform.Allowance;
import dev.velocity.sensor.Batch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much each device may send, so that one that has gone mad neither fills the disk nor keeps the others waiting.
/// Any thread.
///
/// Its alarms come through all the same: of a batch beyond the quota the readings that decide are kept.
final class Quota {
    private static final Logger LOG = LoggerFactory.getLogger(Quota.class);
    /// A device that was cut off for long has much to tell when it comes back.
    private static final Duration AT_ONCE = Duration.ofSeconds(64);

    private final long bytesPerSecond;
    private final Allowance each;
    private final InstantSource clock;
    private final Map<String, Allowance.Left> left = new HashMap<>();
    /// Who was told of in the log, until they have been quiet for a while.
    private final Set<String> named = new HashSet<>();

    /// @param bytesPerSecond of bodies, for long; 16 KiB or more, so that the largest body fits
    Quota(long bytesPerSecond, InstantSource clock) {
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
        each = new Allowance((double) bytesPerSecond * AT_ONCE.toSeconds(), bytesPerSecond);
    }

    long bytesPerSecond() {
        return bytesPerSecond;
    }

    /// Counts a body and answers zero, or counts nothing and answers how long to wait.
    ///
    /// @param device its id; there are as many as are registered, so none is ever forgotten
    synchronized Duration ask(String device, int bytes) {
        var now = clock.instant();
        var known = left.get(device);
        var has = known == null ? each.whole(now) : known.grown(now);
        var wait = has.until(bytes);
        left.put(device, wait.isZero() ? has.without(bytes) : has);
        if (has.amount() > each.atOnce() / 2) named.remove(device);
        if (!wait.isZero() && named.add(device))
            LOG.warn("device {} sends more than it may, {} KiB/s for long", device, bytesPerSecond >> 10);
        return wait;
    }

    /// Of each sensor the newest reading, the lowest and the highest, in the order they were sent: what raises an alert
    /// of a high or a low limit is among them, and what shows whether it lasts.
    static Batch deciding(Batch batch) {
        var decide = new HashMap<Integer, int[]>();
        for (int i = 0; i < batch.size(); i++) {
            int reading = i;
            var three = decide.computeIfAbsent(batch.sensor(i), _ -> new int[] {reading, reading, reading});
            if (batch.at(i) > batch.at(three[0])) three[0] = i;
            if (batch.value(i) < batch.value(three[1])) three[1] = i;
            if (batch.value(i) > batch.value(three[2])) three[2] = i;
        }
        var kept = decide.values().stream()
                .flatMapToInt(Arrays::stream)
                .distinct()
                .sorted()
                .toArray();
        var deciding = new Batch(kept.length);
        for (int i : kept)
            deciding.add(batch.sensor(i), batch.at(i), batch.value(i), batch.sequence(i), batch.position(i));
        return deciding;
    }
}
