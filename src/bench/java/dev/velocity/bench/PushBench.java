package dev.velocity.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// How long it takes from a device beginning to send a reading that breaks a limit, or mends it, until the event
/// has arrived at a screen: through the devices' door, the rules, the alert, the trail, the disk, and the live
/// stream. Beside it [EchoFloor], which does nothing in between. Prints a Markdown table.
public final class PushBench {
    private static final int SCREENS_OF_A_SESSION = 4;
    private static final int SESSIONS_OF_A_PERSON = 10;
    private static final long PATIENCE_SECONDS = 20;

    private final int warm;
    private final int count;

    private PushBench(int warm, int count) {
        this.warm = warm;
        this.count = count;
    }

    /// @param arguments events to warm up with, events to measure, then how many idle screens look on (default 500,
    /// 2000, and 0 and 100)
    public static void main(String... arguments) throws Exception {
        var numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        var bench = new PushBench(numbers.length > 0 ? numbers[0] : 500, numbers.length > 1 ? numbers[1] : 2_000);
        var screens = numbers.length > 2 ? Arrays.copyOfRange(numbers, 2, numbers.length) : new int[] {0, 100};
        System.out.println("| screens looking on | answered p50 ms | p99 ms | on the screen p50 ms | p99 ms | most ms |"
                + " floor p50 ms | p99 ms |");
        System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (int others : screens) bench.row(others);
    }

