package dev.velocity.history;

import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.sensor.Sensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Answers about the past of one sensor, from the coarsest that tells it: rollups, blocks, and the readings that are in
/// no block yet. Instants are epoch microseconds.
///
/// @param tail the readings of the span, and around it, that were in no block; taken before `rows` were, so that
/// nothing
///     falls between
record Archive(Rows rows, Sensor sensor, int number, Run tail) {
    /// All readings from `first` up to but not including `end`; the newest `most` when there are more.
    Run readings(long first, long end, int most) {
        var heads = BlockStore.heads(rows, number, first, end);
        var fresh = tail.part(tail.find(first), tail.find(end));
        int from = heads.size();
        // Those in the tail may be in blocks as well, and of the newest block few may lie in the span: neither counts.
        for (long count = 0; from > 0 && count < most; from--)
            if (heads.get(from - 1).lastAt() < end) count += heads.get(from - 1).count();
        var counts = heads.subList(from, heads.size()).stream()
                .mapToInt(BlockStore.Head::count)
                .summaryStatistics();
        var found = new Run((int) counts.getSum());
        var scratch = new long[Math.max(0, counts.getMax())];
        for (var head : heads.subList(from, heads.size())) {
            var data = BlockStore.data(rows, number, head.start());
            if (head.start() >= first) {
                Block.decode(data, found, scratch);
            } else {
                var run = Block.decode(data);
                found.append(run, run.find(first), run.size());
            }
        }
        found.cut(end);
        var all = found.with(fresh);
        return all.size() <= most ? all : all.part(all.size() - most, all.size());
    }

    /// A number made of all that an answer about the span is made of.
    long mark(long first, long end) {
        long mark = mix(mix(sensor.period().toNanos(), sensor.spanLeast()), sensor.spanMost());
        var blocks = BlockStore.marked(rows, number, first, end);
        mark = mix(mix(mix(mix(mark, blocks.blocks()), blocks.readings()), blocks.written()), blocks.start());
        long oldest = BlockStore.oldest(rows, number).orElse(Long.MAX_VALUE);
        if (oldest > first)
            mark = mix(
                    mark,
                    BlockStore.outlivedTo(rows, number, first - Packing.SPAN, oldest)
                            .orElse(0L));
        for (int i = tail.find(first); i < tail.find(end); i++)
            mark = mix(mix(mark, tail.at(i)), tail.value(i)) + (tail.late(i) ? 1 : 0);
        return mark;
    }

    private static long mix(long mark, double value) {
        return mix(mark, Double.doubleToLongBits(value));
    }

    /// One round of a multiplicative hash (Steele, Lea and Flood, 2014).
    private static long mix(long mark, long number) {
        long mixed = (mark ^ number) * 0xbf58476d1ce4e5b9L;
        return mixed ^ (mixed >>> 29);
    }

    /// The newest reading at or before `at`, of those that are still there.
    Optional<Latest> last(long at) {
        int place = tail.find(at + 1) - 1;
        var head = BlockStore.before(rows, number, at);
        while (head.isPresent()) {
            var run = Block.decode(BlockStore.data(rows, number, head.get().start()));
            int packed = run.find(at + 1) - 1;
            if (packed >= 0)
                return place >= 0 && tail.at(place) > run.at(packed) ? latest(tail, place) : latest(run, packed);
            head = BlockStore.before(rows, number, head.get().start() - 1);
        }
        return place < 0 ? Optional.empty() : latest(tail, place);
    }

    /// When it arrived is not known here; that it was there in time is all that is asked.
    private static Optional<Latest> latest(Run run, int place) {
        var at = Micros.toInstant(run.at(place));
        return Optional.of(new Latest(at, run.value(place), at));
    }

    /// Whether there are surely more readings than `most`, as far as can be told without reading any.
    boolean surelyMore(long first, long end, int most) {
        // What waits to be packed may be in a block already: both together would count it twice.
        return tail.find(end) - tail.find(first) > most || BlockStore.within(rows, number, first, end) > most;
    }

