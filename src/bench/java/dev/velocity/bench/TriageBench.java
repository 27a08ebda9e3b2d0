package dev.velocity.bench;

import dev.velocity.platform.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// The pages of triage with 1,000 alerts open of many that are over, and how many acknowledgements a second are on disk
/// and in the trail. Prints Markdown tables.
public final class TriageBench {
    private static final int OPEN = 1_000;
    private static final int CONNECTIONS = 32;
    /// Of what is measured, unmeasured before: a server that has just started compiles itself for two minutes.
    private static final int WARM_ROUNDS = 4;
    private static final List<Asked> PAGES = List.of(
            new Asked(
                    "50 of a severity and role, JSON",
                    "/api/v1/alerts?severity=high&role=operations&triage=new&limit=50"),
            new Asked(
                    "50 that are over, JSON", "/api/v1/alerts?severity=high&role=operations&triage=resolved&limit=50"),
            new Asked("50 of any triage, JSON", "/api/v1/alerts?severity=high&role=operations&limit=50"),
            new Asked("all open, JSON", "/api/v1/alerts?triage=new&triage=acknowledged&limit=1000"),
            new Asked("counts", "/api/v1/alerts/counts"),
            new Asked("the board", "/board?severity=high&role=operations&limit=50"));
    private static final Pattern CSRF = Pattern.compile("\"csrf\":\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+),\"version\"");

    private record Asked(String name, String path) {}

    private final int warm;
    private final int count;
    private final int seconds;

    private TriageBench(int warm, int count, int seconds) {
        this.warm = warm;
        this.count = count;
        this.seconds = seconds;
    }

    /// @param arguments seconds the pages are warmed up, requests to measure of each, seconds for which acknowledging
    ///     is measured after four times as long (default 120, 2000, 30), then how many alerts are over (default
    ///     100000 and 1000000)
    public static void main(String... arguments) throws Exception {
        var numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        var bench = new TriageBench(
                numbers.length > 0 ? numbers[0] : 120,
                numbers.length > 1 ? numbers[1] : 2_000,
                numbers.length > 2 ? numbers[2] : 30);
        var histories =
                numbers.length > 3 ? Arrays.copyOfRange(numbers, 3, numbers.length) : new int[] {100_000, 1_000_000};
        for (int over : histories) bench.measure(over);
    }

