package dev.velocity.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/// Durable readings per second through the real door with rules on, by batch size and connections, beside the
/// [Floor] fed the very same bytes. Prints a Markdown table.
///
/// Each connection is a device of its own with its own sensors; readings of a sensor are a second apart, on a site
/// whose time is its data's, so nothing is late. A connection that gets ahead drives that time on for all, by hours in
/// a second of ours, so the stale rule is on but patient: raising and clearing its alerts is another bench.
public final class IngestBench {
    private static final int SENSORS = 1_000;
    private static final int PATIENT_PERIODS = 100_000;
    private static final int[] BATCHES = {1, 10, 1_000, 10_000};
    private static final int[] CONNECTIONS = {1, 8, 32};

    private final Duration warm;
    private final Duration length;

    private IngestBench(Duration warm, Duration length) {
        this.warm = warm;
        this.length = length;
    }

    /// @param arguments seconds to warm up and to measure each cell (default 2 and 5), then cells as `1000x8` (default:
    /// all)
    public static void main(String... arguments) throws Exception {
        var bench = new IngestBench(
                Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 2),
                Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 5));
        var cells = new ArrayList<int[]>();
        for (int i = 2; i < arguments.length; i++)
            cells.add(Arrays.stream(arguments[i].split("x", 2))
                    .mapToInt(Integer::parseInt)
                    .toArray());
        if (cells.isEmpty())
            for (int batch : BATCHES) for (int connections : CONNECTIONS) cells.add(new int[] {batch, connections});
        System.out.println(
                "| batch | connections | readings/s | requests/s | p50 ms | p99 ms | CPU µs/reading | floor requests/s | ratio |");
        System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (var cell : cells) bench.cell(cell[0], cell[1]);
    }

    private record Result(double requests, double p50, double p99, double cpuMicrosPerRequest) {}

    private void cell(int batch, int connections) throws Exception {
        var directory = Files.createTempDirectory("velocity-bench");
        Result ours;
        Result floor;
        try {
            var site = Files.writeString(directory.resolve("site.yaml"), site());
            try (var peer =
                    new Peer(ServerUnderLoad.class, directory.resolve("data").toString(), site.toString())) {
                ours = measure(peer, batch, connections);
            }
            try (var peer = new Peer(Floor.class, directory.resolve("floor").toString())) {
                floor = measure(peer, batch, connections);
            }
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
        System.out.printf(
                "| %d | %d | %,.0f | %,.0f | %.2f | %.2f | %.2f | %,.0f | %.2f |%n",
                batch,
                connections,
                ours.requests * batch,
                ours.requests,
                ours.p50,
                ours.p99,
                ours.cpuMicrosPerRequest / batch,
                floor.requests,
                ours.requests / floor.requests);
    }

    private Result measure(Peer peer, int batch, int connections) throws Exception {
        var stop = new AtomicBoolean();
        var measuring = new AtomicBoolean();
        var clients = new ArrayList<Client>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < connections; i++) {
            var client = new Client(peer, batch, i, connections, stop, measuring);
            clients.add(client);
            threads.add(Thread.ofPlatform().start(client));
        }
        Thread.sleep(warm);
        long cpu = peer.cpuNanos();
        long started = System.nanoTime();
        measuring.set(true);
        Thread.sleep(length);
        measuring.set(false);
        long nanos = System.nanoTime() - started;
        long used = peer.cpuNanos() - cpu;
        stop.set(true);
        for (var thread : threads) thread.join();
        var failure = clients.stream()
                .map(client -> client.failure)
                .filter(text -> !text.isEmpty())
                .findFirst();
        if (failure.isPresent()) throw new IOException(failure.get());
        var times = clients.stream()
                .flatMapToLong(client -> Arrays.stream(client.times, 0, client.count))
                .sorted()
                .toArray();
        return new Result(
                times.length * 1e9 / nanos,
                times[times.length / 2] / 1e6,
                times[(int) (times.length * 0.99)] / 1e6,
                used / 1e3 / times.length);
    }

    private static String site() {
        var text = new StringBuilder(
                "site: bench\nname: Bench\ntime-base: recorded\ntime-zone: UTC\nzones:\n  zone:\n    name: Zone\n    sensors:\n");
        for (int i = 0; i < SENSORS; i++)
            text.append("      s")
                    .append(10_000 + i)
                    .append(":\n        kind: carbon-dioxide\n        limits:\n          stale: {periods: ")
                    .append(PATIENT_PERIODS)
                    .append("}\n");
        return text.toString();
    }

    /// One connection that sends the next batch when the last is answered.
    private static final class Client implements Runnable {
        private static final int MOST = 4_000_000;
        private final Peer peer;
        private final AtomicBoolean stop;
        private final AtomicBoolean measuring;
        private final byte[] request;
        private final int[] timePlaces;
        private final int sensors;
        private final byte[] answer = new byte[65_536];
        private long[] times = new long[1_024];
        private int count;
        private Instant at = Instant.now().minus(Duration.ofDays(400)).truncatedTo(ChronoUnit.SECONDS);
        private String failure = "";

        Client(Peer peer, int batch, int number, int connections, AtomicBoolean stop, AtomicBoolean measuring) {
            this.peer = peer;
            this.stop = stop;
            this.measuring = measuring;
            sensors = Math.max(1, SENSORS / connections);
            var random = new Random(number);
            var body = new StringBuilder("[");
            timePlaces = new int[batch];
            for (int i = 0; i < batch; i++) {
                body.append(i == 0 ? "" : ",")
                        .append("{\"sensor\":\"s")
                        .append(10_000 + number * sensors + i % sensors)
                        .append("\",\"at\":\"");
                timePlaces[i] = body.length();
                body.append("2026-01-01T00:00:00Z\",\"value\":")
                        .append(600 + random.nextInt(3_000) / 10.0)
                        .append('}');
            }
            body.append(']');
            var head = "POST /api/v1/readings HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + peer.key()
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
            request = (head + body).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < batch; i++) timePlaces[i] += head.length();
        }

        @Override
        public void run() {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), peer.devices())) {
                socket.setTcpNoDelay(true);
                var in = new BufferedInputStream(socket.getInputStream(), 65_536);
                var out = socket.getOutputStream();
                while (!stop.get()) {
                    stamp();
                    long started = System.nanoTime();
                    exchange(in, out);
                    if (measuring.get() && count < MOST) {
                        if (count == times.length) times = Arrays.copyOf(times, 2 * count);
                        times[count++] = System.nanoTime() - started;
                    }
                }
            } catch (IOException e) {
                failure = e.toString();
            }
        }

        /// Gives each reading its instant: a second after the one before of its sensor.
        private void stamp() {
            byte[] text = {};
            for (int i = 0; i < timePlaces.length; i++) {
                if (i % sensors == 0) {
                    text = at.toString().getBytes(StandardCharsets.US_ASCII);
                    at = at.plusSeconds(1);
                }
                System.arraycopy(text, 0, request, timePlaces[i], text.length);
            }
        }

        private void exchange(InputStream in, OutputStream out) throws IOException {
            out.write(request);
            int length = 0;
            while (true) {
                int read = in.read(answer, length, answer.length - length);
                if (read < 0) throw new IOException("the server closed the connection");
                length += read;
                var text = new String(answer, 0, length, StandardCharsets.US_ASCII);
                int end = text.indexOf("\r\n\r\n");
                if (end < 0) continue;
                if (!text.startsWith("HTTP/1.1 200")) throw new IOException(text);
                int field = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
                int body = Integer.parseInt(
                        text.substring(field + 15, text.indexOf('\r', field)).strip());
                if (length < end + 4 + body) continue;
                if (text.contains("\"rejected\":[{")) throw new IOException(text);
                return;
            }
        }
    }
}
