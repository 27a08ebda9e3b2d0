package dev.velocity.replay;

import dev.velocity.alert.Alerts;
import dev.velocity.alert.Silences;
import dev.velocity.history.Readings;
import dev.velocity.platform.Precedence;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What-ifs as a server runs them: one at a time, the others wait, and each gives way to whoever watches live. Start
/// here. Results are kept in memory, the newest few. Any thread.
public final class WhatIfs implements AutoCloseable {
    /// Most that wait.
    public static final int MOST_WAITING = 5;

    private static final Logger LOG = LoggerFactory.getLogger(WhatIfs.class);
    private static final int MOST_KEPT = 20;
    /// Of its time a run takes so much of one core; the rest is for live readings.
    private static final double SHARE = 0.7;

    private final WhatIf whatIf;
    private final Catalogue today;
    private final Map<Long, Run> runs = new LinkedHashMap<>();
    private final ExecutorService runner = Executors.newSingleThreadExecutor(
            work -> Thread.ofPlatform().name("what-if").daemon().unstarted(() -> {
                Precedence.giveWay();
                work.run();
            }));
    private long newest;
    private volatile boolean closing;

    public WhatIfs(Readings readings, Alerts alerts, Silences silences, Catalogue today) {
        whatIf = WhatIf.of(readings, alerts, silences, today);
        this.today = today;
    }

    /// How a run stands.
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    /// A what-if that was asked for, as it stands.
    ///
    /// @param by who asked
    /// @param site what the changed site file says
    /// @param ahead how many run before it
    /// @param part how much of the window is done, 0 to 1
    /// @param readings how many have been judged
    /// @param result when it is done
    public record Asked(
            long id,
            String by,
            Instant from,
            Instant to,
            Site site,
            State state,
            int ahead,
            double part,
            long readings,
            Optional<Comparison> result) {}

    /// An answer to whoever asks for one.
    public sealed interface Answer {
        record Taken(Asked asked) implements Answer {}

        /// @param problem `wrong-window`, `other-site` or `too-many`
        record Refused(String problem, String because) implements Answer {}
    }

    private static final class Run {
        private final long id;
        private final String by;
        private final Instant from;
        private final Instant to;
        private final Site site;
        private State state = State.WAITING;
        private double part;
        private long readings;
        private Optional<Comparison> result = Optional.empty();

        Run(long id, String by, Instant from, Instant to, Site site) {
            this.id = id;
            this.by = by;
            this.from = from;
            this.to = to;
            this.site = site;
        }

        boolean over() {
            return switch (state) {
                case WAITING, RUNNING -> false;
                case DONE, CANCELLED, FAILED -> true;
            };
        }
    }

    /// Asks what would have been with the rules of `site`.
    public synchronized Answer ask(Site site, Instant from, Instant to, String by) {
        var obstacle = whatIf.obstacle(from, to);
        if (obstacle.isPresent()) return new Answer.Refused("wrong-window", obstacle.get());
        if (today.sites().stream().noneMatch(one -> one.id().equals(site.id())))
            return new Answer.Refused(
                    "other-site",
                    "the file is of site " + site.id() + "; this server has "
                            + String.join(
                                    ", ", today.sites().stream().map(Site::id).toList()));
        if (runs.values().stream().filter(run -> !run.over()).count() > MOST_WAITING)
            return new Answer.Refused("too-many", MOST_WAITING + " wait already; cancel one, or wait for one to end");
        var run = new Run(++newest, by, from, to, site);
        runs.put(run.id, run);
        for (var old : List.copyOf(runs.values())) if (runs.size() > MOST_KEPT && old.over()) runs.remove(old.id);
        runner.execute(() -> run(run));
        return new Answer.Taken(asked(run));
    }

    public synchronized Optional<Asked> find(long id) {
        return Optional.ofNullable(runs.get(id)).map(this::asked);
    }

    /// The kept ones, newest first.
    public synchronized List<Asked> list() {
        var all = new ArrayList<Asked>();
        for (var run : runs.values()) all.addFirst(asked(run));
        return all;
    }

    /// Stops a run, or keeps it from starting; how it stands. One that is over stays as it is.
    public synchronized Optional<Asked> cancel(long id) {
        var run = Optional.ofNullable(runs.get(id));
        run.filter(one -> !one.over()).ifPresent(one -> one.state = State.CANCELLED);
        return run.map(this::asked);
    }

    /// The catalogue with `site` in the place of the one of that name.
    public static Catalogue with(Catalogue today, Site site) {
        return new Catalogue(today.sites().stream()
                .map(one -> one.id().equals(site.id()) ? site : one)
                .toList());
    }

    @Override
    public void close() {
        closing = true;
        runner.shutdown();
    }

    private void run(Run run) {
        synchronized (this) {
            if (run.over() || closing) return;
            run.state = State.RUNNING;
        }
        try {
            var breath = new Breath();
            var result = whatIf.compare(
                    with(today, run.site),
                    run.from,
                    run.to,
                    (arrived, readings) -> {
                        progress(run, arrived, readings);
                        breath.take();
                    },
                    () -> isStopped(run));
            synchronized (this) {
                if (run.over()) return;
                run.result = result;
                run.part = 1;
                run.state = result.isPresent() ? State.DONE : State.CANCELLED;
            }
        } catch (RuntimeException e) {
            LOG.error("what-if {} failed", run.id, e);
            synchronized (this) {
                run.state = State.FAILED;
            }
        }
    }

    private synchronized void progress(Run run, Instant arrived, long readings) {
        // Cancelled: it stays as it was told.
        if (run.over()) return;
        run.readings = readings;
        double whole = Duration.between(run.from, run.to).toMillis();
        run.part = Math.clamp(Duration.between(run.from, arrived).toMillis() / whole, 0, 1);
    }

    private synchronized boolean isStopped(Run run) {
        return closing || run.state == State.CANCELLED;
    }

    private Asked asked(Run run) {
        int ahead = (int) runs.values().stream()
                .filter(one -> !one.over() && one.id < run.id)
                .count();
        return new Asked(
                run.id,
                run.by,
                run.from,
                run.to,
                run.site,
                run.state,
                run.over() ? 0 : ahead,
                run.part,
                run.readings,
                run.result);
    }

    /// Lets others have the processor for a part of the time.
    private static final class Breath {
        private long since = System.nanoTime();

        void take() {
            long worked = System.nanoTime() - since;
            LockSupport.parkNanos(this, (long) (worked * (1 - SHARE) / SHARE));
            since = System.nanoTime();
        }
    }
}
