package dev.velocity.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Where events meet open screens. Any thread may publish; publishing costs a few nanoseconds per screen and never
/// waits.
///
/// The pattern for a screen: subscribe first, then read what was missed, then take from the screen and drop by
/// sequence number what both delivered. So nothing falls in between.
public final class Hub<E> {
    private final Set<Screen<E>> open = ConcurrentHashMap.newKeySet();

    /// A new open screen; close it when its browser is gone.
    public Screen<E> subscribe() {
        var screen = new Screen<E>(open::remove);
        open.add(screen);
        return screen;
    }

    public void publish(E event) {
        for (var screen : open) screen.offer(event);
    }

    /// How many screens are open.
    public int screens() {
        return open.size();
    }
}
