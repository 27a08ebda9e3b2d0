package dev.velocity.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows of the journal, packed as they came: which entry after which, and of each sensor what it sent, in the order it
/// came. What is unpacked is what the rows held, to the last bit.
///
/// `version(1) first count kinds arrived sizes instants sensors which late numbered columns`, [Sealed]; see [Block] for
/// how numbers are written.
/// - `first`: number of the first row; the others follow without gaps. `count`: how many rows.
/// - `kinds`, `sizes`: a [Column] each, of a row's kind (1 readings, 2 tick, 3 resume) and of its readings.
/// - `arrived`: [Times] of the rows; `instants`: [Times] of the ticks and resumes.
/// - `sensors`: how many sensors there are, then for each how much its number is above the one before.
/// - `which`: the sensor of every reading in order of arrival, as its place in `sensors`: [Places], because sensors
///   that report in turn do so again and again. `late`: as in [Block].
/// - `numbered`: 1 when any reading has a sequence number, else 0.
/// - `columns`: for each sensor [Times] and [Values] of its readings, and when `numbered` a [Column] of their sequence
///   numbers.
final class Segment {
    /// Most readings of one segment.
    static final int MOST = 1 << 18;
    /// Most rows of one segment.
    static final int MOST_ROWS = 1 << 14;

    private static final byte VERSION = 1;
    private static final int ARRIVALS = 1;
    private static final int TICK = 2;
    private static final int RESUME = 3;

    private Segment() {}

    /// A row of the journal.
    ///
    /// @param arrived when it came, epoch microseconds
    record Row(long id, long arrived, Entry entry) {}

    /// Takes rows as they are unpacked.
    interface Each {
        /// A row that brought the readings from `from` up to before `to` of `all`, which is overwritten afterwards.
        void readings(long id, long arrived, Entry.Arrivals all, int from, int to);

        /// A row of another kind.
        void other(long id, long arrived, Entry entry);
    }

    /// Arrays that unpacking needs, kept from one segment to the next: of megabytes for every segment the collector
    /// would make pauses that live readings feel. One thread.
    static final class Workspace {
        private static final Entry.Arrivals NONE =
                new Entry.Arrivals(new int[0], new long[0], new double[0], new boolean[0], new long[0]);

        private Entry.Arrivals all = NONE;
        private long[] which = {};
        private long[] instants = {};
        private double[] values = {};
        private long[] sequences = {};
        private long[] column = {};
        private double[] doubles = {};

        private void fit(int n) {
            if (which.length >= n) return;
            all = new Entry.Arrivals(new int[n], new long[n], new double[n], new boolean[n], new long[n]);
            which = new long[n];
            instants = new long[n];
            values = new double[n];
            sequences = new long[n];
            column = new long[n];
            doubles = new double[n];
        }
    }

    /// @param rows whose numbers follow each other, at most [#MOST_ROWS] with at most [#MOST] readings together
    static byte[] encode(List<Row> rows) {
        int n = rows.size();
        var kinds = new long[n];
        var arrived = new long[n];
        var sizes = new long[n];
        var instants = new long[n];
        int timed = 0;
        int readings = 0;
        for (int i = 0; i < n; i++) {
            var row = rows.get(i);
            if (row.id != rows.getFirst().id + i)
                throw new IllegalArgumentException("the rows of a segment follow each other");
            arrived[i] = row.arrived;
            switch (row.entry) {
                case Entry.Arrivals arrivals -> {
                    kinds[i] = ARRIVALS;
                    sizes[i] = arrivals.size();
                    readings += arrivals.size();
                }
                case Entry.Tick(long at) -> {
                    kinds[i] = TICK;
                    instants[timed++] = at;
                }
                case Entry.Resume(long at) -> {
                    kinds[i] = RESUME;
                    instants[timed++] = at;
                }
            }
        }
        if (n > MOST_ROWS || readings > MOST) throw new IllegalArgumentException("that is too much for a segment");
        var out = new Varints(64 + 8 * n + 4 * readings);
        out.raw(VERSION);
        out.unsigned(rows.getFirst().id);
        out.unsigned(n);
        Column.write(out, kinds, n);
        Times.write(out, arrived, n);
        Column.write(out, sizes, n);
        Times.write(out, instants, timed);
        write(out, rows, readings);
        return Sealed.close(out);
    }

