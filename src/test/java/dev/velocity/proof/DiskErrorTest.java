package dev.velocity.proof;

import static java.util.Collections.frequency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velocity.bench.Peer;
import dev.velocity.bench.ServerUnderLoad;
import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fails one flush, made by strace: nothing that was answered 2xx is missing afterwards, everybody
/// after the failure is told that the server is degraded, and so is whoever looks after it.
///
/// The flush that fails is the Nth *of a thread*, as strace counts; nearly all are the writer's. Servers start one
/// after the other on the same data, so what each was answered must survive all that follow.
@Tag("alone")
@Timeout(1_200)
class DiskErrorTest {
    private static final int SENDERS = 3;
    private static final long BATCHES_EACH = 60;
    private static final Duration TO_SAY_SO = Duration.ofSeconds(1);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    /// What one failed flush did.
    private enum Struck {
        /// The load ended before the Nth flush.
        NOTHING,
        /// The server refused to start.
        START,
        /// A commit: the server was degraded from then on.
        COMMIT,
        /// A flush nobody's answer hung on: of a checkpoint, which is done again, or of a file that is not the data.
        ELSEWHERE
    }

    @Test
    void oneFailedFlushIsNoFalseAnswer() throws Exception {
        needStrace();
        var load = new Load(SENDERS, 20_260_302, directory);
        // Or the flushes of the schema's steps would be the first thirty.
        var data = Files.createDirectories(directory.resolve("data"));
        try (var database = Database.open(DataDirectory.database(data))) {
            assertThat(database.file()).exists();
        }
        assertThat(fail(load, 30, "door")).isEqualTo(Struck.COMMIT);
        assertThat(fail(load, 20, "whole")).isEqualTo(Struck.COMMIT);
    }

    @Test
    @Tag("prove")
    void noFailedFlushIsAFalseAnswer() throws Exception {
        needStrace();
        var load = new Load(SENDERS, System.nanoTime(), directory);
        var seen = new ArrayList<Struck>();
        int at = 1;
        for (; at <= 250; at++) {
            var struck = fail(load, at, at % 20 == 0 ? "whole" : "door");
            seen.add(struck);
            if (struck == Struck.NOTHING) break;
        }
        Proofs.saw(("failed flush (strace, EIO at the Nth fsync, N = 1 to %d, seed %d): %d hit a commit and every later"
                        + " answer was 503 degraded, %d hit the start and the server refused to start, %d hit no answer;"
                        + " of %,d readings answered 2xx none is missing")
                .formatted(
                        at,
                        load.seed(),
                        frequency(seen, Struck.COMMIT),
                        frequency(seen, Struck.START),
                        frequency(seen, Struck.ELSEWHERE),
                        load.acknowledged()));
        assertThat(frequency(seen, Struck.COMMIT)).as("commits that failed").isGreaterThan(20);
    }

    private Struck fail(Load load, int nth, String part) throws Exception {
        var data = directory.resolve("data");
        var log = directory.resolve("strace-" + nth + ".log");
        var strace = List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-y",
                "-o",
                log.toString(),
                "-e",
                "signal=none",
                "-e",
                "trace=fsync,fdatasync",
                "-e",
                "inject=fsync,fdatasync:error=EIO:when=" + nth);
        Peer peer;
        try {
            peer = new Peer(strace, ServerUnderLoad.class, data.toString(), load.site(), part);
        } catch (IOException e) {
            assertThat(injected(log))
                    .as("why it did not start: " + e.getMessage())
                    .hasSize(1);
            load.check(data, "start with flush " + nth + " failing");
            return Struck.START;
        }
        // Whoever watches a server does not ask for the first time on the day it fails.
        if (peer.operations() > 0) health(peer.operations());
        var run = load.send(peer, BATCHES_EACH);
        while (run.goesOn() && run.degraded() == 0)
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        if (run.degraded() > 0 && peer.operations() > 0) assertDown(peer.operations());
        run.join();
        peer.kill();
        assertThat(run.wrong()).as("flush " + nth).isEmpty();
        load.check(data, "flush " + nth + " failing");
        var injected = injected(log);
        System.out.println("flush " + nth + ": " + injected + ", degraded " + run.degraded());
        if (run.degraded() > 0) {
            assertThat(injected).as("the fault was real").isNotEmpty();
            return Struck.COMMIT;
        }
        return injected.isEmpty() ? Struck.NOTHING : Struck.ELSEWHERE;
    }

    /// Whoever asks how the server is learns it in time, and why.
    private static void assertDown(int operations) throws Exception {
        long started = System.nanoTime();
        while (true) {
            var answer = health(operations);
            var late = Duration.ofNanos(System.nanoTime() - started);
            assertThat(late).as(answer.body()).isLessThan(TO_SAY_SO);
            if (answer.statusCode() == 503) {
                assertThat(answer.body()).contains("\"DOWN\"").contains("the disk failed while ");
                Proofs.saw("failed flush: the operations listener said DOWN after %d ms".formatted(late.toMillis()));
                return;
            }
        }
    }

    private static HttpResponse<String> health(int operations) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operations + "/health"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static List<String> injected(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("(INJECTED)"))
                .toList();
    }

    private static void needStrace() throws InterruptedException {
        assumeTrue(
                Tool.works("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=fsync", "true"),
                "needs strace, and the right to trace");
    }
}
