package dev.velocity.e2e;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Takes traces as a collector does: OTLP over HTTP, protobuf. Any thread.
final class Collector implements AutoCloseable {
    private final HttpServer http;
    private final LinkedBlockingQueue<Span> arrived = new LinkedBlockingQueue<>();
    private final List<Span> all = new ArrayList<>();

    Collector() {
        this(_ -> {});
    }

    /// @param told hears of every request as it comes
    Collector(Consumer<ExportTraceServiceRequest> told) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/v1/traces", exchange -> {
            try (exchange) {
                var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
                told.accept(request);
                for (var resource : request.getResourceSpansList())
                    for (var scope : resource.getScopeSpansList()) arrived.addAll(scope.getSpansList());
                var answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
                exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            }
        });
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /// Every span so far, once they hold what is waited for.
    List<Span> spans(Predicate<List<Span>> enough) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!enough.test(all)) {
            var next = arrived.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) throw new AssertionError("these spans are all that came: " + all);
            all.add(next);
        }
        arrived.drainTo(all);
        return List.copyOf(all);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