    private static void write(Varints out, List<Row> rows, int readings) {
        var sensors = new Senders();
        int late = 0;
        boolean numbered = false;
        for (var row : rows) {
            if (!(row.entry instanceof Entry.Arrivals arrivals)) continue;
            for (int i = 0; i < arrivals.size(); i++) {
                sensors.of(arrivals.numbers()[i]).size++;
                if (arrivals.late()[i]) late++;
                numbered |= arrivals.sequences()[i] != -1;
            }
        }
        var all = sensors.inOrder();
        out.unsigned(all.size());
        int before = 0;
        int place = 0;
        for (var sent : all) {
            out.unsigned(sent.number - before);
            before = sent.number;
            sent.begin(place++, numbered);
        }
        var which = new long[readings];
        int at = 0;
        for (var row : rows) {
            if (!(row.entry instanceof Entry.Arrivals arrivals)) continue;
            for (int i = 0; i < arrivals.size(); i++) {
                var sent = sensors.of(arrivals.numbers()[i]);
                which[at++] = sent.place;
                sent.add(arrivals, i);
            }
        }
        Places.write(out, which, readings, all.size());
        out.unsigned(late);
        at = 0;
        int last = 0;
        for (var row : rows) {
            if (!(row.entry instanceof Entry.Arrivals arrivals)) continue;
            for (int i = 0; i < arrivals.size(); i++, at++)
                if (arrivals.late()[i]) {
                    out.unsigned(at - last);
                    last = at;
                }
        }
        out.raw((byte) (numbered ? 1 : 0));
        for (var sent : all) sent.write(out);
    }

    /// @throws IllegalArgumentException when the bytes are not a segment, whatever they are
    static List<Row> decode(byte[] bytes) {
        var rows = new ArrayList<Row>();
        decode(bytes, new Workspace(), new Each() {
            @Override
            public void readings(long id, long arrived, Entry.Arrivals all, int from, int to) {
                other(id, arrived, part(all, from, to));
            }

            @Override
            public void other(long id, long arrived, Entry entry) {
                rows.add(new Row(id, arrived, entry));
            }
        });
        return rows;
    }

    /// Gives the rows one after the other, none before all bytes are known to be right.
    ///
    /// @throws IllegalArgumentException when the bytes are not a segment, whatever they are
    static void decode(byte[] bytes, Workspace workspace, Each each) {
        var in = Sealed.open(bytes, VERSION);
        long first = in.unsigned();
        long count = in.unsigned();
        // What so many rows take at the very least: a larger count is a lie that must not become an array.
        if (count < 1 || count > MOST_ROWS || Column.least((int) count) * 3 > in.left())
            throw new IllegalArgumentException(count + " rows cannot be");
        int n = (int) count;
        var kinds = new long[n];
        var arrived = new long[n];
        var sizes = new long[n];
        Column.read(in, kinds, n);
        Times.read(in, arrived, n);
        Column.read(in, sizes, n);
        int timed = 0;
        long readings = 0;
        for (int i = 0; i < n; i++) {
            if (kinds[i] < ARRIVALS || kinds[i] > RESUME)
                throw new IllegalArgumentException("a row of kind " + kinds[i] + " cannot be");
            boolean brings = kinds[i] == ARRIVALS;
            if (!brings) timed++;
            if (sizes[i] < 0 || sizes[i] > MOST || (!brings && sizes[i] > 0))
                throw new IllegalArgumentException("a row of " + sizes[i] + " readings cannot be");
            readings += sizes[i];
        }
        var instants = new long[timed];
        Times.read(in, instants, timed);
        if (readings > MOST || Column.least((int) readings) > in.left())
            throw new IllegalArgumentException(readings + " readings cannot be");
        readings(in, (int) readings, workspace);
        var all = workspace.all;
        Sealed.end(in);
        int at = 0;
        timed = 0;
        for (int i = 0; i < n; i++) {
            long id = first + i;
            switch ((int) kinds[i]) {
                case ARRIVALS -> each.readings(id, arrived[i], all, at, at += (int) sizes[i]);
                case TICK -> each.other(id, arrived[i], new Entry.Tick(instants[timed++]));
                default -> each.other(id, arrived[i], new Entry.Resume(instants[timed++]));
            }
        }
    }