    @SuppressWarnings("ArrayRecordComponent") // printed and dropped
    private record Times(long[] answered, long[] seen) {
        static double at(long[] sorted, double part) {
            return sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))] / 1e6;
        }
    }

    private void row(int others) throws Exception {
        var directory = Files.createTempDirectory("push");
        try {
            var site = Files.writeString(directory.resolve("site.yaml"), SITE);
            Times ours;
            Times floor;
            var people = Integer.toString(others / SCREENS_OF_A_SESSION / SESSIONS_OF_A_PERSON + 2);
            var data = directory.resolve("data").toString();
            try (var peer = new Peer(ServerUnderLoad.class, data, site.toString(), "whole", people)) {
                ours = measure(peer, others, true);
            }
            try (var peer = new Peer(EchoFloor.class)) {
                floor = measure(peer, others, false);
            }
            System.out.printf(
                    "| %d | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                    others,
                    Times.at(ours.answered, 0.5),
                    Times.at(ours.answered, 0.99),
                    Times.at(ours.seen, 0.5),
                    Times.at(ours.seen, 0.99),
                    Times.at(ours.seen, 1),
                    Times.at(floor.seen, 0.5),
                    Times.at(floor.seen, 0.99));
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
    }

    private Times measure(Peer peer, int others, boolean signIn) throws Exception {
        var screens = new ArrayList<Screen>();
        var idle = new ArrayList<Screen>();
        try {
            for (int i = 0; i < others; i += SCREENS_OF_A_SESSION) {
                int person = 1 + i / SCREENS_OF_A_SESSION / SESSIONS_OF_A_PERSON;
                var cookie = signIn ? signIn(peer, person) : "none=1";
                for (int j = i; j < Math.min(others, i + SCREENS_OF_A_SESSION); j++) idle.add(new Screen(peer, cookie));
            }
            var screen = new Screen(peer, signIn ? signIn(peer, 0) : "none=1");
            screens.add(screen);
            var answered = new long[count];
            var seen = new long[count];
            // Only now: a server lets go of a device that says nothing, and a hundred sign-ins take their time.
            try (var device = new Device(peer)) {
                for (int i = 0; i < warm + count; i++) {
                    long started = System.nanoTime();
                    device.send(i % 2 == 0 ? 2_000 : 600);
                    long answer = System.nanoTime();
                    long arrived = Optional.ofNullable(screen.events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .orElseThrow(() -> new IOException("no event came"));
                    if (!screen.events.isEmpty()) throw new IOException("more than one event came");
                    if (i < warm) continue;
                    answered[i - warm] = answer - started;
                    seen[i - warm] = arrived - started;
                }
            }
            for (var one : idle)
                for (int i = 0; i < warm + count; i++)
                    if (one.events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null)
                        throw new IOException("a screen that only looks on was left out");
            Arrays.sort(answered);
            Arrays.sort(seen);
            return new Times(answered, seen);
        } finally {
            for (var screen : screens) screen.close();
            for (var screen : idle) screen.close();
        }
    }

    private static String signIn(Peer peer, int person) throws IOException, InterruptedException {
        var base = "http://127.0.0.1:" + peer.people();
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            var request = HttpRequest.newBuilder(URI.create(base + "/sign-in"))
                    .header("Origin", base)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "name=" + ServerUnderLoad.NAME + person + "&password=" + ServerUnderLoad.PASSWORD))
                    .build();
            var answer = http.send(request, BodyHandlers.discarding());
            var cookie = answer.headers().firstValue("Set-Cookie");
            if (answer.statusCode() != 303 || cookie.isEmpty())
                throw new IOException("signing in was answered " + answer.statusCode());
            return cookie.get().split(";", 2)[0];
        }
    }

    private static final String SITE = """
            site: push
            name: Push
            time-base: recorded
            time-zone: UTC
            zones:
              zone:
                name: Zone
                sensors:
                  s:
                    kind: carbon-dioxide
                    limits:
                      high:
                        low: none
                        medium: none
                        high: {at: 1000, deadband: 0, on-delay: 0 s, off-delay: 0 s, basis: a bench}
                        critical: none
                      stale: none
                      flat: none
            """;

    /// Sends one reading and waits for the answer, on a connection that stays.
    private static final class Device implements AutoCloseable {
        private final Socket socket;
        private final String head;
        private final byte[] answer = new byte[4_096];
        private Instant at = Instant.parse("2026-01-01T00:00:00Z");

        Device(Peer peer) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), peer.devices());
            socket.setTcpNoDelay(true);
            head = "POST /api/v1/readings HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + peer.key()
                    + "\r\nContent-Type: application/json\r\nContent-Length: ";
        }

        void send(double value) throws IOException {
            at = at.plusSeconds(1);
            var body = "[{\"sensor\":\"s\",\"at\":\"" + at + "\",\"value\":" + value + "}]";
            socket.getOutputStream()
                    .write((head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            int length = 0;
            while (true) {
                int read = socket.getInputStream().read(answer, length, answer.length - length);
                if (read < 0) throw new IOException("the server closed the connection");
                length += read;
                var text = new String(answer, 0, length, StandardCharsets.US_ASCII);
                if (!text.startsWith("HTTP/1.1 200")) throw new IOException(text);
                if (text.endsWith("\"rejected\":[]}")) return;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /// An open stream; notes when each alert's event has arrived whole.
    private static final class Screen implements AutoCloseable {
        private final Socket socket;
        private final LinkedBlockingQueue<Long> events = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Boolean> open = new LinkedBlockingQueue<>();

        Screen(Peer peer, String cookie) throws IOException, InterruptedException {
            socket = new Socket(InetAddress.getLoopbackAddress(), peer.people());
            socket.setTcpNoDelay(true);
            var request = "GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1:" + peer.people()
                    + "\r\nAccept: text/event-stream\r\nCookie: " + cookie + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().start(this::listen);
            if (!Boolean.TRUE.equals(open.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)))
                throw new IOException("the stream did not open");
        }

        /// The chunks' own lines between those of the events do no harm: an event ends at its empty line.
        private void listen() {
            try (var lines = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 65_536)) {
                var name = "";
                boolean data = false;
                for (String line; (line = lines.readLine()) != null; ) {
                    if (line.startsWith("HTTP/1.1 ") && !line.startsWith("HTTP/1.1 200")) open.add(false);
                    if (line.startsWith("event: ")) name = line.substring(7);
                    if (line.startsWith("data: ")) data = true;
                    if (!line.isEmpty() || !data) continue;
                    if (name.equals("alert")) events.add(System.nanoTime());
                    if (name.equals("beat") && open.isEmpty()) open.add(true);
                    data = false;
                }
            } catch (IOException e) {
                // Closed.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
