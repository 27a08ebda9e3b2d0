package dev.velocity.live;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// One open browser's end of the [Hub]. One thread takes from it.
///
/// It holds 256 events; a screen that falls further behind is cut off, and its browser comes back with the number of
/// the last event it saw.
public final class Screen<E> implements AutoCloseable {
    private static final int MOST_WAITING = 256;
    private final BlockingQueue<E> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Consumer<Screen<E>> gone;
    private final LongAdder cutOff;
    private volatile boolean behind;

    /// @param cutOff counts screens that fell behind
    Screen(Consumer<Screen<E>> gone, LongAdder cutOff) {
        this.gone = gone;
        this.cutOff = cutOff;
    }

    /// The next event, waiting `patience` for one.
    public Next<E> next(Duration patience) throws InterruptedException {
        if (behind) return new Next.Behind<>();
        var event = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        return event == null ? new Next.Quiet<>() : new Next.Event<>(event);
    }

    @Override
    public void close() {
        gone.accept(this);
    }

    void offer(E event) {
        if (queue.offer(event) || behind) return;
        behind = true;
        cutOff.increment();
    }
}
