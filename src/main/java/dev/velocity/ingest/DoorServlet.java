package dev.velocity.ingest;

import dev.velocity.access.Device;
import dev.velocity.access.DeviceKeys;
import dev.velocity.platform.HttpMeters;
import dev.velocity.platform.NotWritten;
import dev.velocity.platform.Tls;
import dev.velocity.platform.Tracing;
import dev.velocity.sensor.Catalogue;
import dev.velocity.watch.Receipt;
import dev.velocity.watch.Watch;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.core.io.JsonStringEncoder;

/// `POST /api/v1/readings`: the door every sensor comes through, and at paths of their own other tools. Answers when
/// the readings are on disk, never before.
final class DoorServlet extends HttpServlet {
    static final String PATH = "/api/v1/readings";
    private static final long serialVersionUID = 1L;
    private static final String BEARER = "Bearer ";
    private static final int MOST_BYTES = 1 << 20;
    private static final int FIRST_BYTES = 4_096;
    /// A body must come at 1 KiB/s at least, after the grace.
    private static final long NANOS_PER_BYTE = TimeUnit.SECONDS.toNanos(1) / 1_024;

    private final transient Catalogue catalogue;
    private final transient ReadingsDecoder decoder;
    private final transient DeviceKeys keys;
    private final transient Watch watch;
    private final transient InstantSource clock;
    private final transient Patience patience;
    private final transient Quota quota;
    private final transient IngestMeters meters;
    private final transient Doorkeeper keeper;
    private final transient Map<String, Tongue> tongues;
    private final transient Tracing tracing;

    DoorServlet(
            Catalogue catalogue,
            DeviceKeys keys,
            Watch watch,
            InstantSource clock,
            Patience patience,
            Quota quota,
            IngestMeters meters,
            Collection<Tongue> tongues,
            Tracing tracing) {
        this.tracing = tracing;
        this.tongues = tongues.stream().collect(Collectors.toUnmodifiableMap(Tongue::path, tongue -> tongue));
        this.meters = meters;
        this.catalogue = catalogue;
        this.keys = keys;
        this.watch = watch;
        this.clock = clock;
        this.patience = patience;
        this.quota = quota;
        keeper = new Doorkeeper(patience);
        decoder = new ReadingsDecoder(catalogue);
    }

    Patience patience() {
        return patience;
    }

