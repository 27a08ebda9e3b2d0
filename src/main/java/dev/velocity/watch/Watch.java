package dev.velocity.watch;

import dev.velocity.alert.Alerts;
import dev.velocity.history.Inputs;
import dev.velocity.history.Readings;
import dev.velocity.platform.Micros;
import dev.velocity.platform.NotWritten;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Detector;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where readings become alerts: a batch, its journal row, its findings, their alerts and audit
/// lines are one transaction.
///
/// What the rules remember is a cache of the journal. When a unit of work fails, memory may be ahead of the disk,
/// so it is thrown away and built again from the last snapshot and the journal behind it, by the very code that
/// judges live readings.
public final class Watch implements AutoCloseable {
    /// A start reads about so many again at most.
    public static final long READINGS_PER_SNAPSHOT = 2_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long MICROS_PER_SNAPSHOT = 60_000_000;

    private final Catalogue catalogue;
    private final Readings readings;
    private final Alerts alerts;
    private final Writer writer;
    private final InstantSource clock;
    private final Executor background;
    /// One snapshot at a time.
    private final ReentrantLock remembering = new ReentrantLock();
    /// Sensors whose newest reading that was kept from the reserve was a reason to worry. The writer's thread only.
    private final BitSet unsettled = new BitSet();

    private @Nullable Detector detector;
    private long snapshotAt;

    /// @param background writes snapshots, while the caller of [#tick] goes on
    public Watch(
            Catalogue catalogue,
            Readings readings,
            Alerts alerts,
            Writer writer,
            InstantSource clock,
            Executor background) {
        this.catalogue = catalogue;
        this.readings = readings;
        this.alerts = alerts;
        this.writer = writer;
        this.clock = clock;
        this.background = background;
    }

    /// Brings memory up to what is on disk and begins to listen: call once, before the first batch.
    ///
    /// Silence while nobody listened is not held against a sensor, and alerts of limits that are no longer in the
    /// catalogue end.
    public void start() {
        writer.write(tx -> {
            var rules = load(tx);
            long now = now();
            rules.resume(now);
            readings.resume(tx, now);
            alerts.start(tx, rules, Micros.toInstant(now));
            return rules;
        });
        // What the rules now take alerts' word for stands in no journal, so nobody is heard before it is written down.
        snapshot();
    }

    /// Takes a batch; the answer comes when it is on disk. Readings of one batch are all kept or none.
    ///
    /// On a full disk those that a rule may say something of are kept all the same, from the reserve.
    /// The batch is refused unless they were all of it: whoever sends it again later brings the others.
    public CompletableFuture<Receipt> take(Batch batch) {
        return writer.full() ? takeWeighty(batch) : writer.submitBulk(tx -> keep(tx, batch));
    }

    private CompletableFuture<Receipt> takeWeighty(Batch batch) {
        return writer.submit(tx -> {
                    var rules = rules(tx);
                    var weighty = new Batch(batch.size());
                    for (int i = 0; i < batch.size(); i++)
                        if (isWeighty(rules, batch.sensor(i), batch.value(i)))
                            weighty.add(
                                    batch.sensor(i), batch.at(i), batch.value(i), batch.sequence(i), batch.position(i));
                    return weighty.size() == 0 ? Optional.<Receipt>empty() : Optional.of(keep(tx, weighty));
                })
                .thenApply(receipt -> receipt.filter(kept -> kept.size() == batch.size())
                        .orElseThrow(NotWritten.DiskFull::keptForAlerts));
    }

    /// Whether a rule may say something of it, or has said something that it may take back.
    private boolean isWeighty(Detector rules, int index, double value) {
        var sensor = catalogue.sensor(index);
        boolean present = sensor.limits().stream()
                .anyMatch(limit -> rules.verdict(sensor.id(), limit.name()).isPresent());
        if (Weighty.is(sensor, value)) {
            unsettled.set(index);
            return true;
        }
        // The first reading that is as it should be ends what the one before may have begun.
        boolean was = unsettled.get(index);
        unsettled.clear(index);
        return was || present;
    }

