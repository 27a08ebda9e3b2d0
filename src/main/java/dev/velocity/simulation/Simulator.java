package dev.velocity.simulation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Runs a [ShelterModel] along a clock and sends its readings on, in order, keeping what could not be sent.
///
/// The clock may run faster than the world's: each step brings the model to the clock's instant, however far that is.
/// Scenarios may be started from any thread.
public final class Simulator {
    /// Where the readings go.
    @FunctionalInterface
    public interface Outlet {
        /// Hands over readings in order of time.
        ///
        /// @return whether they are off our hands; [Handed#LATER] if the other side cannot take them now
        /// @throws IOException as good as [Handed#LATER]
        Handed send(List<Sample> readings) throws IOException;
    }

    /// What became of readings handed over.
    public enum Handed {
        /// The other side has them, or has refused them for good: they are not sent again.
        TAKEN,
        /// The other side is down or busy: they are kept and sent again, before any newer ones.
        LATER
    }

    /// Waits between two steps.
    @FunctionalInterface
    public interface Pacing {
        /// @return whether to take another step
        /// @throws InterruptedException to take none
        boolean next() throws InterruptedException;

        /// A pause of `pause` of the world's time before each step, until the thread is interrupted.
        static Pacing every(Duration pause) {
            return () -> {
                Thread.sleep(pause);
                return true;
            };
        }
    }

    /// How it is going, for the demo to show.
    ///
    /// @param taken readings the other side took
    /// @param waiting readings kept for later
    /// @param lost readings dropped, the oldest first, because too many were waiting
    public record Tally(long taken, int waiting, long lost) {}

    /// Readings in one request at most.
    private static final int BATCH = 1_000;
    /// Readings kept while the other side is down: six hours of the demo site.
    private static final int KEPT = 100_000;
    /// The model is brought forward by this much at most before what it said is sent.
    private static final Duration STRIDE = Duration.ofMinutes(10);
    /// Steps between two tries at most.
    private static final int LONGEST_WAIT = 25;

    private final ShelterModel model;
    private final InstantSource clock;
    private final Outlet outlet;
    private final ArrayDeque<Sample> waiting = new ArrayDeque<>();
    private long taken;
    private long lost;
    private int pause;
    private int stepsToWait;

    /// @param model already at the instant from which readings are wanted
    /// @param clock the one clock of the server the readings go to
    public Simulator(ShelterModel model, InstantSource clock, Outlet outlet) {
        this.model = model;
        this.clock = clock;
        this.outlet = outlet;
    }

    /// Starts a scenario at the clock's instant.
    public void start(Scenario scenario, Duration length) {
        schedule(scenario, clock.instant(), length);
    }

    public synchronized void schedule(Scenario scenario, Instant from, Duration length) {
        model.schedule(scenario, from, length);
    }

    public synchronized void stop(Scenario scenario) {
        model.stop(scenario);
    }

    /// What is happening and what is to come.
    public synchronized List<ShelterModel.Run> runs() {
        return model.runs();
    }

    public synchronized Tally tally() {
        return new Tally(taken, waiting.size(), lost);
    }

    /// Steps for as long as `pacing` says, then sends nothing more. Returns when interrupted, with the flag set.
    public void run(Pacing pacing) {
        try {
            while (pacing.next()) step();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Brings the model to the clock's instant and sends what it said. After a failure the next tries are spaced out:
    /// 1, 2, 4... up to 25 steps.
    public void step() {
        var until = clock.instant();
        while (advance(until)) send();
        send();
    }

    /// One stride towards `until`.
    ///
    /// @return whether there is more to go
    private synchronized boolean advance(Instant until) {
        var stride = model.now().plus(STRIDE);
        boolean more = stride.isBefore(until);
        model.advanceTo(more ? stride : until, this::keep);
        return more;
    }

    private void keep(Sample sample) {
        if (waiting.size() == KEPT) {
            waiting.removeFirst();
            lost++;
        }
        waiting.addLast(sample);
    }

    private void send() {
        if (stepsToWait > 0) {
            stepsToWait--;
            return;
        }
        for (var batch = head(); !batch.isEmpty(); batch = head()) {
            if (handed(batch) == Handed.LATER) {
                pause = Math.clamp(pause * 2L, 1, LONGEST_WAIT);
                stepsToWait = pause;
                return;
            }
            pause = 0;
            drop(batch);
        }
    }

    private Handed handed(List<Sample> batch) {
        try {
            return outlet.send(batch);
        } catch (IOException e) {
            return Handed.LATER;
        }
    }

    private synchronized List<Sample> head() {
        var batch = new ArrayList<Sample>(Math.min(BATCH, waiting.size()));
        for (var sample : waiting) {
            if (batch.size() == BATCH) break;
            batch.add(sample);
        }
        return batch;
    }

    private synchronized void drop(List<Sample> batch) {
        for (int i = 0; i < batch.size(); i++) waiting.removeFirst();
        taken += batch.size();
    }
}
