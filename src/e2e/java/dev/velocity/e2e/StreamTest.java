package dev.velocity.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.access.Action;
import dev.velocity.access.People;
import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.AlertQuery;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.audit.Actor;
import dev.velocity.platform.Writer;
import dev.velocity.proof.Proofs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The live stream's promises, over HTTP and without a browser.
@Tag("alone")
class StreamTest {
    private static final Actor SOMEBODY = new Actor("operations", Role.OPERATIONS.text());

    private static TestServer server;
    private static Alerts alerts;

    @BeforeAll
    static void start() {
        server = TestServer.start(Sites.hall(2));
        alerts = server.bean(Alerts.class);
        server.reading("co2-1", 6_000);
        server.reading("heat", 33);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoComesBackAThousandTimesMissesNothingAndSeesNothingTwice() throws Exception {
        comeBack(Role.SECURITY, 500);
        comeBack(Role.RESIDENT, 500);
    }

    @Test
    @Tag("prove")
    void whoComesBackAHundredThousandTimesMissesNothingAndSeesNothingTwice() throws Exception {
        long events = comeBack(Role.SECURITY, 50_000) + comeBack(Role.RESIDENT, 50_000);
        Proofs.saw(
                "live stream: cut at a random byte and resumed 100,000 times; each of %,d events came once and in order"
                        .formatted(events));
    }

    /// Cuts the stream at random bytes, also amid a frame, and goes on behind the last whole one.
    ///
    /// @return how many events came
    private static long comeBack(Role role, int times) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var who = server.signIn(role.text());
        long begin = alerts.newestEvent();
        var seen = new ArrayList<Long>();
        var place = new AtomicLong(begin);
        var writing = new AtomicBoolean(true);
        // As fast as they are read, and no faster.
        var writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; writing.get(); i++) {
                comment(i % 3 == 0 ? "heat" : "co2-1", "number " + i);
                while (writing.get() && alerts.newestEvent() > place.get() + 20)
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        });
        // And until there was something to miss.
        for (int cut = 0; cut < times || seen.size() <= times / 10; cut++) {
            // By the address as a page does, or by the header as a browser does that comes back by itself.
            boolean byHeader = random.nextBoolean();
            var connection = StreamReader.open(server, who, byHeader ? "?after=0" : "?after=" + place);
            if (byHeader) connection.setRequestProperty("Last-Event-ID", place.toString());
            // One frame may be longer than many a cut allows: every tenth time there is room for several.
            int bytes = 1 + random.nextInt(cut % 10 == 0 ? 20_000 : 4_000);
            try (var in = connection.getInputStream()) {
                take(read(in, bytes), place, seen, seed);
            } finally {
                connection.disconnect();
            }
        }
        writing.set(false);
        writer.join();
        long end = alerts.newestEvent();
        try (var stream = new StreamReader(server, who, "?after=" + place, null)) {
            while (place.get() < end) {
                var frame = stream.next().orElseThrow();
                place.set(frame.id());
                if (frame.event().equals("alert")) seen.add(frame.id());
            }
        }
        assertThat(seen).as("seed %d", seed).isEqualTo(events(begin, end, role));
        return seen.size();
    }

    /// As many bytes, or fewer when no more have come yet.
    private static byte[] read(InputStream in, int most) throws IOException {
        var bytes = new byte[most];
        int length = 0;
        do {
            int more = in.read(bytes, length, most - length);
            if (more < 0) break;
            length += more;
        } while (length < most && in.available() > 0);
        return Arrays.copyOf(bytes, length);
    }

    /// The whole frames of what was read.
    private static void take(byte[] bytes, AtomicLong place, List<Long> seen, long seed) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        for (int from = 0, to; (to = text.indexOf("\n\n", from)) >= 0; from = to + 2) {
            var frame = text.substring(from, to);
            if (!frame.contains("id: ")) continue;
            long id = Long.parseLong(frame.replaceFirst("(?s).*?id: (\\d+).*", "$1"));
            assertThat(id).as("ids never go back, seed %d", seed).isGreaterThanOrEqualTo(place.get());
            place.set(id);
            if (frame.contains("event: alert")) seen.add(id);
        }
    }

    /// Many changes share a commit and are told one after the other: for a moment the disk has more than was told.
    @Test
    void whoComesBackBetweenACommitAndItsTellingIsNotToldToBeginAgain() throws Exception {
        var who = server.signIn("security");
        comment("co2-1", "told long ago");
        long told = alerts.newestEvent();
        var writer = server.bean(Writer.class);
        var gathered = new CountDownLatch(1);
        var looked = new CountDownLatch(1);
        var telling = new CountDownLatch(1);
        try {
            var gathering = writer.submit(_ -> wait(gathered));
            var first = writer.submit(tx -> {
                tx.afterCommit(() -> {
                    telling.countDown();
                    wait(looked);
                });
                return true;
            });
            var second = Thread.ofVirtual().start(() -> comment("co2-1", "on disk, and not yet told"));
            while (writer.waiting() < 3) Thread.onSpinWait();
            gathered.countDown();
            assertThat(telling.await(10, TimeUnit.SECONDS)).isTrue();
            long place;
            try (var stream = new StreamReader(server, who, "?after=" + (told - 1), null)) {
                place = stream.next("alert").id();
                assertThat(place).isEqualTo(told);
                assertThat(stream.next("beat").id()).isEqualTo(told);
            }
            looked.countDown();
            gathering.get(10, TimeUnit.SECONDS);
            first.get(10, TimeUnit.SECONDS);
            second.join();
            try (var stream = new StreamReader(server, who, "?after=" + place, null)) {
                assertThat(stream.next("alert").data()).contains("on disk, and not yet told");
            }
        } finally {
            gathered.countDown();
            looked.countDown();
        }
    }

    private static boolean wait(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void anEventIsTheAlertAsTheApiKnowsItAndInWords() throws IOException {
        var who = server.signIn("operations");
        try (var stream = new StreamReader(server, who, "", null)) {
            stream.next("beat");
            comment("co2-1", "one </script> & two");
            assertThat(stream.next("alert").data())
                    .contains("\"kind\":\"commented\"", "\"sensor\":\"co2-1\"", "\"words\":\"one </script> & two\"")
                    .contains("\"rule\":\"too high\"", "6000\u00a0ppm", "above 5000\u00a0ppm")
                    .doesNotContain("\n");
        }
    }

    @Test
    void everybodyIsToldOfTheAlertsTheyMaySeeAndOfNoOthers() throws IOException {
        var resident = server.signIn("resident");
        long begin = alerts.newestEvent();
        try (var stream = new StreamReader(server, resident, "?after=" + begin, null)) {
            stream.next("beat");
            comment("co2-1", "not for residents");
            comment("heat", "for residents");
            var frame = stream.next("alert");
            assertThat(frame.data()).contains("for residents").doesNotContain("not for residents");
            assertThat(frame.id()).isEqualTo(begin + 2);
            assertThat(stream.next("counts").data()).contains("{\"severity\":\"high\",\"mark\":\"HIGH\"");
        }
    }

    @Test
    void valuesOfSensorsAreOnlyForThoseWhoMayReadThem() throws IOException {
        assertThat(Permissions.allows(Role.RESIDENT, Action.READ_SENSORS)).isFalse();
        try (var stream = new StreamReader(server, server.signIn("operations"), "?with=values", null)) {
            assertThat(stream.next("values").data()).contains("{\"sensor\":\"co2-1\",\"value\":\"6000\u00a0ppm\"}");
        }
        try (var stream = new StreamReader(server, server.signIn("resident"), "?with=sensors", null)) {
            stream.next("beat");
            assertThat(stream.next().orElseThrow().event()).isEqualTo("beat");
        }
    }

    @Test
    void aQuietStreamSaysEveryFiveSecondsThatItIsThere() throws IOException {
        try (var stream = new StreamReader(server, server.signIn("analyst"), "", null)) {
            stream.next("beat");
            long from = System.nanoTime();
            stream.next("beat");
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isBetween(Duration.ofMillis(4_500), Duration.ofMillis(6_000));
        }
    }

    @Test
    void aPlaceThatDoesNotExistIsTold() throws IOException {
        var who = server.signIn("security");
        assertThat(StreamReader.open(server, who, "?after=yesterday").getResponseCode())
                .isEqualTo(400);
        try (var stream = new StreamReader(server, who, "?after=999999999", null)) {
            var first = stream.next().orElseThrow();
            assertThat(first.event()).isEqualTo("reset");
            assertThat(first.id()).isEqualTo(alerts.newestEvent());
        }
    }

    @Test
    void aSessionThatEndsTakesItsStreamWithItWithinASecond() throws IOException {
        server.person("leaver", "Leaver", Role.SECURITY);
        var who = server.signIn("leaver");
        try (var stream = new StreamReader(server, who, "", null)) {
            stream.next("beat");
            var people = server.bean(People.class);
            long from = System.nanoTime();
            TestServer.done(people.disable("leaver", new Actor("admin", Role.ADMIN.text())));
            comment("co2-1", "after the end");
            var last = stream.next().orElseThrow();
            assertThat(last.event()).isEqualTo("over");
            assertThat(stream.next()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void anotherRoleEndsTheStreamBeforeItsNextEvent() throws IOException {
        server.person("mover", "Mover", Role.SECURITY);
        var who = server.signIn("mover");
        try (var stream = new StreamReader(server, who, "", null)) {
            stream.next("beat");
            TestServer.done(server.bean(People.class)
                    .changeRole("mover", Role.RESIDENT, new Actor("admin", Role.ADMIN.text())));
            comment("co2-1", "no longer for the mover");
            assertThat(stream.next().orElseThrow().event()).isEqualTo("over");
        }
    }

    @Test
    void ofTooManyStreamsOfOneBrowserTheOldestGivesWay() throws IOException {
        var who = server.signIn("admin");
        var streams = new ArrayList<StreamReader>();
        try {
            for (int i = 0; i < 5; i++) {
                streams.add(new StreamReader(server, who, "", null));
                streams.getLast().next("beat");
            }
            assertThat(streams.getFirst().next("elsewhere").data()).isEqualTo("{}");
            assertThat(streams.getFirst().next()).isEmpty();
            comment("co2-1", "who is there?");
            for (var stream : streams.subList(1, 5))
                assertThat(stream.next("alert").data()).contains("who is there?");
        } finally {
            streams.forEach(StreamReader::close);
        }
    }

    @Test
    void aScreenThatDoesNotReadIsCutOffAndResumesWholeAndSlowsNobody() throws Exception {
        var stuck = server.signIn("security");
        var brisk = server.signIn("analyst");
        long begin = alerts.newestEvent();
        var long2000 = "x".repeat(1_990);
        try (var socket = new Socket();
                var reading = new StreamReader(server, brisk, "?after=" + begin, null);
                var people = Executors.newVirtualThreadPerTaskExecutor()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.people().getPort()));
            socket.getOutputStream()
                    .write(("GET /api/v1/stream?after=" + begin + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sid="
                                    + stuck.token().reveal() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var brisker = people.submit(() -> {
                long place = begin;
                while (place < begin + 2_500)
                    place = reading.next().orElseThrow().id();
                return place;
            });
            var said = new ArrayList<Future<?>>();
            for (int i = 0; i < 50; i++) {
                int person = i;
                said.add(people.submit(() -> {
                    for (int j = 0; j < 50; j++) comment("co2-1", long2000 + (50 * person + j));
                }));
            }
            for (var one : said) one.get(60, TimeUnit.SECONDS);
            assertThat(brisker.get(60, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(begin + 2_500);
            // Two beats: longer than the server has patience with whoever does not read.
            reading.next("beat");
            reading.next("beat");
            // What the machine's buffers hold comes still; then the end, long before the last event.
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            long place = begin;
            socket.setSoTimeout(20_000);
            try {
                for (String line; (line = in.readLine()) != null; )
                    if (line.startsWith("id: ")) place = Long.parseLong(line.substring(4));
            } catch (IOException cutOff) {
                assertThat(cutOff).isInstanceOf(SocketException.class);
            }
            assertThat(place).isBetween(begin, begin + 2_499);
            try (var again = new StreamReader(server, stuck, "?after=" + place, null)) {
                var rest = new ArrayList<Long>();
                while (rest.isEmpty() || rest.getLast() < begin + 2_500)
                    rest.add(again.next("alert").id());
                assertThat(rest).isEqualTo(events(place, begin + 2_500, Role.SECURITY));
            }
        }
    }

    private static void comment(String sensor, String text) {
        var ofSensor = AlertFilter.read(name -> name.equals("sensor") ? List.of(sensor) : List.of());
        var alert = alerts.page(new AlertQuery(Role.SECURITY, ofSensor, Optional.empty(), 1))
                .alerts()
                .getFirst();
        alerts.handle(
                alert.id(), new Command.Comment(text), SOMEBODY, Role.SECURITY, OptionalLong.empty(), Optional.empty());
    }

    /// Numbers of the events behind `begin` up to `end` that the role may see, as the store has them.
    private static List<Long> events(long begin, long end, Role role) {
        return alerts.eventsAfter(begin, 1_000_000).stream()
                .filter(change -> change.seq() <= end && change.alert().concerns(role))
                .map(AlertChanged::seq)
                .toList();
    }
}
