package dev.velocity.history;

import dev.velocity.platform.Rows;
import java.util.ArrayList;
import java.util.List;

/// The stretch of a sensor's past in which a block has, or would have, an instant.
///
/// @param from where it begins; behind the instant when the readings of its time have been forgotten
/// @param to where the next block begins, or may not reach
/// @param blocks what is there, oldest first: one block or none, and several when they are to become one
/// @param newest whether no block follows within [Packing#SPAN], so that more readings will come behind
record Covering(long from, long to, List<BlockStore.Head> blocks, boolean newest) {
    static Covering find(Rows rows, int number, long at) {
        long span = span(at);
        var block = BlockStore.before(rows, number, at).filter(head -> head.start() >= span);
        var next = BlockStore.next(rows, number, at).filter(start -> start < span + Packing.SPAN);
        // Nothing can be added to what only a rollup tells of: a new block begins behind it.
        long from = block.map(BlockStore.Head::start)
                .or(() -> BlockStore.outlivedTo(rows, number, span, at).map(last -> last + 1))
                .orElse(span);
        return new Covering(
                from, next.orElse(span + Packing.SPAN), block.stream().toList(), next.isEmpty());
    }

    /// What is to be made anew for readings from place `i` of `run` on, whose first this covers: less than this when
    /// they come behind all it holds and need not be put to it, more when they and the blocks before them fill one.
    Covering toPack(Rows rows, int number, Run run, int i) {
        if (!newest || blocks.isEmpty() || blocks.getLast().count() < Packing.SMALL) return this;
        long at = run.at(i);
        long last = blocks.getLast().lastAt();
        if (at <= last) return new Covering(from, last + 1, blocks, false);
        var behind = small(rows, number);
        int count = behind.stream().mapToInt(BlockStore.Head::count).sum() + run.find(to) - i;
        return behind.isEmpty() || count < Packing.MOST
                ? new Covering(at, to, List.of(), true)
                : new Covering(behind.getFirst().start(), to, behind, true);
    }

    /// What the blocks hold.
    Run read(Rows rows, int number) {
        var all = new Run(blocks.stream().mapToInt(BlockStore.Head::count).sum());
        for (var head : blocks) {
            var block = Block.decode(BlockStore.data(rows, number, head.start()));
            all.append(block, 0, block.size());
        }
        return all;
    }

    /// The newest blocks up to the last one that is large.
    private List<BlockStore.Head> small(Rows rows, int number) {
        long span = span(from);
        var found = new ArrayList<BlockStore.Head>();
        var next = blocks.stream().findFirst();
        while (next.isPresent() && next.get().count() < Packing.LARGE) {
            found.addFirst(next.get());
            next = BlockStore.before(rows, number, next.get().start() - 1).filter(head -> head.start() >= span);
        }
        return found;
    }

    private static long span(long at) {
        return Math.floorDiv(at, Packing.SPAN) * Packing.SPAN;
    }
}
