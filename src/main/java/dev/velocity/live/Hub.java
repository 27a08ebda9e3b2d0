package dev.velocity.live;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Where events meet open screens. Any thread may publish; publishing costs a few nanoseconds per screen and never
/// waits.
///
/// The pattern for a screen: subscribe first, then read what was missed, then take from the screen and drop by
/// sequence number what both delivered. So nothing falls in between.
public final class Hub<E> {
    private final Set<Screen<E>> open = ConcurrentHashMap.newKeySet();
    private final List<Consumer<E>> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder behind = new LongAdder();

    /// A new open screen; close it when its browser is gone.
    public Screen<E> subscribe() {
        var screen = new Screen<E>(open::remove, behind);
        open.add(screen);
        return screen;
    }

    /// Calls `listener` with every event from now on, on the thread that publishes and before any screen has it: it
    /// must be as quick as a count.
    public void listen(Consumer<E> listener) {
        listeners.add(listener);
    }

    public void publish(E event) {
        for (var listener : listeners) listener.accept(event);
        for (var screen : open) screen.offer(event);
    }

    /// How many screens are open.
    public int screens() {
        return open.size();
    }

    /// How many screens have ever been cut off because they fell behind.
    public long behind() {
        return behind.sum();
    }
}
