package dev.velocity.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velocity.audit.Trail;
import dev.velocity.audit.Verification;
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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk somebody else fills to the last byte: readings that say nothing new are refused, alerts go on from the
/// reserve by the ten thousand, and when there is room again so does everything.
@Tag("prove")
@Timeout(1_200)
class FullDiskTest {
    private static final int MIB = 1 << 20;
    private static final int DISK = 224;
    private static final int ALERTS = 10_000;
    private static final int AT_ONCE = 50;
    private static final Duration TO_NOTICE = Duration.ofSeconds(10);
    private static final Duration TO_GO_ON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// What became of it.
    private record Seen(int alerts, Duration noticed, Duration again) {}

    @Test
    void alertsGoOnFromTheReserve() throws Exception {
        assumeTrue(Tool.isRoot() && Tool.works("mount", "--version"), "needs the right to mount a small disk");
        var seen = fill("96");
        assertThat(seen.alerts).isEqualTo(ALERTS);
        assertThat(seen.again).isLessThan(TO_GO_ON);
        // What is proven must be the reserve's doing.
        var without = fill("0");
        assertThat(without.alerts).isLessThan(ALERTS);
        Proofs.saw(
                ("full disk (%d MiB, filled to the last byte): readings refused with 507 after %d ms, %,d more alerts"
                                + " accepted from the reserve of 96 MiB (%,d without one), all on disk and in a trail that"
                                + " verifies; readings taken again %d ms after there was room")
                        .formatted(DISK, seen.noticed.toMillis(), seen.alerts, without.alerts, seen.again.toMillis()));
    }

    private Seen fill(String reserve) throws Exception {
        var disk = Files.createDirectories(directory.resolve("disk-" + reserve));
        Tool.run("mount", "-t", "tmpfs", "-o", "size=" + DISK + "m", "tmpfs", disk.toString());
        try {
            return fill(disk, reserve);
        } finally {
            Tool.run("umount", "-l", disk.toString());
        }
    }

    private Seen fill(Path disk, String reserve) throws Exception {
        var data = Files.createDirectories(disk.resolve("data"));
        var site = Files.writeString(directory.resolve("site.yaml"), site());
        var peer = new Peer(ServerUnderLoad.class, data.toString(), site.toString(), "door", "1", "1000000", reserve);
        try {
            assertThat(send(peer, 0, 1, 500).statusCode()).isEqualTo(200);
            long kept = Long.parseLong(reserve) * MIB;
            while (kept > 0 && (!Files.exists(data.resolve("reserve")) || Files.size(data.resolve("reserve")) < kept))
                LockSupport.parkNanos(10_000_000);
            var filler = disk.resolve("filler");
            fillUp(filler);
            long begun = System.nanoTime();
            while (send(peer, 0, 1, 500).statusCode() != 507)
                assertThat(since(begun)).isLessThan(TO_NOTICE);
            var noticed = since(begun);
            // The reserve is free by now, and whoever filled the disk is at it again.
            int alerts = 0;
            for (; alerts < ALERTS; alerts += AT_ONCE) {
                var answer = send(peer, alerts, AT_ONCE, 2_000);
                if (answer.statusCode() != 200) break;
                assertThat(answer.body()).contains("\"accepted\":" + AT_ONCE);
                if (alerts % 1_000 == 0)
                    assertThat(send(peer, 1 + alerts % 7, 1, 500).statusCode()).isIn(200, 507);
            }
            Files.delete(filler);
            begun = System.nanoTime();
            while (send(peer, ALERTS, 1, 500 + alerts % 3).statusCode() != 200
                    && since(begun).compareTo(TO_GO_ON) < 0) LockSupport.parkNanos(20_000_000);
            var again = since(begun);
            peer.kill();
            check(data, alerts);
            return new Seen(alerts, noticed, again);
        } finally {
            peer.kill();
        }
    }

    private static void check(Path data, int alerts) throws IOException {
        try (var database = Database.open(DataDirectory.database(data))) {
            var count = database.read(rows -> rows.one("SELECT count(*) FROM alert", row -> row.getInt(1)));
            assertThat(count).contains(alerts);
            var whole = database.read(rows -> rows.one("PRAGMA integrity_check", row -> row.getString(1)));
            assertThat(whole).contains("ok");
            assertThat(Trail.verify(database, data, Optional.empty(), _ -> {})).isInstanceOf(Verification.Whole.class);
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void fillUp(Path file) throws IOException {
        try (var out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int size = MIB; size > 0; ) {
                try {
                    out.write(ByteBuffer.allocate(size));
                } catch (IOException full) {
                    size /= 2;
                }
            }
        }
    }

    /// One reading of each of some sensors, now.
    private HttpResponse<String> send(Peer peer, int first, int count, double value) throws Exception {
        var body = new StringBuilder("[");
        for (int i = first; i < first + count; i++)
            body.append(i == first ? "" : ",")
                    .append("{\"sensor\":\"s")
                    .append(i)
                    .append("\",\"value\":")
                    .append(value)
                    .append('}');
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peer.devices() + "/api/v1/readings"))
                        .header("Authorization", "Bearer " + peer.key())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                body.append(']').toString()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String site() {
        var site = new StringBuilder("""
                site: full
                name: Full
                time-base: live
                time-zone: UTC
                zones:
                  zone:
                    name: Zone
                    sensors:
                """);
        for (int i = 0; i <= ALERTS; i++) site.append("""
                          s%d:
                            kind: carbon-dioxide
                            limits:
                              high:
                                low: none
                                medium: none
                                high: {at: 1000, deadband: 0, on-delay: 0 s, off-delay: 0 s, basis: a test}
                                critical: none
                              stale: none
                              flat: none
                    """.formatted(i).indent(0));
        return site.toString();
    }
}
