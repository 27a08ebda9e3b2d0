package dev.velocity.bench;

import dev.velocity.ingest.MetersBridge;
import dev.velocity.platform.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// What counting and following one request of a device costs in CPU time, with telemetry on and off, and which share
/// that is of a request's whole cost, as [IngestBench] finds it. CPU time of one thread, the least of many rounds: a
/// busy machine can only make a round longer.
public final class TelemetryBench {
    private static final int ROUNDS = 60;
    private static final int REQUESTS = 50_000;

    private TelemetryBench() {}

    /// @param arguments CPU microseconds of a whole request by the kept ingest bench: at batches of 1, of 10 and of
    /// 1000
    /// readings (default: the least of each there)
    public static void main(String... arguments) {
        double off = nanos(CompositeMeterRegistry::new);
        double on = nanos(() -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        double again = nanos(CompositeMeterRegistry::new);
        double cost = on - Math.min(off, again);
        System.out.printf(
                "Counting a request: on %.0f ns, off %.0f ns (again %.0f ns); on costs %.0f ns of CPU a request.%n%n",
                on, off, again, cost);
        System.out.println("| readings in a request | whole request, CPU µs | telemetry |");
        System.out.println("|--:|--:|--:|");
        var whole = new double[] {67.60, 83.2, 900};
        for (int i = 0; i < whole.length && i < arguments.length; i++) whole[i] = Double.parseDouble(arguments[i]);
        var batches = new int[] {1, 10, 1_000};
        for (int i = 0; i < whole.length; i++)
            System.out.printf("| %d | %.1f | %.2f %% |%n", batches[i], whole[i], cost / 10 / whole[i]);
    }

    private static double nanos(Supplier<MeterRegistry> registry) {
        var door = new MetersBridge(registry.get(), Tracing.OFF);
        var threads = ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long begun = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < REQUESTS; i++) door.request(100_000 + i);
            least = Math.min(least, (threads.getCurrentThreadCpuTime() - begun) / (double) REQUESTS);
        }
        return least;
    }
}