    /// The finest width of a bucket that all of the span can still be told in.
    long finest(long first) {
        long oldest = BlockStore.oldest(rows, number).orElse(Long.MAX_VALUE);
        if (oldest <= first) return 1;
        return BlockStore.outlivedTo(rows, number, first - Packing.SPAN, oldest)
                .filter(last -> last >= first)
                .map(_ -> Packing.COARSER.getFirst() * Width.MINUTE)
                .orElse(1L);
    }

    /// Buckets of one width, from `first` up to but not including `end`, both multiples of it.
    List<Bucket> buckets(long first, long end, long width) {
        var buckets = new Buckets(sensor, width);
        int minutes = level(width);
        var sources = sources(minutes, first, end);
        int at = tail.find(first);
        int last = tail.find(end);
        for (var source : sources) {
            at = tail(buckets, at, source.start);
            int behind = Math.max(at, Math.min(last, tail.find(source.lastAt + 1)));
            boolean strays = behind > at;
            if (source.rollup.isPresent() && !(strays && isBlock(source.start))) {
                stretches(buckets, Rollup.decode(source.rollup.get()), first, end);
            } else if (minutes == Packing.FINEST && source.minutes && !strays) {
                stretches(buckets, Rollup.decode(BlockStore.minutes(rows, number, source.start)), first, end);
            } else {
                var block = Block.decode(BlockStore.data(rows, number, source.start));
                var run = block.part(block.find(first), block.find(end)).with(tail.part(at, behind));
                for (int i = 0; i < run.size(); i++) buckets.reading(run.at(i), run.value(i), run.late(i));
            }
            at = behind;
        }
        tail(buckets, at, end);
        return buckets.done();
    }

    /// Whether the readings that a rollup tells of are still there.
    private boolean isBlock(long start) {
        return BlockStore.before(rows, number, start)
                .filter(head -> head.start() == start)
                .isPresent();
    }

    /// Something that tells a stretch of the past: a rollup of the level asked for, or a block.
    ///
    /// @param minutes whether it is a block that carries a rollup of a minute
    private record Source(long start, long lastAt, boolean minutes, Optional<byte[]> rollup) {}

    private List<Source> sources(int minutes, long first, long end) {
        boolean coarser = Packing.COARSER.contains(minutes);
        var sources = new ArrayList<Source>();
        for (var head : coarser
                ? BlockStore.alone(rows, number, minutes, first, end)
                : BlockStore.heads(rows, number, first, end))
            sources.add(new Source(head.start(), head.lastAt(), head.finest() == Packing.FINEST, Optional.empty()));
        if (!coarser) return sources;
        for (var stretch : BlockStore.rollups(rows, number, minutes, first, end))
            sources.add(new Source(stretch.start(), stretch.lastAt(), false, Optional.of(stretch.data())));
        sources.sort(Comparator.comparingLong(Source::start));
        return sources;
    }

    /// Gives the readings that are in no block from place `at` up to the instant `to`; the place behind them.
    private int tail(Buckets buckets, int at, long to) {
        int i = at;
        for (; i < tail.size() && tail.at(i) < to; i++) buckets.reading(tail.at(i), tail.value(i), tail.late(i));
        return i;
    }

    private static void stretches(Buckets buckets, Rollup rollup, long first, long end) {
        for (int i = 0; i < rollup.size(); i++)
            if (rollup.start(i) >= first && rollup.start(i) < end) buckets.stretch(rollup, i);
    }

    /// Minutes of the coarsest rollup of which buckets of that width are made; 0 when they are made of readings.
    private static int level(long width) {
        for (int minutes : Packing.COARSER.reversed()) if (width % (minutes * Width.MINUTE) == 0) return minutes;
        return width % (Packing.FINEST * Width.MINUTE) == 0 ? Packing.FINEST : 0;
    }
}
