package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import java.time.Instant;
import java.util.List;

/// Reads the journal on in the order in which its rows came, a part at a time: however long the window, little of it is
/// in memory, and nobody who writes is held up. One thread; what comes while it reads is read as well.
public final class Journal {
    private static final int ROWS_AT_ONCE = 256;

    private final Database database;
    private final int[] indexOfNumber;
    private final long until;
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
        var part = part();
        for (var one : part) {
            if (one.arrived() > until) {
                over = true;
                return true;
            }
            give(one.entry(), one.arrived(), indexOfNumber, inputs);
            row = one.id();
            arrived = one.arrived();
        }
        over = part.isEmpty();
        return !over;
    }

    /// The newest row that was given.
    public long row() {
        return row;
    }

    /// When it had come; [Instant#MIN] before the first.
    public Instant arrived() {
        return arrived == Long.MIN_VALUE ? Instant.MIN : Micros.toInstant(arrived);
    }

    private List<Segment.Row> part() {
        return database.read(rows -> {
            var segment = JournalStore.segment(rows, row);
            if (segment.isPresent())
                return Segment.decode(segment.get()).stream()
                        .filter(one -> one.id() > row)
                        .toList();
            return JournalStore.rows(rows, row, Long.MAX_VALUE, ROWS_AT_ONCE).stream()
                    .map(one -> new Segment.Row(one.id(), one.arrived(), Entry.decode(one.data())))
                    .toList();
        });
    }

    static void give(Entry entry, long arrived, int[] indexOfNumber, Inputs inputs) {
        inputs.arrived(arrived);
        switch (entry) {
            case Entry.Arrivals arrivals -> {
                for (int i = 0; i < arrivals.size(); i++) {
                    int number = arrivals.numbers()[i];
                    int sensor = number < indexOfNumber.length ? indexOfNumber[number] : -1;
                    if (sensor >= 0) inputs.reading(sensor, arrivals.instants()[i], arrivals.values()[i]);
                }
            }
            case Entry.Tick(long instant) -> inputs.tick(instant);
            case Entry.Resume(long instant) -> inputs.resume(instant);
        }
    }
}
