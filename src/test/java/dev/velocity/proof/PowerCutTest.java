package dev.velocity.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velocity.bench.Peer;
import dev.velocity.bench.ServerUnderLoad;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Power cuts on a real file system. The control says what a cut is worth: a program with `synchronous=NORMAL` must
/// lose what it said it had committed, or nothing was cut; the same program with `FULL`, and the server, must not.
@Tag("prove")
@Timeout(1_800)
class PowerCutTest {
    private static final int CUTS = 20;
    private static final int ANSWERED_BEFORE_A_CUT = 200;
    private static final int SAID_BEFORE_A_CUT = 100;

    @TempDir
    private Path directory;

    @Test
    void aPowerCutLosesNothingThatWasAnswered() throws Exception {
        assumeTrue(Disk.isPossible(directory), "needs root, loop devices, e2fsprogs and xfsprogs");
        long seed = System.nanoTime();
        var random = new Random(seed);
        int careless = 0;
        int careful = 0;
        var load = new Load(4, seed, directory);
        try (var disk = new Disk(directory)) {
            for (int cut = 1; cut <= CUTS; cut++) {
                careless += loses(disk, "NORMAL", cut, random) ? 1 : 0;
                careful += loses(disk, "FULL", cut, random) ? 1 : 0;
                server(disk, load, cut, random);
                System.out.printf("power cut %d: NORMAL has lost %d times, FULL %d%n", cut, careless, careful);
            }
        }
        Proofs.saw(
                ("power cut (ext4 shut down under a stopped process, seed %d): %d cuts of the server, %,d readings were"
                                + " answered 2xx, all are there; a program with synchronous=FULL lost in %d of %d, one with NORMAL"
                                + " in %d of %d")
                        .formatted(seed, CUTS, load.acknowledged(), careful, CUTS, careless, CUTS));
        assertThat(careless).as("the cuts were real: NORMAL loses").isGreaterThanOrEqualTo(CUTS * 3 / 10);
        assertThat(careful).as("FULL loses").isZero();
        assertThat(load.acknowledged()).isGreaterThanOrEqualTo(CUTS * (long) ANSWERED_BEFORE_A_CUT);
    }

    private void server(Disk disk, Load load, int cut, Random random) throws Exception {
        var data = disk.place().resolve("data");
        var peer = new Peer(ServerUnderLoad.class, data.toString(), load.site(), "door");
        try {
            var run = load.send(peer, Long.MAX_VALUE);
            long enough = load.acknowledged() + ANSWERED_BEFORE_A_CUT;
            while (load.acknowledged() < enough && run.goesOn())
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(300)).toNanos());
            disk.cut(peer.pid(), () -> kill(peer));
            run.join();
            assertThat(run.wrong()).isEmpty();
            assertThat(run.degraded()).isZero();
        } finally {
            peer.kill();
        }
        disk.mount();
        load.check(data, "cut " + cut);
    }

    /// Whether the control has lost what it said.
    private boolean loses(Disk disk, String synchronous, int cut, Random random) throws Exception {
        var file = disk.place().resolve(synchronous + cut + ".db");
        var said = new AtomicLong();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneRowAtATime.class.getName(),
                        file.toString(),
                        synchronous)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var listener = Thread.ofPlatform().start(() -> listen(process, said));
        try {
            while (said.get() < SAID_BEFORE_A_CUT && process.isAlive())
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(300)).toNanos());
            disk.cut(process.pid(), () -> end(process));
            listener.join();
        } finally {
            end(process);
        }
        disk.mount();
        assertThat(said.get()).isGreaterThanOrEqualTo(SAID_BEFORE_A_CUT);
        long kept = kept(file);
        for (var left : java.util.List.of(file, Path.of(file + "-wal"), Path.of(file + "-shm")))
            Files.deleteIfExists(left);
        return kept < said.get();
    }

    private static void listen(Process process, AtomicLong said) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) said.set(Long.parseLong(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The rows from the first on that are there; none when the whole table, or the file, is gone.
    private static long kept(Path file) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*), coalesce(max(n), 0) FROM said")) {
            return row.next() && row.getLong(1) == row.getLong(2) ? row.getLong(1) : 0;
        } catch (SQLException e) {
            return 0;
        }
    }

    private static void kill(Peer peer) {
        try {
            peer.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
