package dev.velocity.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.access.Outcome;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.measure.Quantity;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.Step;
import dev.velocity.sensor.TimeBase;
import dev.velocity.sensor.Zone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShiftsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Person OTTO = person(1, "otto", Role.OPERATIONS);
    private static final Person OLGA = person(2, "olga", Role.OPERATIONS);
    private static final Person SIRI = person(3, "siri", Role.SECURITY);
    private static final Catalogue CATALOGUE = catalogue();

    @TempDir
    private Path directory;

    private Database database;
    private Writer writer;
    private Alerts alerts;
    private Shifts shifts;
    private Instant now = NOON;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("v.db"));
        writer = new Writer(database);
        var audit = new Audit(() -> now);
        alerts = new Alerts(database, writer, audit, () -> now, CATALOGUE, _ -> Optional.empty(), _ -> {});
        shifts = new Shifts(database, writer, audit, () -> now, alerts);
        for (int i = 0; i < 4; i++) raise(i);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void eachAlertStandsOnceWhereItBelongs() {
        give(1, new Command.Shelve(Duration.ofMinutes(30), false, "paint"));
        give(2, new Command.TakeOutOfService("order 7", ""));
        give(3, new Command.Acknowledge(Optional.of(Duration.ofMinutes(1))));
        now = now.plusSeconds(60);
        writer.write(tx -> {
            alerts.tick(tx, now);
            return 0;
        });
        var sheet = shifts.sheet(Role.OPERATIONS);
        assertThat(ids(sheet, Sheet.Part.SHELVED)).containsExactly(1L);
        assertThat(ids(sheet, Sheet.Part.OUT_OF_SERVICE)).containsExactly(2L);
        assertThat(ids(sheet, Sheet.Part.RETURNED)).containsExactly(3L);
        assertThat(ids(sheet, Sheet.Part.OPEN)).containsExactly(4L);
        assertThat(sheet.text())
                .contains("shelved by otto until 2026-03-02T12:30:00Z: paint", "under order 7")
                .contains("Returned to the queue", "#4 low");
        assertThat(shifts.sheet(Role.SECURITY).alerts()).isEmpty();
    }

    @Test
    void bothSignaturesAreInTheTrailWithTheDigestOfTheVeryText() throws Exception {
        done(shifts.note(OTTO, " pump 2 is loud\n<b>listen</b> "));
        var sheet = shifts.sheet(Role.OPERATIONS);
        var handover = done(shifts.sign(OTTO, OLGA, sheet.digest()));
        assertThat(handover.sheet()).contains("otto: pump 2 is loud\n    <b>listen</b>");
        var digest =
                MessageDigest.getInstance("SHA-256").digest(handover.sheet().getBytes(StandardCharsets.UTF_8));
        assertThat(handover.digest()).isEqualTo(HexFormat.of().formatHex(digest));
        List<String> trail = database.read(rows -> rows.list(
                "SELECT actor || ' ' || action || ' ' || object || ' ' || detail FROM audit"
                        + " WHERE object LIKE 'handover/%' ORDER BY seq",
                row -> row.getString(1)));
        assertThat(trail)
                .containsExactly(
                        "otto handover.left handover/1 " + handover.digest(),
                        "olga handover.taken handover/1 " + handover.digest());
        assertThat(shifts.find(1)).contains(handover);
        assertThat(shifts.list(Role.OPERATIONS)).containsExactly(handover);
    }

    @Test
    void theNextSheetBeginsWhereTheLastEnded() {
        done(shifts.note(OTTO, "for olga"));
        now = now.plusSeconds(3_600);
        done(shifts.sign(OTTO, OLGA, shifts.sheet(Role.OPERATIONS).digest()));
        now = now.plusSeconds(1);
        done(shifts.note(OLGA, "for otto"));
        var next = shifts.sheet(Role.OPERATIONS);
        assertThat(next.since()).isEqualTo(NOON.plusSeconds(3_600));
        assertThat(next.notes()).extracting(Note::text).containsExactly("for otto");
        assertThat(next.alerts()).hasSize(4);
    }

    @Test
    void whatChangedMeanwhileIsLookedAtAgain() {
        var seen = shifts.sheet(Role.OPERATIONS).digest();
        give(1, new Command.Acknowledge());
        assertThat(shifts.sign(OTTO, OLGA, seen))
                .isEqualTo(new Outcome.Refused<>(
                        "changed", "something changed while you looked at it; look again, then sign"));
        assertThat(shifts.list(Role.OPERATIONS)).isEmpty();
        done(shifts.sign(OTTO, OLGA, shifts.sheet(Role.OPERATIONS).digest()));
    }

    @Test
    void nobodySignsForBothAndOnlyTheOwnRoleTakesOver() {
        var digest = shifts.sheet(Role.OPERATIONS).digest();
        assertThat(shifts.sign(OTTO, OTTO, digest))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("same-person"));
        assertThat(shifts.sign(OTTO, SIRI, digest))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("other-role"));
    }

    @Test
    void aNoteHasWordsAndNotTooMany() {
        assertThat(shifts.note(OTTO, " ")).isInstanceOf(Outcome.Refused.class);
        assertThat(shifts.note(OTTO, "x".repeat(2_001))).isInstanceOf(Outcome.Refused.class);
        done(shifts.note(OTTO, "x".repeat(2_000)));
    }

    @Test
    void whatWasSignedIsNeverRewritten() {
        done(shifts.note(OTTO, "words"));
        done(shifts.sign(OTTO, OLGA, shifts.sheet(Role.OPERATIONS).digest()));
        for (var sql :
                List.of("UPDATE handover SET sheet = ''", "DELETE FROM handover", "UPDATE shift_note SET text = ''"))
            assertThatThrownBy(() -> writer.write(tx -> tx.update(sql))).as(sql).isInstanceOf(RuntimeException.class);
    }

    @Test
    void goingBackAVersionAndUpAgainKeepsWhatWasSigned() {
        done(shifts.note(OTTO, "words"));
        var handover =
                done(shifts.sign(OTTO, OLGA, shifts.sheet(Role.OPERATIONS).digest()));
        now = now.plusSeconds(1);
        done(shifts.note(OLGA, "more"));
        writer.close();
        database.close();
        Database.migrate(directory.resolve("v.db"), 6);
        database = Database.open(directory.resolve("v.db"));
        writer = new Writer(database);
        assertThat(database.read(rows -> ShiftStore.find(rows, 1)).orElseThrow())
                .isEqualTo(handover);
        List<Note> notes = database.read(rows -> ShiftStore.notes(rows, Role.OPERATIONS, NOON, 10));
        assertThat(notes).extracting(Note::text).containsExactly("words", "more");
    }

    private static Person person(long id, String name, Role role) {
        return new Person(id, name, name, role, false, 1, NOON);
    }

    private static List<Long> ids(Sheet sheet, Sheet.Part part) {
        return sheet.in(part).stream().map(alert -> alert.id()).toList();
    }

    private static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T>(var value)) return value;
        throw new AssertionError(outcome.toString());
    }

    private void raise(int sensor) {
        var of = CATALOGUE.sensors().get(sensor);
        writer.write(tx -> {
            alerts.apply(tx, List.of(new Finding.Raised(of.id(), "high", Severity.LOW, now, 1, 0)), now);
            return 0;
        });
    }

    private void give(long id, Command command) {
        alerts.handle(
                id, command, new Actor("otto", "operations"), Role.OPERATIONS, OptionalLong.empty(), Optional.empty());
    }

    private static Catalogue catalogue() {
        var limit = new Limit.High(
                List.of(new Step(Severity.LOW, 1_000, 100, Duration.ZERO, Duration.ZERO, "a test")),
                Duration.ZERO,
                false);
        var sensors = IntStream.range(0, 4)
                .mapToObj(i -> new Sensor(
                        new SensorId("s" + i),
                        "site",
                        "zone",
                        "Sensor " + i,
                        Quantity.CARBON_DIOXIDE,
                        0,
                        10_000,
                        0,
                        1_000,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Role.OPERATIONS,
                        List.of(),
                        List.of(limit),
                        "carbon-dioxide",
                        Map.of()))
                .toList();
        return new Catalogue(List.of(
                new Site("site", "Site", TimeBase.LIVE, ZoneOffset.UTC, List.of(new Zone("zone", "Zone", sensors)))));
    }
}
