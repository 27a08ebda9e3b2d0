package dev.velocity.console;

import dev.velocity.access.Session;
import dev.velocity.access.Sessions;
import dev.velocity.api.Problem;
import dev.velocity.replay.Pace;
import dev.velocity.replay.Replay;
import dev.velocity.replay.Replays;
import dev.velocity.replay.Scene;
import dev.velocity.replay.Viewing;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.json.JsonMapper;

/// `GET /api/v1/replays/{id}/stream`: what a replay shows, as server-sent events, four times a second while it plays
/// and at once when somebody does something to it. Everybody has the same clock; of the alerts, each gets those of
/// their role. Frames:
///
/// - `replay`: a [ReplayView], how it stands
/// - `alerts`: a [ReplayView.Alerts], when they stand otherwise than told last; `counts`, with it
/// - `sensors`: a [SensorView] of each sensor that looks otherwise than told last
/// - `beat`: nothing happened for 5 s
/// - `ended`: nobody looked for long, or its opener began others; `elsewhere`, `over` as in [StreamServlet]
@Controller
final class ReplayStreamRoutes {
    /// As fast as possible, a screen has so much time to draw.
    private static final Duration DRAWING = Duration.ofMillis(40);

    private static final long NANOS_PER_BEAT = Duration.ofSeconds(5).toNanos();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Replays replays;
    private final Spoken<ReplayViews> views;
    private final Sessions sessions;
    private final Streams streams;

    ReplayStreamRoutes(Replays replays, Spoken<ReplayViews> views, Sessions sessions, Streams streams) {
        this.replays = replays;
        this.views = views;
        this.sessions = sessions;
        this.streams = streams;
    }

    @GetMapping("/api/v1/replays/{id}/stream")
    void stream(
            @PathVariable String id,
            Session session,
            Words words,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var found = replays.view(id);
        if (found.isEmpty()) {
            Problem.write(
                    response,
                    HttpStatus.NOT_FOUND,
                    "unknown",
                    "there is no such replay, or it has ended; open another");
            return;
        }
        try (var viewing = found.get();
                var stream = streams.open(session)) {
            if (stream.ended()) {
                response.setHeader(HttpHeaders.RETRY_AFTER, "2");
                Problem.write(
                        response, HttpStatus.SERVICE_UNAVAILABLE, "full", "no more streams now; come back in 2 s");
                return;
            }
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            if (!request.getMethod().equals("HEAD"))
                new Writing(viewing, views.in(words), session, stream, response).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException _) {
            // The browser is gone; when it comes back it gets all of it.
        }
    }

    /// One screen's stream.
    private final class Writing {
        private final Viewing viewing;
        private final ReplayViews speaks;
        private final Session session;
        private final Streams.Stream stream;
        private final HttpServletResponse response;
        private final ServletOutputStream out;
        private final Map<String, SensorView> told = new HashMap<>();
        private ReplayView.Alerts board = new ReplayView.Alerts(List.of(), -1);
        private List<AlertView.Count> counts = List.of();
        private long turn = -1;
        private Instant cursor = Instant.MIN;
        private Duration patience = Duration.ZERO;
        private long wroteAt = System.nanoTime() - NANOS_PER_BEAT;

        Writing(
                Viewing viewing,
                ReplayViews speaks,
                Session session,
                Streams.Stream stream,
                HttpServletResponse response)
                throws IOException {
            this.viewing = viewing;
            this.speaks = speaks;
            this.session = session;
            this.stream = stream;
            this.response = response;
            out = response.getOutputStream();
        }

        void run() throws IOException, InterruptedException {
            while (true) {
                var found = viewing.next(turn, patience);
                if (stream.ended()) {
                    if (stream.displaced()) frame("elsewhere", "{}");
                    return;
                }
                // A session ends with its person's role, so the role it knows is the present one.
                if (!sessions.stillValid(session)) {
                    frame("over", "{}");
                    return;
                }
                if (found.isEmpty()) {
                    frame("ended", "{}");
                    return;
                }
                var replay = found.get();
                if (replay.turn() != turn || !replay.cursor().equals(cursor)) show(replay, viewing.scene(replay));
                else if (System.nanoTime() - wroteAt >= NANOS_PER_BEAT) frame("beat", "{}");
                viewing.seen(replay);
                patience = replay.playing() && replay.pace() == Pace.FASTEST ? DRAWING : Viewing.FRAME;
            }
        }

        private void show(Replay replay, Scene scene) throws IOException {
            turn = replay.turn();
            cursor = replay.cursor();
            write("replay", JSON.writeValueAsString(speaks.view(replay)));
            var person = session.person();
            var rows = speaks.board(scene, person);
            if (!rows.equals(board)) {
                board = rows;
                write("alerts", JSON.writeValueAsString(rows));
            }
            var numbers = speaks.counts(scene, person.role());
            if (!numbers.equals(counts)) {
                counts = numbers;
                write("counts", JSON.writeValueAsString(numbers));
            }
            var changed = speaks.zones(scene, person.role()).stream()
                    .flatMap(zone -> zone.sensors().stream())
                    .filter(sensor -> !sensor.equals(told.put(sensor.id(), sensor)))
                    .toList();
            if (!changed.isEmpty()) write("sensors", JSON.writeValueAsString(changed));
            response.flushBuffer();
        }

        private void frame(String name, String text) throws IOException {
            write(name, text);
            response.flushBuffer();
        }

        private void write(String name, String text) throws IOException {
            out.write(("event: " + name + "\ndata: " + text + "\n\n").getBytes(StandardCharsets.UTF_8));
            wroteAt = System.nanoTime();
        }
    }
}