    /// Into `workspace.all`, whose arrays may be longer.
    private static void readings(Varints in, int n, Workspace workspace) {
        workspace.fit(n);
        var sensors = sensors(in, n);
        var which = workspace.which;
        Places.read(in, which, n, sensors.length);
        var all = workspace.all;
        var begins = new int[sensors.length + 1];
        for (int i = 0; i < n; i++) {
            all.numbers()[i] = sensors[(int) which[i]];
            begins[(int) which[i] + 1]++;
        }
        for (int i = 0; i < sensors.length; i++) begins[i + 1] += begins[i];
        long lates = in.unsigned();
        if (lates < 0 || lates > n) throw new IllegalArgumentException(lates + " late readings of " + n + " cannot be");
        Arrays.fill(all.late(), 0, n, false);
        int place = 0;
        for (long i = 0; i < lates; i++) {
            long step = in.unsigned();
            if (step < 0 || step >= n - place || (i > 0 && step == 0))
                throw new IllegalArgumentException("a late reading lies beyond the segment");
            place += (int) step;
            all.late()[place] = true;
        }
        boolean numbered = in.raw1() == 1;
        if (!numbered) Arrays.fill(all.sequences(), 0, n, -1);
        var column = workspace.column;
        for (int i = 0; i < sensors.length; i++) {
            int from = begins[i];
            int size = begins[i + 1] - from;
            Times.read(in, column, size);
            System.arraycopy(column, 0, workspace.instants, from, size);
            Values.read(in, workspace.doubles, column, size);
            System.arraycopy(workspace.doubles, 0, workspace.values, from, size);
            if (!numbered) continue;
            Column.read(in, column, size);
            System.arraycopy(column, 0, workspace.sequences, from, size);
        }
        for (int i = 0; i < n; i++) {
            int from = begins[(int) which[i]]++;
            all.instants()[i] = workspace.instants[from];
            all.values()[i] = workspace.values[from];
            if (numbered) all.sequences()[i] = workspace.sequences[from];
        }
    }

    private static int[] sensors(Varints in, int readings) {
        long count = in.unsigned();
        if (count < 0 || count > readings || count > in.left())
            throw new IllegalArgumentException(count + " sensors of " + readings + " readings cannot be");
        var sensors = new int[(int) count];
        long number = 0;
        for (int i = 0; i < sensors.length; i++) {
            long step = in.unsigned();
            if (step < 0 || step > Integer.MAX_VALUE - number || (i > 0 && step == 0))
                throw new IllegalArgumentException("the numbers of sensors must grow");
            number += step;
            sensors[i] = (int) number;
        }
        return sensors;
    }

    private static Entry.Arrivals part(Entry.Arrivals all, int from, int to) {
        return new Entry.Arrivals(
                Arrays.copyOfRange(all.numbers(), from, to),
                Arrays.copyOfRange(all.instants(), from, to),
                Arrays.copyOfRange(all.values(), from, to),
                Arrays.copyOfRange(all.late(), from, to),
                Arrays.copyOfRange(all.sequences(), from, to));
    }

    /// Who sent, by the journal's numbers: small ones, in practice, which are looked up without asking a map.
    private static final class Senders {
        private static final int SMALL = 1 << 16;

        private @Nullable Sent[] small = new Sent[64];
        private final Map<Integer, Sent> others = new HashMap<>();
        private final List<Sent> all = new ArrayList<>();

        Sent of(int number) {
            if (number >= SMALL) return others.computeIfAbsent(number, this::begin);
            if (number >= small.length) small = Arrays.copyOf(small, Math.max(number + 1, 2 * small.length));
            var known = small[number];
            if (known != null) return known;
            var sent = begin(number);
            small[number] = sent;
            return sent;
        }

        /// By their numbers, the least first.
        List<Sent> inOrder() {
            all.sort(Comparator.comparingInt(sent -> sent.number));
            return all;
        }

        private Sent begin(int number) {
            var sent = new Sent(number);
            all.add(sent);
            return sent;
        }
    }

    /// What one sensor sent, in the order it came.
    private static final class Sent {
        private final int number;
        /// How many readings, and the place for the next one.
        private int size;

        private int filled;
        private int place;
        private long[] instants = {};
        private double[] values = {};
        private long[] sequences = {};

        Sent(int number) {
            this.number = number;
        }

        /// Makes room for what was counted.
        void begin(int itsPlace, boolean numbered) {
            place = itsPlace;
            instants = new long[size];
            values = new double[size];
            sequences = new long[numbered ? size : 0];
        }

        void add(Entry.Arrivals from, int i) {
            instants[filled] = from.instants()[i];
            values[filled] = from.values()[i];
            if (sequences.length > 0) sequences[filled] = from.sequences()[i];
            filled++;
        }

        void write(Varints out) {
            Times.write(out, instants, size);
            Values.write(out, values, size);
            if (sequences.length > 0) Column.write(out, sequences, size);
        }
    }
}