    /// Who lets connections to this door in.
    Doorkeeper keeper() {
        return keeper;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var remote = new Doorkeeper.Remote(request.getRemoteAddr(), request.getRemotePort());
        keeper.serving(remote);
        try (var step = tracing.request();
                var _ = step.enter()) {
            serve(request, response, step);
        } finally {
            keeper.served(remote);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, Tracing.Step step) throws IOException {
        long begun = System.nanoTime();
        var path = request.getRequestURI();
        var tongue = tongues.get(path);
        try {
            if (tongue == null && !PATH.equals(path))
                throw new BadBody(404, "not-found", "devices send readings to " + PATH);
            if (!"POST".equals(request.getMethod())) {
                response.setHeader("Allow", "POST");
                throw new BadBody(405, "method-not-allowed", "what is told here is sent with POST");
            }
            if (tongue == null) take(request, response, step);
            else hear(tongue, request, response, step);
        } catch (BadBody refused) {
            problem(response, refused.status(), refused.code(), refused.detail());
        } finally {
            meters.answered(
                    request.getMethod(),
                    tongue != null || PATH.equals(path) ? path : HttpMeters.NO_ROUTE,
                    response.getStatus(),
                    System.nanoTime() - begun,
                    step);
        }
    }

    private void take(HttpServletRequest request, HttpServletResponse response, Tracing.Step step) throws IOException {
        var device = known(request, response);
        step.mark(Tracing.Mark.DEVICE, device.id());
        var body = body(request);
        var wait = quota.ask(device.id(), body.length());
        var decoded = decoder.decode(
                body.bytes(),
                body.length(),
                sensor -> device.allows(catalogue.sensor(sensor).id().text()),
                clock.instant());
        step.mark(Tracing.Mark.READINGS, decoded.batch().size());
        var batch = wait.isZero() ? decoded.batch() : Quota.deciding(decoded.batch());
        Receipt receipt;
        long begun = System.nanoTime();
        try {
            receipt = watch.take(batch).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof NotWritten why)) throw e;
            meters.notWritten(decoded.batch().size());
            refuse(response, why);
            return;
        }
        meters.taken(receipt, decoded.refused().size(), System.nanoTime() - begun);
        if (batch.size() < decoded.batch().size()) {
            meters.beyondQuota(decoded.batch().size() - batch.size());
            tooMuch(response, wait);
        } else answer(response, receipt, decoded.refused());
    }

    private void hear(Tongue tongue, HttpServletRequest request, HttpServletResponse response, Tracing.Step step)
            throws IOException {
        var device = known(request, response);
        step.mark(Tracing.Mark.DEVICE, device.id());
        var body = body(request);
        try {
            switch (tongue.hear(device, body.bytes(), body.length())) {
                case Tongue.Answer.Done(var json) -> send(response, 200, "application/json", new StringBuilder(json));
                case Tongue.Answer.Refused(int status, var code, var detail) -> problem(response, status, code, detail);
            }
        } catch (NotWritten why) {
            refuse(response, why);
        }
    }

    private Device known(HttpServletRequest request, HttpServletResponse response) {
        var device = device(request);
        if (device.isPresent()) return device.get();
        response.setHeader("WWW-Authenticate", "Bearer");
        throw new BadBody(401, "unauthorized", "send a valid device key as Authorization: Bearer");
    }

    private Optional<Device> device(HttpServletRequest request) {
        // A certificate was asked for and shown, so it says who this is: the listener lets nobody in without one.
        if (request.getAttribute("jakarta.servlet.request.X509Certificate") instanceof X509Certificate[] shown)
            return Tls.device(shown[0]).flatMap(keys::named).filter(device -> !device.revoked());
        var header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) return Optional.empty();
        return keys.authenticate(header.substring(BEARER.length()).strip());
    }

    @SuppressWarnings("ArrayRecordComponent") // handed to the decoder at once
    private record Body(byte[] bytes, int length) {}

    /// Reads the whole body, refusing it before it is larger, slower or other than allowed.
    private Body body(HttpServletRequest request) throws IOException {
        if (request.getHeader("Content-Encoding") != null)
            throw new BadBody(415, "encoding-refused", "send the body as it is, without Content-Encoding");
        var type = request.getContentType();
        if (type != null && !type.regionMatches(true, 0, "application/json", 0, "application/json".length()))
            throw new BadBody(415, "type-refused", "send the body as application/json");
        long announced = request.getContentLengthLong();
        if (announced > MOST_BYTES) throw tooLarge();
        var bytes = new byte[announced > 0 ? (int) announced : FIRST_BYTES];
        int length = 0;
        long started = System.nanoTime();
        try (var in = request.getInputStream()) {
            while (true) {
                if (length == bytes.length) {
                    if (announced > 0) break;
                    if (length > MOST_BYTES) throw tooLarge();
                    bytes = java.util.Arrays.copyOf(bytes, Math.min(MOST_BYTES + 1, 2 * length));
                }
                int read = in.read(bytes, length, bytes.length - length);
                if (read < 0) break;
                length += read;
                if (System.nanoTime() - started > patience.body().toNanos() + length * NANOS_PER_BYTE) throw tooSlow();
            }
        } catch (IOException e) {
            if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) throw tooSlow();
            throw e;
        }
        if (length > MOST_BYTES) throw tooLarge();
        return new Body(bytes, length);
    }

    private static BadBody tooLarge() {
        return new BadBody(413, "too-large", "at most " + MOST_BYTES + " bytes fit one request: send smaller batches");
    }

    private static BadBody tooSlow() {
        return new BadBody(408, "too-slow", "the body came too slowly: send smaller batches");
    }

    private void tooMuch(HttpServletResponse response, Duration wait) throws IOException {
        long seconds = wait.plusSeconds(1).toSeconds();
        response.setHeader("Retry-After", Long.toString(seconds));
        problem(
                response,
                429,
                "over-quota",
                "this device sends more than " + (quota.bytesPerSecond() >> 10)
                        + " KiB/s: of each sensor the newest, lowest and highest reading were kept, so that alerts go on; send the batch again in "
                        + seconds + " s");
    }

    private static void refuse(HttpServletResponse response, NotWritten why) throws IOException {
        switch (why) {
            case NotWritten.Busy busy -> {
                response.setHeader("Retry-After", "1");
                problem(response, 503, "busy", busy.getMessage());
            }
            case NotWritten.DiskFull _ -> {
                response.setHeader("Retry-After", "30");
                problem(
                        response,
                        507,
                        "disk-full",
                        "the disk is full: only readings that alerts depend on are kept; send the batch again later");
            }
            case NotWritten.Broken broken -> {
                response.setHeader("Retry-After", "30");
                problem(response, 503, "degraded", broken.getMessage());
            }
        }
    }

    private static void problem(
            HttpServletResponse response, int status, String code, @org.jspecify.annotations.Nullable String detail)
            throws IOException {
        var json = new StringBuilder(160)
                .append("{\"type\":\"about:blank\",\"status\":")
                .append(status)
                .append(",\"code\":\"")
                .append(code)
                .append("\",\"detail\":");
        quote(json, detail == null ? code : detail);
        // What is left of the body is not worth reading, and must not be taken for the next request.
        if (status == 413 || status == 408) response.setHeader("Connection", "close");
        send(response, status, "application/problem+json", json.append('}'));
    }

    private static void answer(HttpServletResponse response, Receipt receipt, List<Refusal> refused)
            throws IOException {
        var all = refused;
        if (receipt.conflicts().length > 0) {
            all = new ArrayList<>(refused);
            for (int position : receipt.conflicts())
                all.add(new Refusal(
                        position,
                        Refusal.Code.CONFLICT,
                        "another value of this sensor at this instant is kept already"));
            all.sort(java.util.Comparator.comparingInt(Refusal::position));
        }
        var json = new StringBuilder(80 + 120 * all.size())
                .append("{\"accepted\":")
                .append(receipt.accepted())
                .append(",\"duplicates\":")
                .append(receipt.duplicates())
                .append(",\"late\":")
                .append(receipt.late())
                .append(",\"rejected\":[");
        for (int i = 0; i < all.size(); i++) {
            var one = all.get(i);
            json.append(i == 0 ? "{\"index\":" : ",{\"index\":")
                    .append(one.position())
                    .append(",\"code\":\"")
                    .append(one.code().text())
                    .append("\",\"detail\":");
            quote(json, one.detail());
            json.append('}');
        }
        send(response, 200, "application/json", json.append("]}"));
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        json.append('"');
    }

    private static void send(HttpServletResponse response, int status, String type, StringBuilder json)
            throws IOException {
        var bytes = json.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
