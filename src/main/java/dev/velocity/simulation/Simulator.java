package dev.velocity.simulation;

import dev.velocity.ingest.ReadingsClient;
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
        /// Hands over readings in order of time. After [Handed.Later] the same list comes again, before any newer
        /// ones.
        ///
        /// @throws IOException as good as [Handed.Later]
        Handed send(List<Sample> readings) throws IOException, InterruptedException;

        /// Through the devices' door, with a device's key.
        static Outlet through(ReadingsClient client) {
            return readings -> {
                // What the client could not send it still holds.
                if (client.waiting() == 0)
                    for (var reading : readings) client.add(reading.sensor().text(), reading.at(), reading.value());
                return switch (client.send()) {
                    case ReadingsClient.Answer.Taken taken ->
                        new Handed.Taken(taken.rejected().size());
                    case ReadingsClient.Answer.Refused(int status, String why, boolean again) -> {
                        // A key can be put right while we wait; a request the server cannot read stays unreadable.
                        boolean wait = again || status == 401 || status == 403;
                        yield wait ? new Handed.Later(status + ": " + why) : new Handed.Taken(readings.size());
                    }
                };
            };
        }
    }

    /// What became of readings handed over.
    public sealed interface Handed {
        /// They are off our hands and not sent again.
        ///
        /// @param rejected how many of them the other side refused for good
        record Taken(int rejected) implements Handed {}

        /// The other side is down or busy.
        ///
        /// @param why for the person who looks
        record Later(String why) implements Handed {}
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
    /// @param sent readings handed over
    /// @param rejected those of them that were refused for good
    /// @param waiting readings kept for later
    /// @param lost readings dropped, the oldest first, because too many were waiting
    /// @param trouble why the last try failed; empty when it did not
    public record Tally(long sent, long rejected, int waiting, long lost, String trouble) {}

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
    private List<Sample> underWay = List.of();
    private long sent;
    private long rejected;
    private long lost;
    private String trouble = "";
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
        return new Tally(sent, rejected, waiting.size() + underWay.size(), lost, trouble);
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
    public void step() throws InterruptedException {
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

    private void send() throws InterruptedException {
        if (stepsToWait > 0) {
            stepsToWait--;
            return;
        }
        for (var batch = batch(); !batch.isEmpty(); batch = batch()) {
            switch (handed(batch)) {
                case Handed.Taken(int refused) -> done(batch.size(), refused);
                case Handed.Later(var why) -> {
                    failed(why);
                    return;
                }
            }
        }
    }

    private Handed handed(List<Sample> batch) throws InterruptedException {
        try {
            return outlet.send(batch);
        } catch (IOException e) {
            return new Handed.Later(e.toString());
        }
    }

    /// What is under way already, or else the next readings that wait.
    private synchronized List<Sample> batch() {
        if (underWay.isEmpty()) {
            var next = new ArrayList<Sample>(Math.min(BATCH, waiting.size()));
            while (next.size() < BATCH && !waiting.isEmpty()) next.add(waiting.removeFirst());
            underWay = List.copyOf(next);
        }
        return underWay;
    }

    private synchronized void done(int size, int refused) {
        underWay = List.of();
        sent += size;
        rejected += refused;
        pause = 0;
        trouble = "";
    }

    private synchronized void failed(String why) {
        trouble = why;
        pause = Math.clamp(pause * 2L, 1, LONGEST_WAIT);
        stepsToWait = pause;
    }
}
