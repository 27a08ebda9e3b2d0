package dev.velocity.console;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.access.Session;
import dev.velocity.access.Sessions;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.AlertFilter;
import dev.velocity.alert.AlertJson;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.EventKind;
import dev.velocity.api.Problem;
import dev.velocity.live.Hub;
import dev.velocity.live.Next;
import dev.velocity.live.Screen;
import dev.velocity.platform.Tracing;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/// `GET /api/v1/stream`: everything that happens to the alerts that concern somebody, as server-sent events, until they
/// leave or may no longer look. Blocking writes on a virtual thread for each screen, so that a dead or slow browser is
/// an exception here and nothing anywhere else.
///
/// Every frame's id is the number of the last event that was sent *or withheld*, so the id a browser comes back with
/// names a place in the one sequence of all events, and what follows it is exactly what is missing. Frames:
///
/// - `alert`: [AlertJson] with `view`, the same in words for pages; whether a board has it is judged by the filter in
///   the stream's address, which is the board's
/// - `gone`: `{"id":7}`, an alert that concerned this person and, by this event, no longer does
/// - `counts`: open alerts by severity, at most once a second; `hidden`, with it: how many are hidden, by what
/// - `flood`: a [FloodView], at most once a second while it is one, and once when it is over
/// - `sensors`, with `?with=sensors`: every sensor as the page of sensors shows it, every 5 s, for who may see them
/// - `values`, with `?with=values`: the latest readings of sensors with open alerts, every 5 s, for the same
/// - `beat`: nothing happened; the server's time. After 5 s without another frame
/// - `reset`: the place asked for does not exist (the data was restored); load everything again
/// - `elsewhere`: the same session opened newer streams; `over`: the session ended. The stream ends with them
final class StreamServlet extends HttpServlet {
    static final String PATH = "/api/v1/stream";
    private static final long serialVersionUID = 1L;
    /// How long the session may be over before the stream ends.
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final long NANOS_PER_BEAT = SECONDS.toNanos(5);
    private static final long NANOS_BETWEEN_COUNTS = SECONDS.toNanos(1);
    private static final int EVENTS_AT_ONCE = 32;
    private static final int BACKLOG_AT_ONCE = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final transient Hub<AlertChanged> hub;
    private final transient Alerts alerts;
    private final transient Spoken<AlertViews> spokenAlerts;
    private final transient Spoken<FloodViews> spokenFloods;
    private final transient Spoken<SensorViews> spokenSensors;
    private final transient Sessions sessions;
    private final transient Streams streams;
    private final transient InstantSource clock;
    private final transient Tracing tracing;

