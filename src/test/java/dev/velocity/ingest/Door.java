package dev.velocity.ingest;

import dev.velocity.access.Access;
import dev.velocity.access.NewKey;
import dev.velocity.access.Outcome;
import dev.velocity.access.Scope;
import dev.velocity.alert.Alerts;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.HttpMeters;
import dev.velocity.platform.Tracing;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SiteFile;
import dev.velocity.watch.Watch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The devices' real listener before a real database, with a clock set by hand.
final class Door implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Catalogue CATALOGUE = new Catalogue(List.of(SiteFile.read("""
            site: shelter
            name: Shelter
            time-base: live
            time-zone: UTC
            zones:
              hall:
                name: Hall
                sensors:
                  hall-co2: { kind: carbon-dioxide }
                  hall-temperature: { kind: air-temperature }
              vault:
                name: Vault
                sensors:
                  vault-co2: { kind: carbon-dioxide }
            """)));

    volatile Instant now = NOON;
    final Writer writer;
    final Readings readings;
    final Watch watch;
    final Access access;
    private final Database database;
    private final DeviceListener listener;
    private final String key;

    Door(Path directory) {
        this(directory, Patience.USUAL);
    }

    Door(Path directory, Patience patience) {
        this(directory, patience, 1 << 24);
    }

    /// @param bytesPerSecond that each device may send
    Door(Path directory, Patience patience, long bytesPerSecond) {
        InstantSource clock = () -> now;
        database = Database.open(directory.resolve("velocity.db"));
        writer = new Writer(database);
        var audit = new Audit(clock);
        access = Access.open(database, writer, audit, clock, directory);
        readings = new Readings(CATALOGUE, database);
        watch = new Watch(
                CATALOGUE,
                readings,
                new Alerts(database, writer, audit, clock, CATALOGUE, _ -> Optional.empty(), _ -> {}),
                writer,
                clock,
                Runnable::run);
        watch.start();
        key = key("gateway", "hall-*");
        var meters = new SimpleMeterRegistry();
        var servlet = new DoorServlet(
                CATALOGUE,
                access.devices(),
                watch,
                clock,
                patience,
                new Quota(bytesPerSecond, clock),
                new IngestMeters(meters, new HttpMeters(meters)),
                List.of(),
                Tracing.OFF);
        listener = new DeviceListener(
                InetAddress.getLoopbackAddress(), 0, Optional.empty(), directory.resolve("tmp"), servlet);
        listener.start();
    }

    /// A key of a new device.
    String key(String device, String sensors) {
        return done(access.devices().add(device, new Scope(List.of(sensors)), Duration.ofDays(1), Actor.COMMAND_LINE))
                .text()
                .reveal();
    }

    static NewKey done(Outcome<NewKey> outcome) {
        if (outcome instanceof Outcome.Done<NewKey>(var made)) return made;
        throw new AssertionError(outcome.toString());
    }

    /// The key of a device that may report for the hall.
    String key() {
        return key;
    }

    Line call() {
        return call("127.0.0.1");
    }

    /// A new connection from this address of our own.
    Line call(String from) {
        try {
            return new Line(InetAddress.getByName(from), listener.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends one whole request on a connection of its own.
    Line.Answer post(String body) {
        try (var line = call()) {
            line.post(key, body);
            return line.answer();
        }
    }

    static String reading(String sensor, Instant at, String value) {
        return "{\"sensor\":\"" + sensor + "\",\"at\":\"" + at + "\",\"value\":" + value + "}";
    }

    /// Values of the sensor kept for the day around noon.
    List<Double> kept(String sensor) {
        return readings
                .between(
                        CATALOGUE.sensor(CATALOGUE.index(sensor)).id(),
                        NOON.minus(Duration.ofDays(1)),
                        NOON.plus(Duration.ofDays(1)))
                .stream()
                .map(point -> point.value())
                .toList();
    }

    static Batch batch(Instant at, double value) {
        var batch = new Batch(1);
        batch.add(0, at.getEpochSecond() * 1_000_000, value, Batch.NO_SEQUENCE, 0);
        return batch;
    }

    @Override
    public void close() {
        listener.stop();
        writer.close();
        database.close();
    }
}
