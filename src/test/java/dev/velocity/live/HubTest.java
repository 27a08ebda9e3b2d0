package dev.velocity.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HubTest {
    private static final int CAPACITY = 256;
    private static final Duration PATIENCE = Duration.ofMillis(50);

    @Test
    void aScreenThatIsBehindStaysBehindAndGetsNothingMore() throws Exception {
        var hub = new Hub<Integer>();
        try (var screen = hub.subscribe()) {
            for (int i = 0; i < CAPACITY; i++) hub.publish(i);
            assertThat(screen.next(Duration.ZERO)).isEqualTo(new Next.Event<>(0));
            hub.publish(CAPACITY);
            hub.publish(CAPACITY + 1);
            for (int i = 0; i < 2 * CAPACITY; i++)
                assertThat(screen.next(Duration.ZERO)).isEqualTo(new Next.Behind<>());
        }
        assertThat(hub.screens()).isZero();
    }

    @Test
    void aScreenThatIsBehindDisturbsNoOther() throws Exception {
        var hub = new Hub<Integer>();
        try (var _ = hub.subscribe();
                var quick = hub.subscribe()) {
            for (int i = 0; i < 4 * CAPACITY; i++) {
                hub.publish(i);
                assertThat(quick.next(Duration.ZERO)).isEqualTo(new Next.Event<>(i));
            }
        }
    }

    /// One publisher, as the writer is, and screens that come, go, hurry and dawdle.
    @Test
    void whatAScreenGetsIsOneUnbrokenRunFromWhereItCame() throws Exception {
        long seed = System.nanoTime();
        int events = 100_000;
        var hub = new Hub<Integer>();
        var published = new AtomicInteger();
        var viewers = IntStream.range(0, 4)
                .mapToObj(i -> new Viewer(hub, published, events, new Random(seed + i)))
                .toList();
        var threads = viewers.stream()
                .map(viewer -> Thread.ofPlatform().start(viewer))
                .toList();
        for (var viewer : viewers) viewer.ready.await();
        var random = new Random(seed);
        for (int i = 1; i <= events; i++) {
            hub.publish(i);
            published.set(i);
            if (random.nextInt(64) == 0) LockSupport.parkNanos(1_000);
        }
        for (var thread : threads) thread.join();
        for (var viewer : viewers) assertThat(viewer.wrong).as("seed " + seed).isEmpty();
        assertThat(viewers.stream().mapToLong(viewer -> viewer.seen).sum())
                .as("events seen")
                .isPositive();
        assertThat(hub.screens()).isZero();
    }

    /// Comes, sees a run of events, leaves or is cut off, and comes back until the last event was published.
    private static final class Viewer implements Runnable {
        private final Hub<Integer> hub;
        private final AtomicInteger published;
        private final int last;
        private final Random random;
        private final CountDownLatch ready = new CountDownLatch(1);
        private final List<String> wrong = new ArrayList<>();
        private long seen;

        Viewer(Hub<Integer> hub, AtomicInteger published, int last, Random random) {
            this.hub = hub;
            this.published = published;
            this.last = last;
            this.random = random;
        }

        @Override
        public void run() {
            while (published.get() < last && wrong.isEmpty()) visit();
        }

        private void visit() {
            try (var screen = hub.subscribe()) {
                int missed = published.get();
                ready.countDown();
                int before = -1;
                for (int stay = 1 + random.nextInt(2_000); stay > 0 && before < last; stay--) {
                    if (!(screen.next(PATIENCE) instanceof Next.Event<Integer>(var event))) return;
                    // What was published after this screen came is there; one event may have been under way.
                    if (before < 0 && event > missed + 2) wrong.add("came at " + missed + ", first saw " + event);
                    if (before >= 0 && event != before + 1) wrong.add(event + " after " + before);
                    before = event;
                    seen++;
                    if (random.nextInt(32) == 0) LockSupport.parkNanos(1_000);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