    StreamServlet(
            Hub<AlertChanged> hub,
            Alerts alerts,
            Spoken<AlertViews> views,
            Spoken<FloodViews> floods,
            Spoken<SensorViews> sensors,
            Sessions sessions,
            Streams streams,
            InstantSource clock,
            Tracing tracing) {
        this.hub = hub;
        this.alerts = alerts;
        this.spokenAlerts = views;
        this.spokenFloods = floods;
        this.spokenSensors = sensors;
        this.sessions = sessions;
        this.streams = streams;
        this.clock = clock;
        this.tracing = tracing;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(request.getAttribute(Session.class.getName()) instanceof Session session))
            throw new IllegalStateException("the stream's row in Routes must ask for somebody signed in");
        long after;
        try {
            after = place(request);
        } catch (NumberFormatException e) {
            Problem.write(
                    response,
                    HttpStatus.BAD_REQUEST,
                    "place",
                    "Last-Event-ID and ?after are the id of an event this stream has sent");
            return;
        }
        try (var stream = streams.open(session)) {
            if (stream.ended()) {
                response.setHeader(HttpHeaders.RETRY_AFTER, "2");
                Problem.write(
                        response, HttpStatus.SERVICE_UNAVAILABLE, "full", "no more streams now; come back in 2 s");
                return;
            }
            begin(response);
            var words = Words.in(Visit.of(request).language());
            new Writing(session, words, stream, response, after, wanted(request, session), filter(request)).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException e) {
            // The browser is gone or does not read; it comes back with the id of the last event it saw.
            log("a screen is gone: " + e.getMessage());
        }
    }

    /// What a HEAD of an endless answer says.
    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) {
        begin(response);
    }

    @Override
    public void log(String message) {
        // Screens come and go; that is no news.
    }

    private static void begin(HttpServletResponse response) {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
    }

    /// Through the stream and not by asking again and again, because asking would keep a screen signed in that nobody
    /// uses.
    private static String wanted(HttpServletRequest request, Session session) {
        return Permissions.allows(session.person().role(), Action.READ_SENSORS)
                ? Objects.toString(request.getParameter("with"), "")
                : "";
    }

    /// The board's, as it stands in the stream's address; one that cannot be read asks for everything.
    private static BoardFilter filter(HttpServletRequest request) {
        try {
            return new BoardFilter(AlertFilter.read(name -> {
                var values = request.getParameterValues(name);
                return values == null ? List.of() : List.of(values);
            }));
        } catch (IllegalArgumentException e) {
            return BoardFilter.EVERYTHING;
        }
    }

    /// The event the browser saw last; -1 when it comes for the first time.
    private static long place(HttpServletRequest request) {
        var header = request.getHeader("Last-Event-ID");
        var text = header == null || header.isEmpty() ? request.getParameter("after") : header;
        if (text == null || text.isEmpty()) return -1;
        if (!text.matches("\\d{1,18}")) throw new NumberFormatException(text);
        return Long.parseLong(text);
    }

    /// One screen's stream, from its first frame to its last.
    private final class Writing {
        private final Session session;
        private final AlertViews views;
        private final FloodViews floods;
        private final SensorViews sensors;
        private final Streams.Stream stream;
        private final HttpServletResponse response;
        private final ServletOutputStream out;
        private final String with;
        private final BoardFilter filter;
        /// The last event that was sent or withheld.
        private long place;
        private boolean greeted;
        private boolean over;
        private boolean countsChanged;
        /// Whether the screen was last told of a flood; at first, that is to be found out.
        private boolean flooded = true;
        private long countsAt = System.nanoTime() - NANOS_BETWEEN_COUNTS;
        private long floodAt = countsAt;
        private long readingsAt = System.nanoTime() - NANOS_PER_BEAT;
        private long wroteAt;

        Writing(
                Session session,
                Words words,
                Streams.Stream stream,
                HttpServletResponse response,
                long after,
                String with,
                BoardFilter filter)
                throws IOException {
            this.session = session;
            this.views = spokenAlerts.in(words);
            this.floods = spokenFloods.in(words);
            this.sensors = spokenSensors.in(words);
            this.stream = stream;
            this.response = response;
            this.out = response.getOutputStream();
            this.with = with;
            this.filter = filter;
            place = after;
        }

        /// Subscribe first, then read what was missed: nothing falls in between, and numbers drop what both
        /// deliver. A screen the hub has left behind begins again like this, from the store; one that does not
        /// read at all is stuck in a write, which ends it after five seconds.
        void run() throws IOException, InterruptedException {
            while (goesOn()) {
                try (var screen = hub.subscribe()) {
                    catchUp();
                    follow(screen);
                }
            }
        }

        private void follow(Screen<AlertChanged> screen) throws IOException, InterruptedException {
            countsChanged = true;
            while (goesOn()) {
                long now = System.nanoTime();
                if (countsChanged && now - countsAt >= NANOS_BETWEEN_COUNTS) counts();
                if (flooded && now - floodAt >= NANOS_BETWEEN_COUNTS) flood();
                if (now - readingsAt >= NANOS_PER_BEAT) readings();
                if (now - wroteAt >= NANOS_PER_BEAT || !greeted) beat();
                if (!take(screen)) return;
            }
        }

        private void catchUp() throws IOException {
            long newest = alerts.newestEvent();
            if (place < 0) place = newest;
            if (place > newest) {
                place = newest;
                frame("reset", "{}");
            }
            while (place < newest) {
                var missed = alerts.eventsAfter(place, BACKLOG_AT_ONCE);
                if (missed.isEmpty()) return;
                for (var change : missed) {
                    // The disk is ahead of what has been told; who saw that and came back at once would seem to ask
                    // for a place that does not exist. The hub brings it in a moment.
                    if (change.seq() > newest) return;
                    if (!send(change)) return;
                }
            }
        }

        /// What waits, a handful at most, and flushes. False when this screen is behind: it comes back for the rest.
        private boolean take(Screen<AlertChanged> screen) throws IOException, InterruptedException {
            var next = screen.next(PATIENCE);
            for (int taken = 1; next instanceof Next.Event<AlertChanged>(var change); taken++) {
                if (change.seq() > place && !send(change)) return true;
                if (taken == EVENTS_AT_ONCE) break;
                next = screen.next(Duration.ZERO);
            }
            response.flushBuffer();
            return !(next instanceof Next.Behind<AlertChanged>);
        }

        /// False when the person may no longer look; the event then is neither sent nor counted as sent.
        private boolean send(AlertChanged change) throws IOException {
            try (var frame = tracing.frame(change.seq())
                    .mark(Tracing.Mark.ALERT, change.alert().id())
                    .mark(Tracing.Mark.EVENT, change.seq())) {
                boolean sent = write(change);
                if (!sent) frame.failed();
                return sent;
            }
        }

        private boolean write(AlertChanged change) throws IOException {
            if (stream.ended() || !mayLook()) return false;
            place = change.seq();
            var role = session.person().role();
            if (!change.alert().concerns(role)) {
                if (concernedBefore(change, role))
                    frame(
                            "gone",
                            JSON.writeValueAsString(Map.of("id", change.alert().id())));
                return true;
            }
            var text = AlertJson.text(change);
            // One object: the alert as the API knows it, and beside it the same in words.
            var view = JSON.writeValueAsString(views.told(change, session.person(), filter));
            frame("alert", text.substring(0, text.length() - 1) + ",\"view\":" + view + "}");
            countsChanged = true;
            // A list folds before it is swamped, not a second later.
            if (change.called() && !flooded && alerts.flood(role).isPresent()) flood();
            return true;
        }

        /// Only a person moves an alert out of somebody's sight, by assigning it to another role.
        private boolean concernedBefore(AlertChanged change, Role role) {
            if (change.kind() != EventKind.ASSIGNED) return false;
            countsChanged = true;
            return alerts.history(change.alert().id()).stream()
                    .filter(event -> event.seq() < change.seq())
                    .reduce((_, later) -> later)
                    .filter(event -> event.alert().concerns(role))
                    .isPresent();
        }

        /// False when this was the last frame.
        private boolean goesOn() throws IOException {
            if (over) return false;
            if (stream.ended()) {
                if (stream.displaced()) frame("elsewhere", "{}");
            } else if (mayLook()) {
                return true;
            } else {
                frame("over", "{}");
            }
            over = true;
            response.flushBuffer();
            return false;
        }

        /// Asked before every single event. A session ends with its person's role, so the role it knows is the present
        /// one.
        private boolean mayLook() {
            return sessions.stillValid(session);
        }

        private void counts() throws IOException {
            countsChanged = false;
            countsAt = System.nanoTime();
            frame(
                    "counts",
                    JSON.writeValueAsString(views.counts(session.person().role())));
            frame(
                    "hidden",
                    JSON.writeValueAsString(views.hidden(session.person().role())));
            response.flushBuffer();
        }

        /// While it lasts, and once more when it is over.
        private void flood() throws IOException {
            floodAt = System.nanoTime();
            var view = floods.of(session.person().role());
            flooded = view.on();
            frame("flood", JSON.writeValueAsString(view));
            response.flushBuffer();
        }

        private void readings() throws IOException {
            readingsAt = System.nanoTime();
            var role = session.person().role();
            switch (with) {
                case "sensors" -> frame("sensors", JSON.writeValueAsString(sensors.sensors(role)));
                case "values" -> frame("values", JSON.writeValueAsString(views.now(role)));
                default -> {}
            }
            response.flushBuffer();
        }

        private void beat() throws IOException {
            greeted = true;
            frame("beat", JSON.writeValueAsString(Map.of("at", clock.instant().toString())));
            response.flushBuffer();
        }

        private void frame(String name, String data) throws IOException {
            var text = "id: " + place + "\nevent: " + name + "\ndata: " + data + "\n\n";
            out.write(text.getBytes(StandardCharsets.UTF_8));
            wroteAt = System.nanoTime();
        }
    }
}
