package dev.velocity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailTest {
    private static final Actor ANNA = new Actor("anna", "security");

    @TempDir
    private Path data;

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Database database;
    private Writer writer;
    private Audit audit;
    private Checkpoints checkpoints;

    @BeforeEach
    void open() {
        database = Database.open(DataDirectory.database(data));
        writer = new Writer(database);
        audit = new Audit(() -> now);
        checkpoints = new Checkpoints(database, () -> now, data);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void linesAreNumberedWithoutGapsEvenWhenUnitsFail() {
        append(3);
        assertThatThrownBy(() -> writer.write(tx -> {
                    audit.append(tx, ANNA, "a.b", "c/1", "{}");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        append(2);
        assertThat(verify()).isEqualTo(new Verification.Whole(5, 0, 0));
    }

    @Test
    void aCheckpointIsSignedEveryThousandLinesOrSixtySeconds() {
        append(999);
        checkpoints.look();
        assertThat(verify()).isEqualTo(new Verification.Whole(999, 0, 0));
        append(1);
        checkpoints.look();
        assertThat(verify()).isEqualTo(new Verification.Whole(1_000, 1_000, 1));
        append(1);
        now = now.plus(Duration.ofSeconds(59));
        checkpoints.look();
        assertThat(verify()).isEqualTo(new Verification.Whole(1_001, 1_000, 1));
        now = now.plus(Duration.ofSeconds(1));
        checkpoints.look();
        assertThat(verify()).isEqualTo(new Verification.Whole(1_001, 1_001, 2));
    }

    @Test
    void nobodyChangesOrDeletesALineThroughTheDatabase() {
        append(3);
        assertThatThrownBy(() -> writer.write(tx -> tx.update("UPDATE audit SET actor = 'bob' WHERE seq = 2")))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> writer.write(tx -> tx.update("DELETE FROM audit WHERE seq = 2")))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> writer.write(tx -> tx.update(
                        "INSERT OR REPLACE INTO audit SELECT 2, at, 'bob', role, action, object, detail, hash FROM audit"
                                + " WHERE seq = 2")))
                .as("replacing a row is deleting it")
                .hasMessageContaining("append-only");
    }

    @Test
    void anyChangedColumnIsFoundAndItsLineNamed() throws SQLException {
        append(20);
        for (var change : new String[] {
            "actor = 'bob'",
            "role = 'admin'",
            "at = at + 1",
            "action = 'x'",
            "object = 'y'",
            "detail = '{\"a\":1}'",
            "hash = zeroblob(32)"
        }) {
            tamper("UPDATE audit SET " + change + " WHERE seq = 7");
            assertThat(verify())
                    .as(change)
                    .isInstanceOfSatisfying(
                            Verification.Broken.class,
                            broken -> assertThat(broken.line()).isEqualTo(7));
            restore();
        }
    }

    @Test
    void anyFlippedBitOfAnExportIsFound() throws Exception {
        append(50);
        checkpoints.close();
        var export = data.resolve("export.jsonl");
        Trail.export(database, data, export, _ -> {});
        var key = Optional.of(Checkpoints.directory(data).resolve("audit.pub"));
        assertThat(Trail.verify(export, key, _ -> {})).isEqualTo(new Verification.Whole(50, 50, 1));
        var bytes = Files.readAllBytes(export);
        int first = new String(bytes, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n') + 1;
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            int at = first + random.nextInt(bytes.length - first);
            int bit = 1 << random.nextInt(8);
            bytes[at] ^= (byte) bit;
            Files.write(export, bytes);
            var found = Trail.verify(export, key, _ -> {});
            assertThat(found).as("bit %d of byte %d", bit, at).isInstanceOf(Verification.Broken.class);
            bytes[at] ^= (byte) bit;
        }
    }

    @Test
    void aMissingMovedOrCutLineIsFound() throws SQLException {
        append(30);
        checkpoints.close();
        tamper("DELETE FROM audit WHERE seq = 12");
        assertThat(verify()).isEqualTo(new Verification.Broken(12, "line 12 is missing; line 13 follows"));
        restore();
        tamper("DELETE FROM audit WHERE seq > 25");
        assertThat(verify())
                .isEqualTo(new Verification.Broken(
                        26, "the trail ends with line 25, but line 30 was signed: its end was cut off"));
    }

    @Test
    void aTrailMadeAnewWithTheStolenDatabaseDoesNotFitWhatWasSigned() throws SQLException {
        append(10);
        checkpoints.close();
        tamper("DELETE FROM audit");
        audit.forget();
        now = now.plusSeconds(1);
        append(10);
        assertThat(verify()).isInstanceOf(Verification.Broken.class);
    }

    @Test
    void anotherKeysCheckpointsAreNotBelieved() throws Exception {
        append(5);
        checkpoints.close();
        var other = data.resolve("other");
        var strange = DataDirectory.open(other);
        Keys.in(strange);
        assertThat(Trail.verify(database, data, Optional.of(strange.resolve("audit.pub")), _ -> {}))
                .isEqualTo(new Verification.Broken(5, "the checkpoint for it is not signed by the trail's key"));
    }

    @Test
    void aCheckpointTornByAPowerCutIsWrittenAgain() throws Exception {
        append(5);
        checkpoints.close();
        var file = Checkpoints.file(data);
        var whole = Files.readString(file);
        Files.writeString(file, whole + "{\"checkpoint\":7,\"at\":12");
        assertThat(verify()).isEqualTo(new Verification.Whole(5, 5, 1));
        append(5);
        new Checkpoints(database, () -> now, data).close();
        assertThat(verify()).isEqualTo(new Verification.Whole(10, 10, 2));
    }

    @Test
    void theSigningKeyIsForItsOwnerAlone() throws Exception {
        var key = Checkpoints.directory(data).resolve("audit.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    private void append(int lines) {
        writer.write(tx -> {
            for (int i = 0; i < lines; i++)
                audit.append(tx, ANNA, "alert.acknowledged", "alert/" + i, "{\"n\":" + i + "}");
            return lines;
        });
    }

    private Verification verify() {
        return checkpoints.verify();
    }

    /// Changes the table as somebody with the file in hand would: past the triggers.
    private void tamper(String sql) throws SQLException {
        try (var connection = raw();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM audit");
            statement.execute("DROP TRIGGER IF EXISTS audit_is_final");
            statement.execute("DROP TRIGGER IF EXISTS audit_is_kept");
            statement.execute(sql);
        }
    }

    private void restore() throws SQLException {
        tamper("DELETE FROM audit");
        tamper("INSERT INTO audit SELECT * FROM kept");
    }

    private Connection raw() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + DataDirectory.database(data));
    }
}
