package dev.velocity.rule;

import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// All limits of one sensor and what is known of it.
///
/// Two states are held: `current`, which has seen everything, and `settled`, which has seen only what no in-bound
/// reading can precede any more. Between them lies the window: the readings not settled yet, by instant, and the
/// verdicts they gave. A reading in order only steps `current`. One that arrives out of order, but within the
/// bound, goes to its place in the window; `current` is made again from `settled` and the verdicts that came out
/// differently are told as findings that take the old ones back. So no rule waits for late readings, and none is
/// judged out of order.
///
/// So that readings in order are not judged twice, `ahead` keeps what `current` was somewhere in the window:
/// `settled` becomes that, unless a reading has come before it since.
final class Machine {
    /// Most readings in the window, whatever the bound: a sensor that sends faster gets a shorter bound, not more
    /// memory.
    private static final int MOST_IN_WINDOW = 4_096;

    private static final int WINDOW_BEFORE_SETTLING = 32;
    /// How many readings are judged twice when they come evenly; a few more than none, because they never quite do.
    private static final int MARGIN = 4;

    private final Sensor sensor;
    private final Track[] tracks;
    private final int[] bases;
    /// Places of the tracks that have timers. Few have, and asking all of them took a third of the writer's time.
    private final int[] timed;
    private final int lateness;
    private final int silence;
    private final long bound;
    /// Limits, period and bound as text: a state is only worth keeping for the limits it was made by.
    private final String shape;

    private long[] current;
    private long[] settled;
    private long[] scratch;
    private long[] ahead;
    /// When the next timers of these two are due.
    private long currentDue;

    private long settledDue;
    private double settledValue;
    private double lastValue;

    private long[] times = new long[WINDOW_BEFORE_SETTLING];
    private double[] values = new double[WINDOW_BEFORE_SETTLING];
    private int from;
    private int to;
    private int settleAt = WINDOW_BEFORE_SETTLING;
    private int lookAt = WINDOW_BEFORE_SETTLING - MARGIN;

    /// Readings of the window that `ahead` has seen; 0 when it means nothing.
    private int aheadSeen;

    private long aheadAt;
    private long aheadDue;
    private double aheadValue;
    /// What had been said by then.
    private int aheadSaid;

    private final List<Said> said = new ArrayList<>();
    private final Track.Emit keep = (track, at, verdict, value) -> said.add(new Said(track, at, verdict, value));
    /// What settling meets again of what was said.
    private int verdicts;

    private final Track.Emit count = (track, at, verdict, value) -> verdicts++;
    /// Newest reading; the least long when there is none.
    private long newest = Long.MIN_VALUE;
    /// Timers before this instant have fired.
    private long advancedTo = Long.MIN_VALUE;
    /// Readings before this instant can have no place in the window any more.
    private long closedBefore = Long.MIN_VALUE;

    private record Said(Track track, long at, long verdict, double value) {}

    Machine(Sensor sensor) {
        this.sensor = sensor;
        tracks = sensor.limits().stream().map(limit -> Track.of(sensor, limit)).toArray(Track[]::new);
        bases = new int[tracks.length];
        int width = 0;
        int lateAt = -1;
        int silenceAt = -1;
        for (int i = 0; i < tracks.length; i++) {
            bases[i] = width;
            width += tracks[i].width();
            if (tracks[i] instanceof Track.Lateness) lateAt = i;
            if (tracks[i] instanceof Track.Silence) silenceAt = i;
        }
        timed = IntStream.range(0, tracks.length).filter(i -> tracks[i].timed()).toArray();
        lateness = lateAt;
        silence = silenceAt;
        bound = Track.micros(sensor.reorder());
        current = new long[width];
        settled = new long[width];
        scratch = new long[width];
        ahead = new long[width];
        timers();
        shape = Integer.toHexString(sensor.limits().toString().hashCode()) + "/" + sensor.period() + "/"
                + sensor.reorder() + "/" + sensor.spanLeast() + ".." + sensor.spanMost() + "/" + width;
    }

    Sensor sensor() {
        return sensor;
    }