    /// Fires the timers that are due, and has a snapshot written when it is time; call a few times a second.
    public void tick() {
        boolean due = writer.write(tx -> {
            var rules = rules(tx);
            long now = now();
            if (rules.due() < now) {
                var found = new ArrayList<Finding>();
                if (rules.tick(now, found::add)) {
                    readings.tick(tx, now);
                    alerts.apply(tx, found, Micros.toInstant(now));
                }
            }
            alerts.tick(tx, Micros.toInstant(now));
            return readings.keptSinceSnapshot() > READINGS_PER_SNAPSHOT
                    || (readings.keptSinceSnapshot() > 0 && now - snapshotAt > MICROS_PER_SNAPSHOT);
        });
        if (due && !remembering.isLocked()) background.execute(this::trySnapshot);
    }

    /// Leaves a snapshot, so that the next start has nothing to read again.
    @Override
    public void close() {
        if (writer.broken() == null) snapshot();
    }

    private Receipt keep(Tx tx, Batch batch) {
        var rules = rules(tx);
        var arrived = readings.begin(tx, batch);
        var found = new ArrayList<Finding>(0);
        Consumer<Finding> out = found::add;
        int duplicates = 0;
        int late = 0;
        int conflicts = 0;
        var conflicting = new int[0];
        for (int i = 0; i < batch.size(); i++) {
            int sensor = batch.sensor(i);
            switch (readings.admit(tx, arrived, sensor, batch.at(i), batch.value(i))) {
                case NEW -> {
                    boolean judged = rules.feed(sensor, batch.at(i), batch.value(i), out);
                    if (!judged) late++;
                    arrived.add(i, !judged);
                }
                case DUPLICATE -> duplicates++;
                case CONFLICT -> {
                    if (conflicts == conflicting.length) conflicting = Arrays.copyOf(conflicting, 2 * conflicts + 4);
                    conflicting[conflicts++] = batch.position(i);
                }
            }
        }
        var now = Micros.toInstant(now());
        readings.append(tx, arrived, now);
        alerts.apply(tx, found, now);
        return new Receipt(arrived.size(), duplicates, late, Arrays.copyOf(conflicting, conflicts));
    }

    /// The one instant of a unit of work: what it journals and what it does to alerts bear the same, so that a replay
    /// finds them together.
    private long now() {
        return Micros.of(clock.instant());
    }

    /// The rules as of the newest journal row; from here on the unit that asked may lead them astray by failing.
    private Detector rules(Tx tx) {
        tx.onRollback(() -> detector = null);
        var rules = detector;
        return rules != null ? rules : load(tx);
    }

    private Detector load(Tx tx) {
        tx.onRollback(() -> detector = null);
        var kept = readings.load(tx);
        var rules = kept.map(bytes -> Detector.restore(catalogue, bytes)).orElseGet(() -> new Detector(catalogue));
        Consumer<Finding> known = _ -> {};
        readings.replay(tx, new Inputs() {
            @Override
            public void reading(int sensor, long at, double value) {
                rules.feed(sensor, at, value, known);
            }

            @Override
            public void tick(long at) {
                rules.tick(at, known);
            }

            @Override
            public void resume(long at) {
                rules.resume(at);
            }
        });
        detector = rules;
        return rules;
    }

    private void snapshot() {
        remembering.lock();
        try {
            readings.snapshot(writer, tx -> {
                snapshotAt = now();
                return rules(tx).snapshot();
            });
        } finally {
            remembering.unlock();
        }
    }

    private void trySnapshot() {
        try {
            snapshot();
        } catch (NotWritten | CancellationException e) {
            LOG.debug("a snapshot was not written: {}", e.getMessage());
        } catch (RuntimeException e) {
            // Nothing is lost by it, but a start reads longer and longer.
            LOG.error("a snapshot failed", e);
        }
    }
}
