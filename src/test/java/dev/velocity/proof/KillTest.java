package dev.velocity.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.bench.Peer;
import dev.velocity.bench.ServerUnderLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real server, killed under load at random moments: what it answered 2xx is there, and its alerts are exactly
/// those a plain loop over the kept readings gives.
class KillTest {
    private static final int SENDERS = 4;
    private static final int ANSWERED_BEFORE_A_KILL = 200;

    @TempDir
    private Path directory;

    @Test
    void sixKillsLoseNothing() throws Exception {
        kill(6, 20_260_301, "door");
    }

    @Test
    @Tag("prove")
    void twoHundredKillsLoseNothing() throws Exception {
        kill(200, System.nanoTime(), "whole");
    }

    private void kill(int times, long seed, String part) throws Exception {
        var random = new Random(seed);
        var data = directory.resolve("data");
        var load = new Load(SENDERS, seed, directory);
        for (int round = 1; round <= times; round++) {
            // So few readings in memory that kills hit the packing of blocks as well.
            var peer = new Peer(ServerUnderLoad.class, data.toString(), load.site(), part, "1", "300");
            var run = load.send(peer, Long.MAX_VALUE);
            // Once the load runs, for a while that nobody can foresee: then the hardest stop there is.
            long enough = load.acknowledged() + ANSWERED_BEFORE_A_KILL;
            while (load.acknowledged() < enough && run.goesOn())
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(200)).toNanos());
            peer.kill();
            run.join();
            assertThat(run.wrong()).isEmpty();
            assertThat(run.degraded()).isZero();
            load.check(data, "kill " + round);
        }
        Proofs.saw(
                ("kill -9: %d kills of the %s server under load (seed %d); %,d readings were answered 2xx, all are there,"
                                + " %,d of them in blocks")
                        .formatted(times, part, seed, load.acknowledged(), load.packed()));
        assertThat(load.packed()).as("readings were packed meanwhile").isPositive();
        assertThat(load.acknowledged())
                .as("the load was real")
                .isGreaterThanOrEqualTo(times * (long) ANSWERED_BEFORE_A_KILL);
    }
}