    private void measure(int over) throws Exception {
        var directory = Files.createTempDirectory("triage");
        try {
            var data = Files.createDirectories(directory.resolve("data"));
            fill(data.resolve("velocity.db"), over);
            var site = Files.writeString(directory.resolve("site.yaml"), site());
            try (var peer = new Peer(ServerUnderLoad.class, data.toString(), site.toString(), "whole", "2")) {
                raise(peer);
                var person = signIn(peer);
                System.out.printf("%,d alerts open of %,d that ever were:%n%n", OPEN, OPEN + over);
                warm(person);
                System.out.println("| request, one after the other | p50 ms | p95 ms | CPU of the server ms |");
                System.out.println("|---|--:|--:|--:|");
                for (var page : PAGES) measure(peer, person, page);
                System.out.println();
                acknowledge(peer, person, directory);
                System.out.println();
            }
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    /// @param cookie the session
    /// @param token against forged requests
    record Person(HttpClient http, URI base, String cookie, String token) {
        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(base.resolve(path))
                    .header("Cookie", cookie)
                    .build());
        }

        /// A connection that asks and commands in this person's name and costs the bench next to nothing.
        Wire wire() throws IOException {
            return new Wire(base.getPort(), cookie, "Origin: " + base + "\r\nX-CSRF: " + token + "\r\nIf-Match: *\r\n");
        }

        private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200)
                throw new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
            return answer;
        }
    }

    /// All of them in turn: were each warmed up by itself, the first would be measured beside the compiler.
    private void warm(Person person) throws IOException {
        try (var wire = person.wire()) {
            for (long until = System.nanoTime() + warm * 1_000_000_000L; System.nanoTime() < until; )
                for (var page : PAGES) wire.get(page.path());
        }
    }

    private void measure(Peer peer, Person person, Asked page) throws IOException {
        try (var wire = person.wire()) {
            var times = new long[count];
            long cpu = peer.cpuNanos();
            for (int i = 0; i < count; i++) {
                long started = System.nanoTime();
                wire.get(page.path());
                times[i] = System.nanoTime() - started;
            }
            cpu = peer.cpuNanos() - cpu;
            Arrays.sort(times);
            System.out.printf(
                    "| %s | %.2f | %.2f | %.2f |%n",
                    page.name(), times[count / 2] / 1e6, times[count * 95 / 100] / 1e6, cpu / 1e6 / count);
        }
    }

    /// Acknowledges and gives back in turn, each connection its own alerts, each answer when it is on disk; beside the
    /// least a durable server can do.
    private void acknowledge(Peer peer, Person person, Path directory) throws Exception {
        var ids = new ArrayList<Long>();
        var found =
                ID.matcher(person.get("/api/v1/alerts?triage=new&limit=1000").body());
        while (found.find()) ids.add(Long.parseLong(found.group(1)));
        // Each connection its own alerts, also when it comes round to them again.
        int whole = ids.size() / CONNECTIONS * CONNECTIONS;
        System.out.println("| at " + CONNECTIONS
                + " connections, on disk | a second | p50 ms | p99 ms | CPU of the server ms | answers |");
        System.out.println("|---|--:|--:|--:|--:|--:|");
        commands("acknowledgements, in the trail too", WARM_ROUNDS, peer, person::wire, (wire, turn) -> {
            var path = "/api/v1/alerts/" + ids.get(turn / 2 % whole);
            if (turn % 2 == 0) wire.post(path + "/acknowledge", "{}");
            else wire.post(path + "/unacknowledge", "{\"text\":\"again\"}");
        });
        try (var floor = new Peer(Floor.class, directory.resolve("floor").toString())) {
            commands(
                    "floor: append, flush, answer",
                    1,
                    floor,
                    () -> new Wire(floor.devices(), "none=1"),
                    (wire, _) -> wire.post("/", "{}"));
        }
    }

    private interface Connect {
        Wire wire() throws IOException;
    }

    private interface Send {
        /// @param turn even and the odd one behind it are of the same connection; no other has them
        void send(Wire wire, int turn) throws IOException;
    }

    private void commands(String name, int warmRounds, Peer peer, Connect connect, Send send) throws Exception {
        for (int i = 0; i < warmRounds; i++) times(connect, send);
        long cpu = peer.cpuNanos();
        long started = System.nanoTime();
        var times = times(connect, send);
        double length = (System.nanoTime() - started) / 1e9;
        cpu = peer.cpuNanos() - cpu;
        System.out.printf(
                "| %s | %,.0f | %.1f | %.1f | %.2f | %,d |%n",
                name,
                times.length / length,
                times[times.length / 2] / 1e6,
                times[times.length * 99 / 100] / 1e6,
                cpu / 1e6 / times.length,
                times.length);
    }

    /// How long each took, in order of length.
    private long[] times(Connect connect, Send send) throws Exception {
        var times = new ArrayList<Future<long[]>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long until = System.nanoTime() + seconds * 1_000_000_000L;
            for (int i = 0; i < CONNECTIONS; i++) {
                int which = i;
                times.add(threads.submit(() -> {
                    var own = LongStream.builder();
                    try (var wire = connect.wire()) {
                        for (int pair = which; System.nanoTime() < until; pair += CONNECTIONS)
                            for (int turn = 2 * pair; turn < 2 * pair + 2; turn++) {
                                long begun = System.nanoTime();
                                send.send(wire, turn);
                                own.add(System.nanoTime() - begun);
                            }
                    }
                    return own.build().toArray();
                }));
            }
            var all = LongStream.builder();
            for (var one : times) Arrays.stream(one.get()).forEach(all::add);
            return all.build().sorted().toArray();
        }
    }

    /// Opens an alert of each of the site's sensors.
    static void raise(Peer peer) throws IOException, InterruptedException {
        var body = new StringBuilder("[");
        for (int i = 0; i < OPEN; i++)
            body.append(i == 0 ? "" : ",").append("{\"sensor\":\"s").append(i).append("\",\"value\":2000}");
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peer.devices() + "/api/v1/readings"))
                            .header("Authorization", "Bearer " + peer.key())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    body.append(']').toString()))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new IOException(answer.body());
        }
    }

    static Person signIn(Peer peer) throws IOException, InterruptedException {
        var base = URI.create("http://127.0.0.1:" + peer.people());
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        var answer = http.send(
                HttpRequest.newBuilder(base.resolve("/sign-in"))
                        .header("Origin", base.toString())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "name=" + ServerUnderLoad.NAME + "1&password=" + ServerUnderLoad.PASSWORD))
                        .build(),
                BodyHandlers.discarding());
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow(() -> new IOException("not signed in"));
        var person = new Person(http, base, cookie.split(";", 2)[0], "");
        var token = CSRF.matcher(person.get("/api/v1/me").body());
        if (!token.find()) throw new IOException("no token");
        return new Person(http, base, person.cookie(), token.group(1));
    }

    /// Alerts that are over, as the server would have left them.
    private static void fill(Path file, int over) throws SQLException {
        Database.migrate(file, null);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("""
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                    INSERT INTO alert (id, sensor, rule, site, zone, role, informed, severity, rank, condition, triage, latched, raised_at,
                        returned_at, acknowledged_by, acknowledged_at, resolved_by, resolved_at, value, occurrences, title, changed_at,
                        version, kind, owner, known)
                    SELECT i, 's' || (i %% 1000), 'high', 'triage', 'zone', 'operations', '', s.name, s.rank, 'returned', 'resolved', 0,
                        i * 1000000, i * 1000000 + 500000, 'otto', i * 1000000, 'otto', i * 1000000 + 600000, 2000, 1, 'Sensor',
                        i * 1000000, 3, 'carbon-dioxide', 'operations', s.name
                    FROM n JOIN (SELECT 0 AS k, 'low' AS name, 1 AS rank UNION SELECT 1, 'medium', 2 UNION SELECT 2, 'high', 3
                        UNION SELECT 3, 'critical', 4) AS s ON s.k = n.i %% 4""".formatted(over));
        }
    }

    /// A site of 1,000 sensors whose limits raise high alerts.
    static String site() {
        var site = new StringBuilder("""
                site: triage
                name: Triage
                time-base: live
                time-zone: UTC
                zones:
                  zone:
                    name: Zone
                    sensors:
                """);
        for (int i = 0; i < OPEN; i++) site.append("""
                          s%d:
                            kind: carbon-dioxide
                            limits:
                              high:
                                low: none
                                medium: none
                                high: {at: 1000, deadband: 0, on-delay: 0 s, off-delay: 0 s, basis: a bench}
                                critical: none
                              stale: none
                              flat: none
                    """.formatted(i).indent(0));
        return site.toString();
    }
}
