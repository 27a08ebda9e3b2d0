package dev.velocity.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many threads, one writer: whatever they throw at it, what is on disk is one gap-free sequence in which each thread's
/// units stand in the order in which it submitted them, and events are told in that same sequence.
@Timeout(60)
class WriterOrderTest {
    private static final int THREADS = 8;
    private static final int UNITS_EACH = 400;

    @TempDir
    private Path directory;

    /// One row of the sequence.
    private record Row(long number, int thread, int unit) {}

    @Test
    void unitsOfManyThreadsBecomeOneSequence() throws Exception {
        long seed = System.nanoTime();
        var told = new ArrayList<Row>();
        List<Row> answered;
        List<Row> kept;
        try (var database = Database.open(directory.resolve("v.db"))) {
            try (var writer = new Writer(database)) {
                writer.write(tx -> tx.update("CREATE TABLE sequence_test (number INTEGER PRIMARY KEY, thread, unit)"));
                var submitters = IntStream.range(0, THREADS)
                        .mapToObj(thread -> new Submitter(writer, thread, new Random(seed + thread), told))
                        .toList();
                var threads = submitters.stream()
                        .map(submitter -> Thread.ofPlatform().start(submitter))
                        .toList();
                for (var thread : threads) thread.join();
                answered = submitters.stream()
                        .flatMap(submitter -> submitter.answers.stream())
                        .flatMap(WriterOrderTest::answer)
                        .toList();
            }
            kept = database.read(rows -> rows.list(
                    "SELECT number, thread, unit FROM sequence_test ORDER BY number",
                    row -> new Row(row.getLong(1), row.getInt(2), row.getInt(3))));
        }
        assertThat(kept).as("seed " + seed).containsExactlyInAnyOrderElementsOf(answered);
        assertThat(told).as("seed " + seed + ": events in the order of commits").isEqualTo(kept);
        var last = new HashMap<Integer, Integer>();
        for (int i = 0; i < kept.size(); i++) {
            var row = kept.get(i);
            assertThat(row.number()).as("seed " + seed + ": no gap").isEqualTo(i + 1L);
            var before = last.put(row.thread(), row.unit());
            assertThat(before == null || before < row.unit())
                    .as("seed %d: %s after %s", seed, row, before)
                    .isTrue();
        }
        assertThat(kept).hasSizeGreaterThan(THREADS * UNITS_EACH / 2);
    }

    private static java.util.stream.Stream<Row> answer(CompletableFuture<Row> future) {
        try {
            return java.util.stream.Stream.of(future.join());
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(Thrown.class);
            return java.util.stream.Stream.empty();
        }
    }

    private static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Submits to one of the writer's two queues, now and then a unit that fails after it has written.
    private static final class Submitter implements Runnable {
        private final Writer writer;
        private final int thread;
        private final Random random;
        private final List<Row> told;
        private final List<CompletableFuture<Row>> answers = new ArrayList<>();

        Submitter(Writer writer, int thread, Random random, List<Row> told) {
            this.writer = writer;
            this.thread = thread;
            this.random = random;
            this.told = told;
        }

        @Override
        public void run() {
            for (int i = 0; i < UNITS_EACH; i++) {
                int number = i;
                boolean fails = random.nextInt(10) == 0;
                Unit<Row> unit = tx -> keep(tx, number, fails);
                var answer = thread % 2 == 0 ? writer.submit(unit) : writer.submitBulk(unit);
                answers.add(answer);
                // Now and then nothing is waiting, so that the writer falls asleep and must be woken.
                if (random.nextInt(20) == 0)
                    answer.exceptionally(_ -> new Row(0, 0, 0)).join();
            }
        }

        private Row keep(Tx tx, int unit, boolean fails) {
            long number = tx.one(
                            "INSERT INTO sequence_test (thread, unit) VALUES (?, ?) RETURNING number",
                            row -> row.getLong(1),
                            thread,
                            unit)
                    .orElseThrow();
            var row = new Row(number, thread, unit);
            // Told on the writer's thread alone.
            tx.afterCommit(() -> told.add(row));
            if (fails) throw new Thrown();
            return row;
        }
    }
}
