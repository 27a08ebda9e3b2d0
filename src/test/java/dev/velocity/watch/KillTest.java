package dev.velocity.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.audit.Trail;
import dev.velocity.audit.Verification;
import dev.velocity.bench.Peer;
import dev.velocity.bench.ServerUnderLoad;
import dev.velocity.ingest.ReadingsClient;
import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real server, killed under load at random moments: what it answered 2xx is there, and its alerts are exactly
/// those a
/// plain loop over the kept readings gives.
class KillTest {
    private static final int SENDERS = 4;
    private static final int SENSORS_PER_SENDER = 3;
    private static final double LIMIT = 1_000;
    private static final int ANSWERED_BEFORE_A_KILL = 200;

    @TempDir
    private Path directory;

    @Test
    void twentyKillsLoseNothing() throws Exception {
        kill(20, 20_260_301, "door");
    }

    @Test
    @Tag("prove")
    void twoHundredKillsLoseNothing() throws Exception {
        kill(200, System.nanoTime(), "whole");
    }

    private void kill(int times, long seed, String part) throws Exception {
        var random = new Random(seed);
        var data = directory.resolve("data");
        var site = Files.writeString(directory.resolve("site.yaml"), site());
        var senders = new ArrayList<Sender>();
        for (int i = 0; i < SENDERS; i++) senders.add(new Sender(i, seed + i));
        var acknowledged = new AtomicLong();
        for (int round = 1; round <= times; round++) {
            var peer = new Peer(ServerUnderLoad.class, data.toString(), site.toString(), part);
            var door = URI.create("http://127.0.0.1:" + peer.devices());
            var threads = new ArrayList<Thread>();
            for (var sender : senders)
                threads.add(Thread.ofPlatform().start(() -> sender.send(door, peer.key(), acknowledged)));
            // Once the load runs, for a while that nobody can foresee: then the hardest stop there is.
            long enough = acknowledged.get() + ANSWERED_BEFORE_A_KILL;
            while (acknowledged.get() < enough && threads.stream().anyMatch(Thread::isAlive))
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(200)).toNanos());
            peer.kill();
            for (var thread : threads) thread.join();
            check(data, senders, "seed " + seed + ", kill " + round);
        }
        System.out.printf(
                "%d kills (seed %d): %,d readings were answered 2xx, all are there%n", times, seed, acknowledged.get());
        assertThat(acknowledged.get())
                .as("the load was real")
                .isGreaterThanOrEqualTo(times * (long) ANSWERED_BEFORE_A_KILL);
    }

    private void check(Path data, List<Sender> senders, String when) throws IOException {
        try (var database = Database.open(DataDirectory.database(data))) {
            var kept = readings(database);
            for (var sender : senders)
                for (var one : sender.acknowledged.entrySet())
                    assertThat(kept.getOrDefault(one.getKey(), Map.of()))
                            .as("%s: answered readings of %s", when, one.getKey())
                            .containsAllEntriesOf(one.getValue());
            assertThat(alerts(database)).as(when).isEqualTo(oracle(kept));
            var numbers =
                    database.read(rows -> rows.list("SELECT seq FROM alert_event ORDER BY seq", row -> row.getLong(1)));
            for (int i = 0; i < numbers.size(); i++)
                assertThat(numbers.get(i)).as(when).isEqualTo(i + 1L);
            assertThat(Trail.verify(database, data, Optional.empty(), _ -> {}))
                    .as(when)
                    .isInstanceOf(Verification.Whole.class);
        }
    }

    /// All that is kept, by sensor and instant, read with nothing of the server but the journal's format.
    private static Map<String, Map<Instant, Double>> readings(Database database) {
        var kept = new HashMap<String, Map<Instant, Double>>();
        dev.velocity.history.JournalReader.forEach(database, (sensor, at, value) -> {
            var before = kept.computeIfAbsent(sensor, _ -> new TreeMap<>()).put(at, value);
            assertThat(before).as("%s at %s is kept once", sensor, at).isNull();
        });
        return kept;
    }

    /// When each sensor's condition came and went, by a loop that knows nothing of rules: readings of a sensor come in
    /// order.
    private static Map<String, List<String>> oracle(Map<String, Map<Instant, Double>> kept) {
        var expected = new TreeMap<String, List<String>>();
        kept.forEach((sensor, readings) -> {
            var changes = new ArrayList<String>();
            boolean over = false;
            for (var reading : readings.entrySet()) {
                boolean now = reading.getValue() > LIMIT;
                if (now != over) changes.add((now ? "came " : "went ") + reading.getKey());
                over = now;
            }
            if (!changes.isEmpty()) expected.put(sensor, changes);
        });
        return expected;
    }

    private static Map<String, List<String>> alerts(Database database) {
        var found = new TreeMap<String, List<String>>();
        database.read(rows -> {
            rows.forEach(
                    """
                    SELECT a.sensor, e.kind, e.at FROM alert_event e JOIN alert a ON a.id = e.alert
                     WHERE a.rule = 'high' ORDER BY e.seq""",
                    row -> found.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add((row.getString(2).equals("returned") ? "went " : "came ")
                                    + Micros.toInstant(row.getLong(3))));
            return found;
        });
        return found;
    }

    private static String site() {
        var text = new StringBuilder("""
                site: kill
                name: Kill
                time-base: recorded
                time-zone: UTC
                zones:
                  zone:
                    name: Zone
                    sensors:
                """);
        for (int i = 0; i < SENDERS * SENSORS_PER_SENDER; i++) text.append("""
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
                    """.formatted(i));
        return text.toString();
    }

    /// A device that sends small batches and repeats the last one until it is answered, across kills.
    private static final class Sender {
        private final int number;
        private final Random random;
        private final Map<String, Map<Instant, Double>> acknowledged = new LinkedHashMap<>();
        private List<Object[]> batch = List.of();
        private Instant at = Instant.parse("2026-01-01T00:00:00Z");

        Sender(int number, long seed) {
            this.number = number;
            random = new Random(seed);
        }

        void send(URI door, String key, AtomicLong count) {
            try (var client = new ReadingsClient(door, new Secret(key), null)) {
                while (true) {
                    if (batch.isEmpty()) batch = next();
                    for (var one : batch) client.add((String) one[0], (Instant) one[1], (Double) one[2]);
                    var answer = client.send();
                    if (!(answer instanceof ReadingsClient.Answer.Taken taken))
                        throw new IllegalStateException("the server refused: " + answer);
                    assertThat(taken.rejected()).isEmpty();
                    for (var one : batch)
                        acknowledged
                                .computeIfAbsent((String) one[0], _ -> new TreeMap<>())
                                .put((Instant) one[1], (Double) one[2]);
                    count.addAndGet(batch.size());
                    batch = List.of();
                }
            } catch (IOException e) {
                // The server was killed; what was not answered is sent again to the next one.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private List<Object[]> next() {
            var readings = new ArrayList<Object[]>();
            for (int n = 1 + random.nextInt(20); n > 0; n--) {
                at = at.plus(1 + random.nextInt(1_000), ChronoUnit.MILLIS);
                var sensor = "s" + (number * SENSORS_PER_SENDER + random.nextInt(SENSORS_PER_SENDER));
                readings.add(new Object[] {sensor, at, 400.0 + random.nextInt(900)});
            }
            return readings;
        }
    }
}
