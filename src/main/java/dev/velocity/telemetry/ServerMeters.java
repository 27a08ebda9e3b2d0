package dev.velocity.telemetry;

import dev.velocity.alert.AlertChanged;
import dev.velocity.audit.Verifications;
import dev.velocity.live.Hub;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;

/// How the server itself is: its writer, disk, screens and trail. Asked when somebody reads the metrics.
final class ServerMeters {
    private final MeterRegistry registry;

    ServerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void writer(Writer writer) {
        gauge("velocity.writer.queue", "Changes waiting for the writer", writer, Writer::waiting);
        gauge(
                "velocity.writer.broken",
                "1 when the disk failed and no more changes are taken",
                writer,
                one -> one.broken() == null ? 0 : 1);
        gauge(
                "velocity.disk.full",
                "1 while only what alerts depend on is taken, because the disk is full",
                writer,
                one -> one.full() ? 1 : 0);
    }

    void disk(Path dataDirectory, Database database) {
        gauge(
                "velocity.disk.free",
                "bytes",
                "Free bytes of the disk the data is on",
                dataDirectory,
                ServerMeters::free);
        gauge("velocity.database.size", "bytes", "Bytes of the database file", database.file(), ServerMeters::size);
        gauge(
                "velocity.database.log.size",
                "bytes",
                "Bytes of the database's write-ahead log",
                database.file().resolveSibling(database.file().getFileName() + "-wal"),
                ServerMeters::size);
    }

    void screens(Hub<AlertChanged> hub) {
        gauge("velocity.live.screens", "Screens that follow the alerts", hub, Hub::screens);
        FunctionCounter.builder("velocity.live.behind", hub, Hub::behind)
                .description("Screens that fell too far behind and were told to come back")
                .register(registry);
    }

    void audit(Verifications verifications) {
        gauge(
                "velocity.audit.head",
                "Number of the newest line of the trail",
                verifications,
                one -> one.state().lines());
        gauge(
                "velocity.audit.whole",
                "1 when the last check found every line in its place, 0 when not; no number before the first check",
                verifications,
                one -> {
                    var state = one.state();
                    return state.checked().isEmpty() ? Double.NaN : state.whole() ? 1 : 0;
                });
        gauge(
                "velocity.audit.checked.timestamp",
                "seconds",
                "When the trail was last checked, in seconds since 1970",
                verifications,
                one -> one.state()
                        .checkedAt()
                        .map(at -> (double) at.getEpochSecond())
                        .orElse(Double.NaN));
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private <T> void gauge(String name, String unit, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value)
                .description(description)
                .baseUnit(unit)
                .strongReference(true)
                .register(registry);
    }

    private static double free(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static double size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
