package dev.velocity.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.Velocity;
import dev.velocity.access.Role;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.audit.Actor;
import dev.velocity.command.Commands;
import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup taken while people and sensors write is whole: what it restores has the very trail the server had, up to a
/// line the server still has.
class BackupTest {
    @TempDir
    private Path directory;

    private record Line(long seq, String hash) {}

    @Test
    void aBackupUnderLoadRestoresTheSameTrail() throws Exception {
        var backup = directory.resolve("backup");
        var restored = directory.resolve("restored");
        try (var server = TestServer.start(Sites.hall(1))) {
            server.reading("co2-1", 6_000);
            var writing = new AtomicBoolean(true);
            var load = Thread.ofVirtual().start(() -> {
                for (int i = 0; writing.get(); i++) write(server, i);
            });
            var data = server.bean(Path.class).toString();
            assertThat(run("backup", "--data", data, backup.toString())).isZero();
            writing.set(false);
            load.join();
            assertThat(run("restore", "--data", restored.toString(), backup.toString()))
                    .isZero();
            assertThat(run("audit", "verify", "--data", restored.toString())).isZero();
            try (var copy = Database.open(DataDirectory.database(restored))) {
                var root = newest(copy);
                assertThat(root.seq).isGreaterThan(5);
                assertThat(line(server.bean(Database.class), root.seq)).isEqualTo(root);
                for (var table : new String[] {"alert", "alert_event", "journal"}) {
                    var count = "SELECT count(*) FROM " + table;
                    assertThat(count(copy, count)).as(table).isPositive();
                }
                var whole = copy.read(rows -> rows.one("PRAGMA integrity_check", row -> row.getString(1)));
                assertThat(whole).contains("ok");
            }
            // A second restore over the first is refused, and the backup can be restored again elsewhere.
            assertThat(run("restore", "--data", restored.toString(), backup.toString()))
                    .isEqualTo(1);
        }
    }

    private static void write(TestServer server, int number) {
        server.reading("heat", 20 + number % 3);
        var alerts = server.bean(Alerts.class);
        alerts.handle(
                alerts.open().getFirst().id(),
                new Command.Comment("number " + number),
                new Actor("security", Role.SECURITY.text()),
                Role.SECURITY,
                OptionalLong.empty(),
                Optional.empty());
    }

    private static Line newest(Database database) {
        return line(database, count(database, "SELECT max(seq) FROM audit"));
    }

    private static Line line(Database database, long seq) {
        return database.read(rows -> rows.one(
                        "SELECT seq, hash FROM audit WHERE seq = ?",
                        row -> new Line(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))),
                        seq))
                .orElseThrow();
    }

    private static long count(Database database, String sql) {
        return database.read(rows -> rows.one(sql, row -> row.getLong(1))).orElseThrow();
    }

    private static int run(String... arguments) {
        return Commands.run(Velocity.class, arguments);
    }
}
