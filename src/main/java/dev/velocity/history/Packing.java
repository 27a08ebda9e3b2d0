package dev.velocity.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes blocks, with their rollups, of readings of one sensor. Pure.
final class Packing {
    /// Most readings of a block: few enough to be read and written again in a millisecond, many enough that what a row
    /// costs does not count.
    static final int MOST = 16_384;
    /// A block of so many readings or more is not made anew for those that come behind it: they begin the next
    /// one, until all of these would fill a block. So each reading is packed two or three times, however few come
    /// at once.
    static final int SMALL = 512;
    /// A block of so many is not gathered into a full one either: that would cost more than its row does.
    static final int LARGE = MOST / 4;
    /// No block reaches over a multiple of this, so that what is old can go.
    static final long SPAN = 32 * Width.DAY;
    /// Minutes of the rollup that a block carries with it, and of those that outlive it.
    static final int FINEST = 1;

    static final List<Integer> COARSER = List.of(15, 360);
    /// The width of a block that has no rollup.
    static final int NONE = Integer.MAX_VALUE;
    /// A stretch must hold so many readings on the average, or the readings themselves are as quick to read.
    private static final int LEAST_IN_A_STRETCH = 8;

    private Packing() {}

    /// A block to be kept.
    ///
    /// @param start from where on it holds what there is
    /// @param finest minutes of its finest rollup, or [#NONE]
    /// @param minutes its rollup of [#FINEST], when that is worth while
    /// @param coarser its other rollups that are worth while, by minutes
    @SuppressWarnings("ArrayRecordComponent") // made for one transaction
    record Piece(
            long start,
            long lastAt,
            int count,
            int finest,
            Optional<byte[]> minutes,
            Map<Integer, byte[]> coarser,
            byte[] data) {
        int bytes() {
            return data.length
                    + minutes.map(rollup -> rollup.length).orElse(0)
                    + coarser.values().stream()
                            .mapToInt(rollup -> rollup.length)
                            .sum();
        }
    }

    /// @param start from where on the first of them holds what there is
    /// @param all at least one reading
    /// @param newest whether no block follows, so that more readings will come behind
    static List<Piece> pieces(long start, Run all, boolean newest) {
        int n = all.size();
        int parts = (n + MOST - 1) / MOST;
        var pieces = new ArrayList<Piece>(parts);
        for (int i = 0, from = 0; i < parts; i++) {
            // Behind the newest more will come, so blocks are filled; one in the middle is cut evenly, to leave room.
            int to = newest ? Math.min(n, from + MOST) : (int) ((long) n * (i + 1) / parts);
            pieces.add(piece(i == 0 ? start : all.at(from), all, from, to));
            from = to;
        }
        return pieces;
    }

    private static Piece piece(long start, Run all, int from, int to) {
        int count = to - from;
        var rollup = Rollup.of(all, from, to, FINEST * Width.MINUTE);
        int finest = NONE;
        Optional<byte[]> minutes = Optional.empty();
        if (pays(rollup, count)) {
            minutes = Optional.of(rollup.encode());
            finest = FINEST;
        }
        var coarser = new TreeMap<Integer, byte[]>();
        for (int width : COARSER) {
            rollup = rollup.in(width * Width.MINUTE);
            if (!pays(rollup, count)) continue;
            coarser.put(width, rollup.encode());
            finest = Math.min(finest, width);
        }
        return new Piece(start, all.at(to - 1), count, finest, minutes, coarser, Block.encode(all, from, to));
    }

    private static boolean pays(Rollup rollup, int count) {
        return count >= LEAST_IN_A_STRETCH * rollup.size();
    }
}
