package dev.velocity.telemetry;

import dev.velocity.platform.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Traces over OTLP, in the words of OpenTelemetry where it has one. Any thread; never waits for whoever collects: what
/// comes faster than it can be sent is dropped.
///
/// Traces begin here. A context that a request brings along is not taken on, or whoever asks would decide what is
/// sampled.
final class OpenTelemetryTracing implements Tracing, AutoCloseable {
    private static final int EVENTS_KEPT = 1_024;
    private static final int FRAMES_FOLLOWED = 8;
    private static final int MOST_WAITING = 4_096;
    private static final Duration SEND_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_SEND = Duration.ofSeconds(5);
    private static final long SECONDS_TO_STOP = 2;

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final AtomicReferenceArray<@Nullable Kept> kept = new AtomicReferenceArray<>(EVENTS_KEPT);

    private record Kept(long event, Context from, AtomicInteger left) {}

    private record At(Context context) implements Place {
        @Override
        public boolean followed() {
            return true;
        }
    }

    /// @param collector where OTLP over HTTP is taken, path and all
    /// @param sample the share of requests that are followed, 0 to 1
    /// @param version of this program
    OpenTelemetryTracing(URI collector, double sample, String version) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.toString())
                .setTimeout(LONGEST_SEND)
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.builder()
                        .put("service.name", "velocity")
                        .put("service.version", version)
                        .build())
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sample)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(SEND_EVERY)
                        .setMaxQueueSize(MOST_WAITING)
                        .build())
                .build();
        tracer = provider.get("dev.velocity");
    }

    @Override
    public Step request() {
        var span = tracer.spanBuilder("request")
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        return span.getSpanContext().isSampled() ? new Following(span, Context.root()) : OFF.request();
    }

    @Override
    public Step part(Part part) {
        return part(part, here());
    }

    @Override
    public Step part(Part part, Place from) {
        if (!(from instanceof At(var context))) return OFF.part(part);
        return new Following(tracer.spanBuilder(name(part)).setParent(context).startSpan(), context);
    }

    @Override
    public Place here() {
        var context = Context.current();
        return Span.fromContext(context).getSpanContext().isSampled() ? new At(context) : Place.NOWHERE;
    }

    @Override
    public void keep(long event) {
        if (here() instanceof At(var context))
            kept.set(place(event), new Kept(event, context, new AtomicInteger(FRAMES_FOLLOWED)));
    }

    @Override
    public Step frame(long event) {
        var from = kept.get(place(event));
        boolean follow = from != null && from.event == event && from.left.getAndDecrement() > 0;
        return follow ? part(Part.FRAME, new At(from.from)) : OFF.frame(event);
    }

    /// Sends what waits, and stops.
    @Override
    public void close() {
        provider.shutdown().join(SECONDS_TO_STOP, TimeUnit.SECONDS);
    }

    private static int place(long event) {
        return (int) Math.floorMod(event, (long) EVENTS_KEPT);
    }

    private static String name(Part part) {
        return switch (part) {
            case REQUEST -> "request";
            case UNIT -> "writer unit";
            case COMMIT -> "commit";
            case TELL -> "tell alert";
            case FRAME -> "live frame";
        };
    }

    private static String name(Mark mark) {
        return switch (mark) {
            case METHOD -> "http.request.method";
            case ROUTE -> "http.route";
            case STATUS -> "http.response.status_code";
            case DEVICE -> "velocity.device.id";
            case READINGS -> "velocity.readings";
            case ALERT -> "velocity.alert.id";
            case EVENT -> "velocity.event";
            case UNITS -> "velocity.units";
            case WAITED -> "velocity.waited_us";
        };
    }

    /// A span that is sampled.
    private static final class Following implements Step {
        private final Span span;
        private final Context before;
        private String method = "";
        private String route = "";
        private boolean forgotten;

        Following(Span span, Context before) {
            this.span = span;
            this.before = before;
        }

        @Override
        public Step mark(Mark mark, String value) {
            if (mark == Mark.METHOD) method = value;
            if (mark == Mark.ROUTE) route = value;
            span.setAttribute(AttributeKey.stringKey(name(mark)), value);
            return this;
        }

        @Override
        public Step mark(Mark mark, long value) {
            span.setAttribute(AttributeKey.longKey(name(mark)), value);
            return this;
        }

        @Override
        public Step failed() {
            span.setStatus(StatusCode.ERROR);
            return this;
        }

        @Override
        @SuppressWarnings("MustBeClosedChecker") // by whoever entered
        public Inside enter() {
            var scope = before.with(span).makeCurrent();
            return scope::close;
        }

        @Override
        public void forget() {
            forgotten = true;
        }

        @Override
        public void close() {
            if (forgotten) return;
            if (!route.isEmpty()) span.updateName(method + " " + route);
            span.end();
        }
    }
}
