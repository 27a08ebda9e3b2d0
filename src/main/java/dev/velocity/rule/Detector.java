package dev.velocity.rule;

import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.TimeBase;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// Judges readings by the limits of their sensors, in event time, and tells findings. Start here.
///
/// Pure: no clock, no database, no randomness. The same calls in the same order tell the same findings, so live
/// judging and replay are one code. Sensors are named by their index in the catalogue, instants are epoch
/// microseconds: this is the hot path, and a reading in order that changes nothing allocates nothing. One thread at
/// a time.
///
/// On a *live* site time moves by [#tick]; on a *recorded* site it is the newest reading of the site, so [#feed] alone
/// moves it.
public final class Detector implements Verdicts {
    private static final int FORMAT = 1;
    private final Catalogue catalogue;
    private final Machine[] machines;
    private final int[] siteOf;
    private final boolean[] live;
    private final long[] siteTime;
    /// No timer of the site is due before this; may be earlier than the truth, never later.
    private final long[] siteDue;

    public Detector(Catalogue catalogue) {
        this.catalogue = catalogue;
        machines = catalogue.sensors().stream().map(Machine::new).toArray(Machine[]::new);
        int sites = catalogue.sites().size();
        live = new boolean[sites];
        siteTime = new long[sites];
        siteDue = new long[sites];
        Arrays.fill(siteTime, Long.MIN_VALUE);
        Arrays.fill(siteDue, Long.MIN_VALUE);
        siteOf = new int[machines.length];
        var numbers = new IdentityHashMap<Site, Integer>();
        for (int i = 0; i < sites; i++) {
            numbers.put(catalogue.sites().get(i), i);
            live[i] = catalogue.sites().get(i).timeBase() == TimeBase.LIVE;
        }
        for (int i = 0; i < machines.length; i++) {
            var site = numbers.get(catalogue.site(i));
            siteOf[i] = site == null ? 0 : site;
        }
    }

    /// Judges one reading.
    ///
    /// @param sensor index in the catalogue
    /// @param at when it was taken, epoch microseconds; not the instant of an earlier reading of this sensor
    /// @param value in the sensor's unit, within its quantity's natural range
    /// @param out told of each finding, in event order
    /// @return whether it could be judged; false when it came later than the sensor's reorder bound allows
    public boolean feed(int sensor, long at, double value, Consumer<Finding> out) {
        var machine = machines[sensor];
        int site = siteOf[sensor];
        boolean judged = machine.feed(at, value, live[site], out);
        long due = machine.due();
        if (due < siteDue[site]) siteDue[site] = due;
        if (!live[site] && at > siteTime[site]) {
            siteTime[site] = at;
            if (siteDue[site] < at) tickSite(site, at, out);
        }
        return judged;
    }

    /// Fires the timers of live sites that were due before `now`; whether there were any, so that the call must be
    /// remembered.
    public boolean tick(long now, Consumer<Finding> out) {
        boolean any = false;
        for (int site = 0; site < live.length; site++)
            if (live[site] && siteDue[site] < now) any |= tickSite(site, now, out);
        return any;
    }

    /// Fires the timers of the sensors at these indexes alone, whatever their site: for a rehearsal in which only some
    /// sensors have other limits than they had.
    public boolean tick(long now, IntPredicate which, Consumer<Finding> out) {
        boolean any = false;
        for (int i = 0; i < machines.length; i++)
            if (live[siteOf[i]] && which.test(i) && machines[i].due() < now) any |= machines[i].tick(now, out);
        return any;
    }

    /// The earliest instant a timer of those sensors is due; the least long while one of them is not even expected to
    /// report.
    public long due(IntPredicate which) {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < machines.length; i++)
            if (live[siteOf[i]] && which.test(i)) next = Math.min(next, machines[i].due());
        return next;
    }

    /// When the sensor's next timer is due; the least long while it is not even expected to report.
    public long due(int sensor) {
        return machines[sensor].due();
    }

    /// The earliest instant at which [#tick] may have something to do: it has nothing to do at or before it.
    public long due() {
        long next = Long.MAX_VALUE;
        for (int site = 0; site < live.length; site++) if (live[site]) next = Math.min(next, siteDue[site]);
        return next;
    }

    /// Says that nobody listened until `now`: silence before it is not held against any sensor of a live site.
    public void resume(long now) {
        for (int i = 0; i < machines.length; i++) if (live[siteOf[i]]) machines[i].resume(now);
        Arrays.fill(siteDue, Long.MIN_VALUE);
    }

    @Override
    public Optional<Severity> verdict(SensorId sensor, String rule) {
        int index = catalogue.index(sensor.text());
        return index < 0 ? Optional.empty() : machines[index].verdict(rule);
    }

    @Override
    public boolean has(SensorId sensor, String rule) {
        int index = catalogue.index(sensor.text());
        return index >= 0 && machines[index].has(rule);
    }

    @Override
    public void assume(SensorId sensor, String rule, Optional<Severity> severity) {
        int index = catalogue.index(sensor.text());
        if (index < 0) return;
        machines[index].assume(rule, severity);
        siteDue[siteOf[index]] = Long.MIN_VALUE;
    }

    /// Everything this detector remembers, for [#restore]. Made while the writer waits, so nothing is copied twice.
    public byte[] snapshot() {
        var sites = catalogue.sites().stream()
                .map(site -> site.id().getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = 3 * Integer.BYTES;
        for (var site : sites) size += Short.BYTES + site.length + Long.BYTES;
        for (var machine : machines) size += machine.size();
        var out = ByteBuffer.allocate(size);
        out.putInt(FORMAT);
        out.putInt(sites.size());
        for (int i = 0; i < siteTime.length; i++) {
            out.putShort((short) sites.get(i).length).put(sites.get(i));
            out.putLong(siteTime[i]);
        }
        out.putInt(machines.length);
        for (var machine : machines) machine.write(out);
        return out.array();
    }

    /// A detector that remembers what `snapshot` holds of the sensors of this catalogue whose limits are as they
    /// were. Sensors that are new, or whose limits changed, begin anew: tell them of open alerts with [#assume].
    public static Detector restore(Catalogue catalogue, byte[] snapshot) {
        var detector = new Detector(catalogue);
        try (var in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
            int format = in.readInt();
            if (format != FORMAT) return detector;
            for (int sites = in.readInt(); sites > 0; sites--) {
                var id = in.readUTF();
                long time = in.readLong();
                for (int i = 0; i < detector.siteTime.length; i++)
                    if (catalogue.sites().get(i).id().equals(id)) detector.siteTime[i] = time;
            }
            for (int sensors = in.readInt(); sensors > 0; sensors--) {
                int index = catalogue.index(in.readUTF());
                var state = new byte[in.readInt()];
                in.readFully(state);
                if (index < 0) continue;
                var machine = new Machine(catalogue.sensor(index));
                if (machine.read(new DataInputStream(new ByteArrayInputStream(state)), state.length))
                    detector.machines[index] = machine;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the detector's snapshot is damaged", e);
        }
        return detector;
    }

    private boolean tickSite(int site, long now, Consumer<Finding> out) {
        boolean any = false;
        long next = Long.MAX_VALUE;
        for (int i = 0; i < machines.length; i++) {
            if (siteOf[i] != site) continue;
            any |= machines[i].tick(now, out);
            next = Math.min(next, machines[i].due());
        }
        siteDue[site] = next;
        return any;
    }
}