    /// Judges a reading; false when it came too late to be judged.
    boolean feed(long at, double value, boolean live, Consumer<Finding> out) {
        if (newest != Long.MIN_VALUE && (at < newest - bound || at < closedBefore)) {
            if (live && lateness >= 0 && tracks[lateness] instanceof Track.Lateness late)
                late.late(current, bases[lateness], newest, value, tell(out));
            return false;
        }
        if (lateness >= 0 && current[bases[lateness] + Track.VERDICT] != 0)
            tracks[lateness].reading(current, bases[lateness], at, value, tell(out));
        if (at > newest && at >= advancedTo) {
            append(at, value);
            int before = said.size();
            currentDue = step(current, currentDue, lastValue, at, value, keep);
            lastValue = value;
            newest = at;
            advancedTo = at;
            if (aheadSeen == 0 && to - from >= lookAt) lookAhead();
            for (int i = before; i < said.size(); i++) out.accept(finding(said.get(i), 0));
        } else {
            insert(at, value);
            if (at < aheadAt) aheadSeen = 0;
            newest = Math.max(newest, at);
            advancedTo = Math.max(advancedTo, newest);
            again(out);
        }
        if (to - from >= settleAt) settle();
        return true;
    }

    /// Fires the timers that were due before `now`; whether there were any.
    boolean tick(long now, Consumer<Finding> out) {
        if (silence >= 0 && tracks[silence] instanceof Track.Silence quiet && !quiet.expects(current, bases[silence])) {
            quiet.expect(current, bases[silence], now);
            quiet.expect(settled, bases[silence], now);
            timers();
            advancedTo = Math.max(advancedTo, now);
            return true;
        }
        if (due() >= now) return false;
        int before = said.size();
        advance(current, lastValue, now, keep);
        currentDue = due(current);
        advancedTo = Math.max(advancedTo, now);
        for (int i = before; i < said.size(); i++) out.accept(finding(said.get(i), 0));
        return true;
    }

    /// When the next timer is due; the least long while the sensor is not even expected to report yet.
    long due() {
        if (silence >= 0 && tracks[silence] instanceof Track.Silence quiet && !quiet.expects(current, bases[silence]))
            return Long.MIN_VALUE;
        return currentDue;
    }

    /// Nobody listened until `now`, so silence before it is not the sensor's fault.
    void resume(long now) {
        if (silence < 0 || !(tracks[silence] instanceof Track.Silence quiet)) return;
        if (current[bases[silence] + Track.VERDICT] != 0) return;
        if (!said.isEmpty()) close();
        quiet.expect(current, bases[silence], now);
        quiet.expect(settled, bases[silence], now);
        timers();
    }

    /// What the rule named `rule` says now; empty also when there is no such rule.
    Optional<Severity> verdict(String rule) {
        int i = track(rule);
        return i < 0 ? Optional.empty() : severity(current[bases[i] + Track.VERDICT]);
    }

    boolean has(String rule) {
        return track(rule) >= 0;
    }

    /// Takes `severity` for what the rule says, because an alert is open that says so.
    void assume(String rule, Optional<Severity> severity) {
        int i = track(rule);
        if (i < 0) return;
        close();
        long verdict = severity.map(Track::code).orElse(0L);
        tracks[i].assume(current, bases[i], verdict);
        tracks[i].assume(settled, bases[i], verdict);
        timers();
    }

    /// How many bytes [#write] writes.
    int size() {
        return Short.BYTES + sensor.id().text().length() + Integer.BYTES + stateSize();
    }

    private int stateSize() {
        return Short.BYTES
                + shape.length()
                + Long.BYTES * (5 + settled.length + current.length + 2 * (to - from))
                + 2 * Integer.BYTES
                + (Integer.BYTES + 3 * Long.BYTES) * said.size();
    }

    /// The sensor's id, how many bytes follow, and what [#read] reads.
    void write(ByteBuffer out) {
        text(out, sensor.id().text());
        out.putInt(stateSize());
        text(out, shape);
        out.putLong(newest);
        out.putLong(advancedTo);
        out.putLong(closedBefore);
        out.putDouble(settledValue);
        out.putDouble(lastValue);
        for (long cell : settled) out.putLong(cell);
        for (long cell : current) out.putLong(cell);
        out.putInt(to - from);
        for (int i = from; i < to; i++) {
            out.putLong(times[i]);
            out.putDouble(values[i]);
        }
        out.putInt(said.size());
        for (var one : said) {
            out.putInt(Arrays.asList(tracks).indexOf(one.track()));
            out.putLong(one.at());
            out.putLong(one.verdict());
            out.putDouble(one.value());
        }
    }

