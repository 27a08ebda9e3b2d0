package dev.velocity.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
    @TempDir
    private Path directory;

    private Database database;
    private Writer writer;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("v.db"));
        writer = new Writer(database);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void theFileIsForItsOwnerAlone() throws Exception {
        for (var file : List.of("v.db", "v.db-wal"))
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
                    .isEqualTo("rw-------");
    }

    /// More of them than a connection keeps prepared, the first ones asked again and one within another.
    @Test
    void questionsAreAnsweredHoweverManyThereAre() {
        for (int round = 0; round < 2; round++)
            for (int i = 0; i < 600; i++) {
                int number = i;
                var sql = "SELECT " + i + " + ?";
                var found = database.read(rows -> rows.list(
                        sql,
                        row -> row.getInt(1)
                                + rows.one("SELECT ?", one -> one.getInt(1), number)
                                        .orElseThrow(),
                        1));
                assertThat(found).containsExactly(2 * i + 1);
            }
    }

    @Test
    void aQuestionThatFailsSpoilsNoOther() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> database.read(rows -> rows.one("SELECT nothing", row -> row.getInt(1))))
                    .hasMessageContaining("nothing");
            assertThatThrownBy(() -> database.read(rows -> {
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            // A snapshot that stayed open would not show this.
            int number = i;
            writer.write(tx -> insert(tx, "s" + number));
            assertThat(kept()).hasSize(i + 1);
        }
    }

    @Test
    void aUnitThatFailsIsUndoneAloneAndItsNeighboursStay() throws Exception {
        var gate = new CountDownLatch(1);
        var first = writer.submit(tx -> {
            await(gate);
            return insert(tx, "a");
        });
        var second = writer.submit(tx -> {
            insert(tx, "b");
            throw new IllegalStateException("no");
        });
        var third = writer.submit(tx -> insert(tx, "c"));
        gate.countDown();
        first.get();
        third.get();
        assertThat(second)
                .failsWithin(java.time.Duration.ofSeconds(5))
                .withThrowableThat()
                .withMessageContaining("no");
        assertThat(kept()).containsExactly("a", "c");
    }

    @Test
    void whatAFailedUnitDidInMemoryIsUndoneBackwards() {
        var undone = new ArrayList<String>();
        assertThatThrownBy(() -> writer.write(tx -> {
                    tx.onRollback(() -> undone.add("first"));
                    tx.onRollback(() -> undone.add("second"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(undone).containsExactly("second", "first");
    }

    @Test
    void anErrorOfAUnitOrAListenerStopsNobodyElse() {
        assertThatThrownBy(() -> writer.write(tx -> {
                    throw new StackOverflowError("too deep");
                }))
                .isInstanceOf(StackOverflowError.class);
        writer.write(tx -> {
            tx.afterCommit(() -> {
                throw new AssertionError("a listener");
            });
            return 0;
        });
        int answer = writer.write(tx -> 7);
        assertThat(answer).isEqualTo(7);
    }

    @Test
    void whoIsAnsweredFindsToldWhatTheyDidInTheOrderOfUnits() throws Exception {
        var told = new ArrayList<Integer>();
        var answers = new ArrayList<CompletableFuture<Integer>>();
        shareACommit(
                answers,
                (tx, number) -> tx.afterCommit(() -> {
                    assertThat(answers.get(number)).isNotDone();
                    told.add(number);
                }));
        assertThat(told).isEqualTo(IntStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void newsIsToldWhenAllWhoShareACommitAreAnsweredInTheOrderOfUnits() throws Exception {
        var told = new ArrayList<Integer>();
        var answers = new ArrayList<CompletableFuture<Integer>>();
        shareACommit(answers, (tx, number) -> {
            tx.afterAnswer(() -> {
                assertThat(answers).allSatisfy(answer -> assertThat(answer).isDone());
                told.add(number);
            });
            if (number % 10 == 0) throw new IllegalStateException("no");
        });
        assertThat(told)
                .isEqualTo(IntStream.rangeClosed(1, 50)
                        .filter(number -> number % 10 != 0)
                        .boxed()
                        .toList());
    }

    /// Does units 1 to 50 in one commit and waits until everybody has been told.
    private void shareACommit(List<CompletableFuture<Integer>> answers, BiConsumer<Tx, Integer> unit) throws Exception {
        var gate = new CountDownLatch(1);
        answers.add(writer.submit(tx -> {
            await(gate);
            return 0;
        }));
        for (int i = 1; i <= 50; i++) {
            int number = i;
            answers.add(writer.submit(tx -> {
                unit.accept(tx, number);
                return number;
            }));
        }
        gate.countDown();
        for (var answer : answers) answer.exceptionally(_ -> -1).get();
        writer.write(tx -> 0);
    }

    @Test
    void peopleGoBeforeTheMassOfReadings() throws Exception {
        var order = new ArrayList<String>();
        var running = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var holding = writer.submit(tx -> {
            running.countDown();
            await(gate);
            return 0;
        });
        running.await();
        var reading = writer.submitBulk(tx -> order.add("reading"));
        var person = writer.submit(tx -> order.add("person"));
        gate.countDown();
        holding.get();
        reading.get();
        person.get();
        assertThat(order).containsExactly("person", "reading");
    }

    @Test
    void tooMuchWaitingIsRefusedAtOnceAndPeopleStillGetIn() throws Exception {
        var gate = new CountDownLatch(1);
        var holding = writer.submit(tx -> {
            await(gate);
            return 0;
        });
        var refused = new AtomicInteger();
        var answers = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 3_000; i++) {
            var answer = writer.submitBulk(tx -> 0);
            if (answer.isCompletedExceptionally()) refused.incrementAndGet();
            answers.add(answer);
        }
        var person = writer.submit(tx -> 1);
        assertThat(refused).hasPositiveValue();
        assertThat(person).isNotDone();
        gate.countDown();
        assertThat(person.get()).isOne();
        assertThat(holding.get()).isZero();
        for (var answer : answers)
            if (!answer.isCompletedExceptionally()) assertThat(answer.get()).isZero();
        Integer again = writer.write(tx -> 2);
        assertThat(again).as("room again").isEqualTo(2);
    }

    @Test
    void aChangeByAnotherProcessIsNoticedBeforeTheNextUnit() {
        var noticed = new AtomicInteger();
        writer.onForeignChange(noticed::incrementAndGet);
        writer.write(tx -> insert(tx, "mine"));
        assertThat(noticed).hasValue(0);
        try (var other = new Writer(database)) {
            other.write(tx -> insert(tx, "theirs"));
        }
        writer.write(tx -> {
            assertThat(noticed).hasValue(1);
            return insert(tx, "mine again");
        });
        assertThat(kept()).containsExactly("mine", "theirs", "mine again");
    }

    @Test
    void anotherProcessThatHoldsTheDatabaseMakesUsBusyAndNotBroken() throws Exception {
        try (var other = Database.connect(database.file());
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> writer.write(tx -> insert(tx, "a"))).isInstanceOf(NotWritten.Busy.class);
            statement.execute("ROLLBACK");
        }
        assertThat(writer.broken()).isNull();
        Integer rows = writer.write(tx -> insert(tx, "b"));
        assertThat(rows).isOne();
    }

    @Test
    void aFullDiskIsToldAndWhenThereIsRoomTheWriterGoesOn() {
        Long most = writer.write(tx -> pages(tx, 1));
        assertThat(most).isPositive();
        assertThatThrownBy(() -> writer.write(this::much)).isInstanceOf(NotWritten.DiskFull.class);
        assertThatThrownBy(() -> writer.write(this::much)).isInstanceOf(NotWritten.DiskFull.class);
        assertThat(writer.broken()).isNull();
        assertThat(kept()).isEmpty();
        Long more = writer.write(tx -> pages(tx, 1_000_000));
        assertThat(more).isEqualTo(1_000_000);
        Integer rows = writer.write(this::much);
        assertThat(rows).isEqualTo(500);
        assertThat(kept()).hasSize(500);
    }

    @Test
    void whoIsUrgentOnAFullDiskGetsTheRoomThatIsMadeAndTheMassOfReadingsIsRefused() throws Exception {
        writer.write(tx -> pages(tx, 1));
        var made = new AtomicInteger();
        var gate = new CountDownLatch(1);
        writer.whenFull(() -> {
            writer.full(true);
            return made.getAndIncrement() == 0;
        });
        var first = writer.submit(tx -> {
            await(gate);
            return 0;
        });
        var bulk = writer.submitBulk(this::much);
        var told = new AtomicInteger();
        var urgent = writer.submit(tx -> {
            tx.afterCommit(told::incrementAndGet);
            if (made.get() > 0) pages(tx, 1_000_000);
            return much(tx);
        });
        gate.countDown();
        assertThat(first.get()).isZero();
        assertThat(urgent.get()).isEqualTo(500);
        assertThat(bulk)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(NotWritten.DiskFull.class);
        assertThat(kept()).hasSize(500);
        assertThat(writer.submitBulk(this::much))
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(NotWritten.DiskFull.class);
        writer.full(false);
        writer.submitBulk(tx -> insert(tx, "a")).get();
        assertThat(told).hasValue(1);
        assertThat(made).hasValue(1);
    }

    private int much(Tx tx) {
        for (int i = 0; i < 500; i++) {
            var name = "x".repeat(1_000) + i;
            tx.one("INSERT INTO journal_sensor (sensor) VALUES (?) RETURNING number", row -> row.getLong(1), name);
        }
        return 500;
    }

    private static long pages(Tx tx, long most) {
        return tx.one("PRAGMA max_page_count = " + most, row -> row.getLong(1)).orElseThrow();
    }

    @Test
    void readersSeeOnlyWhatIsCommittedAndCannotWrite() {
        writer.write(tx -> {
            insert(tx, "a");
            assertThat(kept()).isEmpty();
            return 0;
        });
        assertThat(kept()).containsExactly("a");
        assertThatThrownBy(() -> database.read(rows ->
                        rows.list("INSERT INTO journal_sensor (sensor) VALUES ('x') RETURNING sensor", row -> "")))
                .hasMessageContaining("readonly");
    }

    @Test
    void whatIsQueuedAtTheEndIsStillDone() throws Exception {
        var answers = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 100; i++) {
            var name = "n" + i;
            answers.add(writer.submitBulk(tx -> insert(tx, name)));
        }
        writer.close();
        for (var answer : answers) assertThat(answer.get()).isOne();
        assertThat(writer.submit(tx -> 0)).isCompletedExceptionally();
        assertThat(kept()).hasSize(100);
    }

    private static int insert(Tx tx, String name) {
        return tx.update("INSERT INTO journal_sensor (sensor) VALUES (?)", name);
    }

    private List<String> kept() {
        return database.read(
                rows -> rows.list("SELECT sensor FROM journal_sensor ORDER BY number", row -> row.getString(1)));
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
