package dev.velocity.console;

import dev.velocity.access.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/// Every open stream, so that no session holds more than a browser can spare connections for, and so that the server
/// does not wait for endless answers when it stops.
final class Streams implements SmartLifecycle {
    /// Browsers open six connections to a server over HTTP/1.1; two stay free for everything else.
    static final int MOST_EACH = 4;

    static final int MOST = 1_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Map<String, Deque<Stream>> bySession = new HashMap<>();
    private int open;
    private boolean running;

    /// One open answer; its thread closes it.
    final class Stream implements AutoCloseable {
        private final String session;
        private final Thread thread = Thread.currentThread();
        private volatile boolean ended;
        private volatile boolean displaced;

        private Stream(String session) {
            this.session = session;
        }

        /// Whether it must end now.
        boolean ended() {
            return ended;
        }

        /// Whether it ends because the same session opened newer ones.
        boolean displaced() {
            return displaced;
        }

        @Override
        public void close() {
            closed(this);
        }
    }

    /// A stream for the calling thread; already [Stream#ended] when there are too many. Of one session's streams the
    /// oldest gives way.
    synchronized Stream open(Session session) {
        var stream = new Stream(session.id());
        if (!running || open >= MOST) {
            stream.ended = true;
            return stream;
        }
        var own = bySession.computeIfAbsent(session.id(), _ -> new ArrayDeque<>());
        if (own.stream().filter(one -> !one.ended).count() >= MOST_EACH)
            own.stream().filter(one -> !one.ended).findFirst().ifPresent(oldest -> {
                oldest.displaced = true;
                oldest.ended = true;
            });
        own.addLast(stream);
        open++;
        return stream;
    }

    synchronized int count() {
        return open;
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    /// Ends every stream; before the listener begins to wait for requests under way, which is the phase below this one.
    @Override
    public synchronized void stop() {
        running = false;
        bySession
                .values()
                .forEach(own -> own.forEach(stream -> {
                    stream.ended = true;
                    stream.thread.interrupt();
                }));
        long until = System.nanoTime() + PATIENCE_NANOS;
        try {
            for (long left = PATIENCE_NANOS; open > 0 && left > 0; left = until - System.nanoTime())
                TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private synchronized void closed(Stream stream) {
        var own = bySession.get(stream.session);
        if (own == null || !own.remove(stream)) return;
        if (own.isEmpty()) bySession.remove(stream.session);
        open--;
        notifyAll();
    }
}
