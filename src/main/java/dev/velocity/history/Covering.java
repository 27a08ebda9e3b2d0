package dev.velocity.history;

import dev.velocity.platform.Rows;
import java.util.Optional;

/// The stretch of a sensor's past in which a block has, or would have, an instant.
///
/// @param from where it begins; behind the instant when the readings of its time have been forgotten
/// @param to where the next block begins, or may not reach
/// @param block the block that is there
/// @param newest whether no block follows within [Packing#SPAN]
record Covering(long from, long to, Optional<BlockStore.Head> block, boolean newest) {
    static Covering find(Rows rows, int number, long at) {
        long span = Math.floorDiv(at, Packing.SPAN) * Packing.SPAN;
        var block = BlockStore.before(rows, number, at).filter(head -> head.start() >= span);
        var next = BlockStore.next(rows, number, at).filter(start -> start < span + Packing.SPAN);
        // Nothing can be added to what only a rollup tells of: a new block begins behind it.
        long from = block.map(BlockStore.Head::start)
                .or(() -> BlockStore.outlivedTo(rows, number, span, at).map(last -> last + 1))
                .orElse(span);
        return new Covering(from, next.orElse(span + Packing.SPAN), block, next.isEmpty());
    }

    /// The stretch behind the block when that has no room for a reading at `at`, which comes behind all it holds.
    Covering behindIfFull(long at) {
        boolean full = newest
                && block.filter(head -> head.count() >= Packing.MOST && head.lastAt() < at)
                        .isPresent();
        return full ? new Covering(at, to, Optional.empty(), true) : this;
    }

    /// What the block holds; nothing when there is none.
    Run read(Rows rows, int number) {
        return block.map(head -> Block.decode(BlockStore.data(rows, number, head.start())))
                .orElse(Run.EMPTY);
    }
}