    /// Both have no letters but those of ASCII.
    private static void text(ByteBuffer out, String text) {
        out.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Reads what [#write] wrote into this new machine; false, with the machine as new, when the sensor's limits have
    /// changed since.
    boolean read(DataInput in, int length) throws IOException {
        if (!in.readUTF().equals(shape)) return false;
        newest = in.readLong();
        advancedTo = in.readLong();
        closedBefore = in.readLong();
        settledValue = in.readDouble();
        lastValue = in.readDouble();
        for (int i = 0; i < settled.length; i++) settled[i] = in.readLong();
        for (int i = 0; i < current.length; i++) current[i] = in.readLong();
        timers();
        from = 0;
        to = in.readInt();
        if (to < 0 || to > length) throw new IOException("a window of " + to + " readings cannot be");
        times = new long[Math.max(to, WINDOW_BEFORE_SETTLING)];
        values = new double[times.length];
        for (int i = 0; i < to; i++) {
            times[i] = in.readLong();
            values[i] = in.readDouble();
        }
        settleAt = Math.max(WINDOW_BEFORE_SETTLING, 2 * to);
        int verdicts = in.readInt();
        for (int i = 0; i < verdicts; i++)
            said.add(new Said(tracks[in.readInt()], in.readLong(), in.readLong(), in.readDouble()));
        return true;
    }

    private Track.Emit tell(Consumer<Finding> out) {
        return (track, at, verdict, value) -> out.accept(finding(new Said(track, at, verdict, value), 0));
    }

    /// Steps `cells` over one reading: first the timers due before it, then the reading; when the next of its timers
    /// is due.
    ///
    /// @param due when the next of those timers is due
    /// @param last the value before
    private long step(long[] cells, long due, double last, long at, double value, Track.Emit emit) {
        if (due < at) advance(cells, last, at, emit);
        long next = Track.NEVER;
        for (int i = 0; i < tracks.length; i++)
            if (i != lateness) next = Math.min(next, tracks[i].reading(cells, bases[i], at, value, emit));
        return next;
    }

    private void advance(long[] cells, double last, long now, Track.Emit emit) {
        for (long due; (due = due(cells)) < now; )
            for (int i : timed)
                if (tracks[i].due(cells, bases[i]) == due) tracks[i].fire(cells, bases[i], due, last, emit);
    }

    private long due(long[] cells) {
        long next = Track.NEVER;
        for (int i : timed) next = Math.min(next, tracks[i].due(cells, bases[i]));
        return next;
    }

    private void timers() {
        currentDue = due(current);
        settledDue = due(settled);
        aheadSeen = 0;
    }

    /// Makes `current` again from `settled` and the window, and tells what came out differently.
    private void again(Consumer<Finding> out) {
        var before = List.copyOf(said);
        said.clear();
        System.arraycopy(settled, 0, scratch, 0, settled.length);
        if (lateness >= 0)
            System.arraycopy(current, bases[lateness], scratch, bases[lateness], tracks[lateness].width());
        double last = settledValue;
        long due = due(scratch);
        for (int i = from; i < to; i++) {
            due = step(scratch, due, last, times[i], values[i], keep);
            last = values[i];
        }
        advance(scratch, last, advancedTo, keep);
        lastValue = last;
        var old = current;
        current = scratch;
        currentDue = due(current);
        scratch = old;
        var findings = new ArrayList<Finding>();
        for (var track : tracks) findings.addAll(differences(track, of(track, before), of(track, said)));
        findings.sort(Comparator.comparing(Finding::at));
        findings.forEach(out);
    }

    private List<Finding> differences(Track track, List<Said> before, List<Said> after) {
        int same = 0;
        while (same < before.size() && same < after.size() && before.get(same).equals(after.get(same))) same++;
        int takesBack = before.size() - same;
        var findings = new ArrayList<Finding>();
        for (int i = same; i < after.size(); i++) findings.add(finding(after.get(i), i == same ? takesBack : 0));
        if (takesBack > 0 && findings.isEmpty()) {
            var wrong = before.get(same);
            long standing = same > 0 ? before.get(same - 1).verdict() : settled[base(track) + Track.VERDICT];
            findings.add(new Finding.Withdrawn(
                    sensor.id(),
                    track.limit.name(),
                    severity(standing),
                    instant(wrong.at()),
                    wrong.value(),
                    takesBack));
        }
        return findings;
    }

    private static List<Said> of(Track track, List<Said> all) {
        return all.stream().filter(one -> one.track() == track).toList();
    }

    private Finding finding(Said one, int takesBack) {
        var rule = one.track().limit.name();
        var at = instant(one.at());
        return severity(one.verdict())
                .<Finding>map(severity -> new Finding.Raised(sensor.id(), rule, severity, at, one.value(), takesBack))
                .orElseGet(() -> new Finding.Cleared(sensor.id(), rule, at, one.value(), takesBack));
    }

    /// Lets `settled` see all of the window that no in-bound reading can precede any more.
    private void settle() {
        long before = newest - bound;
        if (to - from >= MOST_IN_WINDOW) before = Math.max(before, times[(from + to) / 2]);
        closedBefore = Math.max(closedBefore, before);
        verdicts = 0;
        if (aheadSeen > 0 && aheadAt < before) settleAhead();
        aheadSeen = 0;
        while (from < to && times[from] < before) {
            settledDue = step(settled, settledDue, settledValue, times[from], values[from], count);
            settledValue = values[from++];
        }
        if (verdicts > 0) said.subList(0, verdicts).clear();
        int left = to - from;
        settleAt = Math.min(MOST_IN_WINDOW, 2 * left + WINDOW_BEFORE_SETTLING);
        // As many readings as are left now will be left then.
        lookAt = settleAt - left - MARGIN;
    }

    private void lookAhead() {
        System.arraycopy(current, 0, ahead, 0, current.length);
        aheadSeen = to - from;
        aheadAt = newest;
        aheadDue = currentDue;
        aheadValue = lastValue;
        aheadSaid = said.size();
    }

    private void settleAhead() {
        // Lateness stands outside the window.
        if (lateness >= 0) System.arraycopy(settled, bases[lateness], ahead, bases[lateness], tracks[lateness].width());
        var old = settled;
        settled = ahead;
        ahead = old;
        settledDue = aheadDue;
        settledValue = aheadValue;
        from += aheadSeen;
        verdicts = aheadSaid;
    }

    /// Settles everything: what was said so far can no longer be taken back.
    private void close() {
        System.arraycopy(current, 0, settled, 0, current.length);
        settledDue = currentDue;
        settledValue = lastValue;
        from = to = 0;
        aheadSeen = 0;
        said.clear();
        if (newest != Long.MIN_VALUE) closedBefore = newest + 1;
    }

    private void append(long at, double value) {
        if (to == times.length) makeRoom();
        times[to] = at;
        values[to++] = value;
    }

    private void insert(long at, double value) {
        append(at, value);
        int place = to - 1;
        for (; place > from && times[place - 1] > at; place--) {
            times[place] = times[place - 1];
            values[place] = values[place - 1];
        }
        times[place] = at;
        values[place] = value;
    }

    private void makeRoom() {
        int count = to - from;
        boolean longer = count > times.length / 2;
        var moreTimes = longer ? new long[2 * times.length] : times;
        var moreValues = longer ? new double[2 * values.length] : values;
        System.arraycopy(times, from, moreTimes, 0, count);
        System.arraycopy(values, from, moreValues, 0, count);
        times = moreTimes;
        values = moreValues;
        from = 0;
        to = count;
    }

    private int track(String rule) {
        for (int i = 0; i < tracks.length; i++) if (tracks[i].limit.name().equals(rule)) return i;
        return -1;
    }

    private int base(Track track) {
        return bases[Arrays.asList(tracks).indexOf(track)];
    }

    private static Optional<Severity> severity(long verdict) {
        return verdict == 0 ? Optional.empty() : Optional.of(Severity.ofRank((int) verdict));
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
