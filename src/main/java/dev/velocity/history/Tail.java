package dev.velocity.history;

import java.util.OptionalDouble;

/// The readings of one sensor that are on disk in the journal, and not in blocks yet. Any thread.
final class Tail {
    /// Readings out of order are sorted into a small run first: one at its place in a long run would move all behind
    /// it.
    private static final int MOST_STRAYS = 256;

    private Run packing = Run.EMPTY;
    private Run ordered = new Run(0);
    private Run strays = new Run(0);

    synchronized void add(long at, double value, boolean late) {
        if (ordered.size() == 0 || ordered.at(ordered.size() - 1) < at) {
            ordered.add(at, value, late);
            return;
        }
        strays.put(at, value, late);
        if (strays.size() < MOST_STRAYS) return;
        ordered = ordered.with(strays);
        strays = new Run(0);
    }

    /// The value at that instant.
    synchronized OptionalDouble find(long at) {
        for (var run : new Run[] {ordered, strays, packing}) {
            int place = run.exactly(at);
            if (place >= 0) return OptionalDouble.of(run.value(place));
        }
        return OptionalDouble.empty();
    }

    /// Everything from `from` up to but not including `to`.
    synchronized Run between(long from, long to) {
        return part(packing, from, to).with(part(ordered, from, to)).with(part(strays, from, to));
    }

    /// What there is now is about to be packed; all of it is the answer, which does not change any more.
    synchronized Run rotate() {
        packing = packing.with(ordered).with(strays);
        // As many will come until the next time as came until now, or about that: room for them need not grow.
        ordered = new Run(ordered.size());
        strays = new Run(0);
        return packing;
    }

    /// What [#rotate] gave is in blocks.
    synchronized void packed() {
        packing = Run.EMPTY;
    }

    private static Run part(Run run, long from, long to) {
        int first = run.find(from);
        int end = run.find(to);
        return first < end ? run.part(first, end) : Run.EMPTY;
    }
}
