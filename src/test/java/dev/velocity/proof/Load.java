package dev.velocity.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.audit.Trail;
import dev.velocity.audit.Verification;
import dev.velocity.bench.Peer;
import dev.velocity.history.JournalReader;
import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Devices that send readings to a server that is about to break, and remember what it answered 2xx; and the check of
/// what is there afterwards, which knows nothing of rules but a plain loop.
final class Load {
    private static final int SENSORS_EACH = 3;
    private static final double LIMIT = 1_000;
    private static final int AFTER_THE_FIRST_REFUSAL = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final long seed;
    private final List<Sender> senders = new ArrayList<>();
    private final Path site;
    private final AtomicLong acknowledged = new AtomicLong();
    private long packed;

    Load(int senders, long seed, Path directory) throws IOException {
        this.seed = seed;
        for (int i = 0; i < senders; i++) this.senders.add(new Sender(i, seed + i));
        site = Files.writeString(directory.resolve("site.yaml"), site(senders * SENSORS_EACH));
    }

    /// The site file a server needs for this load.
    String site() {
        return site.toString();
    }

    long seed() {
        return seed;
    }

    /// How many readings were answered 2xx so far.
    long acknowledged() {
        return acknowledged.get();
    }

    /// How many readings were in blocks when it was last checked.
    long packed() {
        return packed;
    }

    /// Begins to send, until the server is gone, refuses, or has taken `most` batches of each sender.
    Run send(Peer peer, long most) {
        return new Run(peer, most);
    }

    /// What was answered is kept, once; alerts are those of the kept readings; events have no gaps; the trail verifies.
    void check(Path data, String when) throws IOException {
        var what = "seed " + seed + ", " + when;
        try (var database = Database.open(DataDirectory.database(data))) {
            var kept = readings(database);
            for (var sender : senders)
                for (var one : sender.acknowledged.entrySet())
                    assertThat(kept.getOrDefault(one.getKey(), Map.of()))
                            .as("%s: answered readings of %s", what, one.getKey())
                            .containsAllEntriesOf(one.getValue());
            assertThat(JournalReader.wrongBlocks(database)).as(what).isEmpty();
            packed = database.read(rows -> rows.one("SELECT coalesce(sum(count), 0) FROM block", row -> row.getLong(1)))
                    .orElseThrow();
            assertThat(alerts(database)).as(what).isEqualTo(oracle(kept));
            var numbers =
                    database.read(rows -> rows.list("SELECT seq FROM alert_event ORDER BY seq", row -> row.getLong(1)));
            for (int i = 0; i < numbers.size(); i++)
                assertThat(numbers.get(i)).as(what).isEqualTo(i + 1L);
            // A server that failed at its very first flush has no keys yet, and nothing to verify.
            boolean keys = Files.exists(data.resolve("audit").resolve("audit.pub"));
            assertThat(keys || numbers.isEmpty()).as(what).isTrue();
            if (keys)
                assertThat(Trail.verify(database, data, Optional.empty(), _ -> {}))
                        .as(what)
                        .isInstanceOf(Verification.Whole.class);
        }
    }

    /// All that is kept, by sensor and instant, read with nothing of the server but the journal's format.
    private static Map<String, Map<Instant, Double>> readings(Database database) {
        var kept = new HashMap<String, Map<Instant, Double>>();
        JournalReader.forEach(database, (sensor, at, value) -> {
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

    private static String site(int sensors) {
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
        for (int i = 0; i < sensors; i++) text.append("""
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

    private record Sample(String sensor, Instant at, double value) {}

    /// All senders against one server.
    final class Run {
        private final List<Thread> threads = new ArrayList<>();
        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private final AtomicInteger degraded = new AtomicInteger();
        private final URI door;
        private final String key;
        private final long most;

        private Run(Peer peer, long most) {
            door = URI.create("http://127.0.0.1:" + peer.devices() + "/api/v1/readings");
            key = peer.key();
            this.most = most;
            for (var sender : senders) threads.add(Thread.ofPlatform().start(() -> sender.send(this)));
        }

        boolean goesOn() {
            return threads.stream().anyMatch(Thread::isAlive);
        }

        void join() throws InterruptedException {
            for (var thread : threads) thread.join();
        }

        /// How often the server said that it is degraded.
        int degraded() {
            return degraded.get();
        }

        /// Answers that should not be: a 2xx after it was degraded, a refusal for any other reason.
        List<String> wrong() {
            return List.copyOf(wrong);
        }
    }

    /// A device that sends small batches and repeats the last one until it is answered, across servers.
    private final class Sender {
        private final int number;
        private final Random random;
        private final Map<String, Map<Instant, Double>> acknowledged = new LinkedHashMap<>();
        private List<Sample> batch = List.of();
        private Instant at = Instant.parse("2026-01-01T00:00:00Z");

        Sender(int number, long seed) {
            this.number = number;
            random = new Random(seed);
        }

        void send(Run run) {
            int refusals = 0;
            try (var http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                for (long sent = 0; sent < run.most && refusals <= AFTER_THE_FIRST_REFUSAL; sent++) {
                    if (batch.isEmpty()) batch = next();
                    boolean after = run.degraded.get() > 0;
                    var answer = http.send(request(run), BodyHandlers.ofString());
                    var body = answer.body();
                    if (answer.statusCode() == 503 && body.contains("\"code\":\"degraded\"")) {
                        run.degraded.incrementAndGet();
                        refusals++;
                    } else if (answer.statusCode() == 200 && body.contains("\"rejected\":[]")) {
                        if (after) run.wrong.add("after it was degraded: " + body);
                        taken();
                    } else {
                        run.wrong.add(answer.statusCode() + " " + body);
                        return;
                    }
                }
            } catch (IOException e) {
                // The server is gone; what was not answered is sent again to the next one.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private HttpRequest request(Run run) {
            var body = new StringBuilder();
            for (var one : batch)
                body.append(body.isEmpty() ? '[' : ',')
                        .append("{\"sensor\":\"")
                        .append(one.sensor)
                        .append("\",\"at\":\"")
                        .append(one.at)
                        .append("\",\"value\":")
                        .append(one.value)
                        .append('}');
            return HttpRequest.newBuilder(run.door)
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + run.key)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.append(']').toString()))
                    .build();
        }

        private void taken() {
            for (var one : batch)
                acknowledged.computeIfAbsent(one.sensor, _ -> new TreeMap<>()).put(one.at, one.value);
            Load.this.acknowledged.addAndGet(batch.size());
            batch = List.of();
        }

        private List<Sample> next() {
            var readings = new ArrayList<Sample>();
            for (int n = 1 + random.nextInt(20); n > 0; n--) {
                at = at.plus(1 + random.nextInt(1_000), ChronoUnit.MILLIS);
                var sensor = "s" + (number * SENSORS_EACH + random.nextInt(SENSORS_EACH));
                readings.add(new Sample(sensor, at, 400.0 + random.nextInt(900)));
            }
            return readings;
        }
    }
}
