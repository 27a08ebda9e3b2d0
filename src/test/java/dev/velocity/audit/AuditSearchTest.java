package dev.velocity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Searching the trail, and knowing how far it can be trusted.
class AuditSearchTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AuditQuery EVERYTHING =
            new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), 1_000);

    @TempDir
    private Path data;

    private Instant now = NOON;
    private Database database;
    private Writer writer;
    private Audit audit;

    @BeforeEach
    void open() {
        database = Database.open(DataDirectory.database(data));
        writer = new Writer(database);
        audit = new Audit(() -> now);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void whatIsSearchedForIsFoundByEveryPart() {
        line("anna", "alert.acknowledged", "alert/1", "{}");
        line("anna", "alert.commented", "alert/17", "{\"words\":\"The Fan squeaks\"}");
        line("bert", "session.open", "person/bert", "{}");
        line("bert", "alert.acknowledged", "alert/2", "{}");
        assertThat(seqs(EVERYTHING)).containsExactly(4L, 3L, 2L, 1L);
        assertThat(seqs(with(Optional.of("anna"), "", "", ""))).containsExactly(2L, 1L);
        assertThat(seqs(with(Optional.empty(), "alert.", "", ""))).containsExactly(4L, 2L, 1L);
        assertThat(seqs(with(Optional.empty(), "alert.acknowledged", "", ""))).containsExactly(4L, 1L);
        // One alert is not all whose numbers begin so.
        assertThat(seqs(with(Optional.empty(), "", "alert/1", ""))).containsExactly(1L);
        assertThat(seqs(with(Optional.empty(), "", "alert/", ""))).containsExactly(4L, 2L, 1L);
        assertThat(seqs(with(Optional.empty(), "", "person", ""))).containsExactly(3L);
        assertThat(seqs(with(Optional.empty(), "", "", "FAN"))).containsExactly(2L);
        assertThat(seqs(with(Optional.empty(), "", "", "bert"))).containsExactly(4L, 3L);
        assertThat(seqs(with(Optional.of("anna"), "session.", "", ""))).isEmpty();
    }

    @Test
    void aPeriodIsFoundAlsoWhereClocksWereSetBack() {
        for (int minute : new int[] {0, 1, 2, 60, 1, 3}) {
            now = NOON.plus(Duration.ofMinutes(minute));
            line("anna", "a.b", "c/1", "{}");
        }
        assertThat(seqs(period(1, 3))).containsExactly(5L, 3L, 2L);
        assertThat(seqs(period(3, 4))).containsExactly(6L);
        assertThat(seqs(period(10, 20))).isEmpty();
        assertThat(seqs(new AuditQuery(
                        AuditQuery.Reach.ALL,
                        Optional.of(5L),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(NOON.plusSeconds(60)),
                        Optional.empty(),
                        10)))
                .containsExactly(4L, 3L, 2L);
    }

    @Test
    void whoMayReadTheirOwnAndSomeObjectsFindsNothingElse() {
        line("anna", "alert.raised", "alert/1", "{}");
        line("bert", "session.open", "person/bert", "{}");
        line("anna", "session.open", "person/anna", "{}");
        line("carl", "silence.made", "silence/2", "{}");
        assertThat(seqs(reaching(new AuditQuery.Reach(Optional.of("anna"), List.of()))))
                .containsExactly(3L, 1L);
        assertThat(seqs(reaching(new AuditQuery.Reach(Optional.of("bert"), List.of("alert/", "silence/")))))
                .containsExactly(4L, 2L, 1L);
        assertThat(seqs(reaching(new AuditQuery.Reach(Optional.of("dora"), List.of()))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void goingOnFindsEveryLineOnceHoweverLittleIsLookedThroughAtOnce(long seed) {
        var random = new Random(seed);
        var all = new ArrayList<Line>();
        for (int i = 0; i < 300; i++)
            line(
                    "p" + random.nextInt(3),
                    random.nextBoolean() ? "a.x" : "b.x",
                    random.nextBoolean() ? "alert/" + random.nextInt(5) : "person/x",
                    "{\"n\":" + random.nextInt(40) + "}");
        database.read(rows -> {
            AuditStore.forEach(rows, all::add);
            return 0;
        });
        for (int round = 0; round < 60; round++) {
            var actor = random.nextInt(3) == 0 ? Optional.of("p1") : Optional.<String>empty();
            var action = random.nextBoolean() ? Optional.of("a.") : Optional.<String>empty();
            var object = random.nextBoolean() ? Optional.of("alert/") : Optional.<String>empty();
            var text = random.nextBoolean() ? Optional.of("\"n\":" + random.nextInt(40)) : Optional.<String>empty();
            var reach = random.nextBoolean()
                    ? AuditQuery.Reach.ALL
                    : new AuditQuery.Reach(Optional.of("p2"), random.nextBoolean() ? List.of() : List.of("alert/"));
            var query = new AuditQuery(
                    reach,
                    Optional.empty(),
                    actor,
                    action,
                    object,
                    text,
                    Optional.empty(),
                    Optional.empty(),
                    1 + random.nextInt(20));
            Predicate<Line> wanted = line -> reach.holds(line)
                    && actor.filter(one -> !one.equals(line.actor().name())).isEmpty()
                    && action.filter(one -> !line.action().startsWith(one)).isEmpty()
                    && object.filter(one -> !line.object().startsWith(one)).isEmpty()
                    && text.filter(one -> !line.detail().contains(one)).isEmpty();
            var found = new ArrayList<Long>();
            long lookedThrough = 1L + random.nextInt(50);
            for (var more = Optional.of(query); more.isPresent(); ) {
                var asked = more.get();
                var page = database.read(rows -> AuditStore.page(rows, asked, lookedThrough));
                page.lines().forEach(line -> found.add(line.seq()));
                more = page.next().map(asked::behind);
            }
            assertThat(found)
                    .as("seed %d round %d", seed, round)
                    .containsExactlyElementsOf(all.reversed().stream()
                            .filter(wanted)
                            .map(Line::seq)
                            .toList());
        }
    }

    @Test
    void aSearchThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), 1_001))
                .hasMessageContaining("1 to 1000");
        assertThatThrownBy(() -> with(Optional.empty(), "", "", "x".repeat(201)))
                .hasMessageContaining("200 characters");
        assertThatThrownBy(() -> period(3, 3)).hasMessageContaining("before");
    }

    @Test
    void theStateSaysWhatTheLastCheckFoundAndWhatIsSigned() throws Exception {
        var checkpoints = new Checkpoints(database, () -> now, data);
        try (var verifications = new Verifications(checkpoints, database, data, () -> now)) {
            line("anna", "a.b", "c/1", "{}");
            assertThat(verifications.state())
                    .isEqualTo(new TrailState(Optional.empty(), Optional.empty(), false, 1, 0, Optional.empty(), 0));
            checkpoints.close();
            line("anna", "a.b", "c/2", "{}");
            verifications.check();
            assertThat(verifications.state())
                    .isEqualTo(new TrailState(
                            Optional.of(new Verification.Whole(2, 1, 1)),
                            Optional.of(now),
                            false,
                            2,
                            1,
                            Optional.of(now),
                            1));
            assertThat(verifications.state().whole()).isTrue();
            // Within the minute it is not checked again.
            assertThat(verifications.ask()).isFalse();
            tamper();
            now = now.plus(Verifications.AT_MOST_EVERY);
            assertThat(verifications.check()).isInstanceOf(Verification.Broken.class);
            assertThat(verifications.state().whole()).isFalse();
        }
        // Another start knows what was signed without reading the trail.
        assertThat(new Checkpoints(database, () -> now, data).signed()).isEqualTo(new Checkpoints.Signed(1, NOON, 1));
    }

    @Test
    void anExportIsWholeAndLeavesNothingBehindWhenItIsDeleted() throws IOException {
        var checkpoints = new Checkpoints(database, () -> now, data);
        line("anna", "a.b", "c/1", "{}");
        checkpoints.close();
        try (var verifications = new Verifications(checkpoints, database, data, () -> now)) {
            var file = verifications.export();
            assertThat(Trail.verify(file, Optional.empty(), _ -> {})).isEqualTo(new Verification.Whole(1, 1, 1));
            Files.delete(file);
        }
        try (var files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("trail-"));
        }
    }

    /// As whoever has the file and knows SQL would.
    private void tamper() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + DataDirectory.database(data));
                var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER audit_is_final");
            statement.execute("UPDATE audit SET actor = 'bert' WHERE seq = 1");
        }
    }

    private static AuditQuery with(Optional<String> actor, String action, String object, String text) {
        return new AuditQuery(
                AuditQuery.Reach.ALL,
                Optional.empty(),
                actor,
                said(action),
                said(object),
                said(text),
                Optional.empty(),
                Optional.empty(),
                100);
    }

    private static AuditQuery reaching(AuditQuery.Reach reach) {
        return new AuditQuery(
                reach,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                100);
    }

    private static AuditQuery period(int from, int to) {
        return new AuditQuery(
                AuditQuery.Reach.ALL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(NOON.plus(Duration.ofMinutes(from))),
                Optional.of(NOON.plus(Duration.ofMinutes(to))),
                100);
    }

    private static Optional<String> said(String text) {
        return Optional.of(text).filter(words -> !words.isEmpty());
    }

    private List<Long> seqs(AuditQuery query) {
        return database.read(rows -> audit.lines(rows, query)).stream()
                .map(Line::seq)
                .toList();
    }

    private void line(String actor, String action, String object, String detail) {
        writer.write(tx -> audit.append(tx, new Actor(actor, "security"), action, object, detail));
    }
}
