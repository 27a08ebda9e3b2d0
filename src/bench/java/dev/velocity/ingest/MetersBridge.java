package dev.velocity.ingest;

import dev.velocity.platform.HttpMeters;
import dev.velocity.platform.Tracing;
import dev.velocity.watch.Receipt;
import io.micrometer.core.instrument.MeterRegistry;

/// What the devices' door counts and follows of one request of one reading, for the bench that asks what it costs.
public final class MetersBridge {
    private static final Receipt RECEIPT = new Receipt(1, 0, 0, new int[0]);
    private final IngestMeters meters;
    private final Tracing tracing;

    public MetersBridge(MeterRegistry registry, Tracing tracing) {
        meters = new IngestMeters(registry, new HttpMeters(registry));
        this.tracing = tracing;
    }

    /// As [DoorServlet] and the writer do it, without the work itself.
    public void request(long nanos) {
        try (var step = tracing.request();
                var _ = step.enter()) {
            step.mark(Tracing.Mark.DEVICE, "bench").mark(Tracing.Mark.READINGS, 1);
            var from = tracing.here();
            try (var part = tracing.part(Tracing.Part.UNIT, from);
                    var _ = part.enter()) {
                part.mark(Tracing.Mark.WAITED, 0);
            }
            try (var commit = tracing.part(Tracing.Part.COMMIT, from)) {
                commit.mark(Tracing.Mark.UNITS, 1);
            }
            meters.taken(RECEIPT, 0, nanos);
            meters.answered("POST", DoorServlet.PATH, 200, nanos, step);
        }
    }
}
