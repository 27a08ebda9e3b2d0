package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads the journal on in the order in which its rows came, a part at a time: however long the window, little of it is
/// in memory, and nobody who writes is held up. One thread; what comes while it reads is read as well.
public final class Journal {
    private static final int ROWS_AT_ONCE = 256;

    /// What is read at once: a segment, or else rows that are in none yet.
    private record Part(Optional<byte[]> segment, List<JournalStore.Stored> rows) {}

    private final Database database;
    private final int[] indexOfNumber;
    private final long until;
    private final Segment.Workspace workspace = new Segment.Workspace();
    private long row;
    private long arrived = Long.MIN_VALUE;
    private boolean over;

    /// @param indexOfNumber of the sensors, by the journal's numbers; -1 for those the catalogue does not have
    /// @param after the row behind which to begin
    /// @param until the last instant of arrival that is told, epoch microseconds
    Journal(Database database, int[] indexOfNumber, long after, long until) {
        this.database = database;
        this.indexOfNumber = indexOfNumber;
        this.until = until;
        row = after;
    }

    /// Gives `inputs` the next part; whether there was one.
    public boolean next(Inputs inputs) {
        if (over) return false;
        // From one snapshot: rows leave the journal as their segment comes.
        var part = database.read(rows -> JournalStore.segment(rows, row)
                .map(bytes -> new Part(Optional.of(bytes), List.of()))
                .orElseGet(
                        () -> new Part(Optional.empty(), JournalStore.rows(rows, row, Long.MAX_VALUE, ROWS_AT_ONCE))));
        long before = row;
        var rows = new Rest(inputs);
        part.segment.ifPresent(bytes -> Segment.decode(bytes, workspace, rows));
        for (var one : part.rows) rows.other(one.id(), one.arrived(), Entry.decode(one.data()));
        if (over || row > before) return true;
        over = true;
        return false;
    }

    /// Gives on what has not been given and is not too late.
    private final class Rest implements Segment.Each {
        private final Inputs inputs;

        Rest(Inputs inputs) {
            this.inputs = inputs;
        }

        @Override
        public void readings(long id, long came, Entry.Arrivals all, int from, int to) {
            if (isOver(id, came)) return;
            inputs.arrived(came);
            give(all, from, to, indexOfNumber, inputs);
            given(id, came);
        }

        @Override
        public void other(long id, long came, Entry entry) {
            if (isOver(id, came)) return;
            give(entry, came, indexOfNumber, inputs);
            given(id, came);
        }

        private boolean isOver(long id, long came) {
            if (id > row && came > until) over = true;
            return over || id <= row;
        }

        private void given(long id, long came) {
            row = id;
            arrived = came;
        }
    }

    /// The newest row that was given.
    public long row() {
        return row;
    }

    /// When it had come; [Instant#MIN] before the first.
    public Instant arrived() {
        return arrived == Long.MIN_VALUE ? Instant.MIN : Micros.toInstant(arrived);
    }

    static void give(Entry entry, long arrived, int[] indexOfNumber, Inputs inputs) {
        inputs.arrived(arrived);
        switch (entry) {
            case Entry.Arrivals arrivals -> give(arrivals, 0, arrivals.size(), indexOfNumber, inputs);
            case Entry.Tick(long instant) -> inputs.tick(instant);
            case Entry.Resume(long instant) -> inputs.resume(instant);
        }
    }

    private static void give(Entry.Arrivals all, int from, int to, int[] indexOfNumber, Inputs inputs) {
        for (int i = from; i < to; i++) {
            int number = all.numbers()[i];
            int sensor = number < indexOfNumber.length ? indexOfNumber[number] : -1;
            if (sensor >= 0) inputs.reading(sensor, all.instants()[i], all.values()[i]);
        }
    }
}
