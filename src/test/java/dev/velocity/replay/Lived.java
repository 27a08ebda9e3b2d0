package dev.velocity.replay;

import dev.velocity.access.Role;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Matcher;
import dev.velocity.alert.Silences;
import dev.velocity.alert.Window;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.history.PackingBridge;
import dev.velocity.history.Readings;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Batch;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Severity;
import dev.velocity.simulation.Sample;
import dev.velocity.simulation.Scenario;
import dev.velocity.simulation.ShelterModel;
import dev.velocity.watch.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;

/// A simulated shelter as a server lived through it: readings of which some come late and some twice, people who do
/// all they can do, timers, restarts. What is on disk afterwards is the past to be told again.
final class Lived implements AutoCloseable {
    static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(20);
    private static final double LATE = 0.05;
    private static final double TWICE = 0.01;
    private static final Actor OTTO = new Actor("otto", "operations");
    private static final Actor SIRI = new Actor("siri", "security");

    final Catalogue catalogue;
    private final Path data;
    private final Random random;
    private final ShelterModel model;
    private final PriorityQueue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparing(Delayed::comes).thenComparingLong(Delayed::number));
    private Instant now = BEGIN;
    private long number;
    private Database database;
    private Writer writer;
    Alerts alerts;
    Silences silences;
    Readings readings;
    private Watch watch;

    private record Delayed(Instant comes, long number, Sample sample) {}

    Lived(Path data, Catalogue catalogue, long seed) {
        this.data = data;
        this.catalogue = catalogue;
        random = new Random(seed);
        model = new ShelterModel(seed, BEGIN, catalogue.sites().getFirst());
        start();
    }

    Instant now() {
        return now;
    }

    void schedule(Scenario scenario, Instant from, Duration length) {
        model.schedule(scenario, from, length);
    }

    /// Lives on for `length`.
    ///
    /// @param restarts about how many times in it the server starts again
    void live(Duration length, int restarts) {
        var end = now.plus(length);
        double perStep = restarts * (double) STEP.toSeconds() / length.toSeconds();
        while (now.isBefore(end)) {
            now = now.plus(STEP);
            watch.tick();
            take();
            if (random.nextInt(3) == 0) act();
            for (int i = 0; i < 2; i++) {
                now = now.plusMillis(1 + random.nextInt(300));
                watch.tick();
            }
            if (random.nextDouble() < perStep) restart();
            if (random.nextInt(400) == 0) pack();
        }
    }

    void pack() {
        PackingBridge.pack(database, writer, readings, () -> now);
    }

    Comparison whatIf(Catalogue changed, Instant from, Instant to) {
        return WhatIf.of(readings, alerts, silences, catalogue)
                .compare(changed, from, to, (_, _) -> {}, () -> false)
                .orElseThrow();
    }

    @Override
    public void close() {
        writer.close();
        database.close();
    }

    private void restart() {
        if (random.nextBoolean()) watch.close();
        close();
        now = now.plusSeconds(random.nextInt(1_200));
        start();
    }

    private void start() {
        database = Database.open(data.resolve("v.db"));
        writer = new Writer(database);
        var audit = new Audit(() -> now);
        alerts = new Alerts(database, writer, audit, () -> now, catalogue, _ -> Optional.of(Role.OPERATIONS), _ -> {});
        silences = new Silences(database, writer, audit, () -> now, alerts);
        readings = new Readings(catalogue, database);
        watch = new Watch(catalogue, readings, alerts, writer, () -> now);
        watch.start();
    }

    private void take() {
        var come = new ArrayList<Sample>();
        for (var sample : model.advanceTo(now)) {
            if (random.nextDouble() < LATE)
                delayed.add(new Delayed(now.plusMillis(random.nextInt(300_000)), number++, sample));
            else come.add(sample);
            if (random.nextDouble() < TWICE)
                delayed.add(new Delayed(now.plusMillis(random.nextInt(60_000)), number++, sample));
        }
        while (!delayed.isEmpty() && !delayed.peek().comes().isAfter(now))
            come.add(delayed.remove().sample());
        for (int i = 0; i < come.size(); ) {
            int end = Math.min(come.size(), i + 1 + random.nextInt(400));
            send(come.subList(i, end));
            i = end;
            now = now.plusNanos(1_000L * (1 + random.nextInt(400)));
        }
    }

    private void send(List<Sample> samples) {
        var batch = new Batch(samples.size());
        for (int i = 0; i < samples.size(); i++)
            batch.add(
                    catalogue.index(samples.get(i).sensor().text()),
                    Micros.of(samples.get(i).at()),
                    samples.get(i).value(),
                    Batch.NO_SEQUENCE,
                    i);
        watch.take(batch).join();
    }

    private void act() {
        now = now.plusMillis(1 + random.nextInt(900));
        if (random.nextInt(60) == 0) {
            silence();
            return;
        }
        var open = alerts.open(now);
        if (open.isEmpty()) return;
        var alert = open.get(random.nextInt(open.size()));
        boolean security = random.nextInt(3) == 0;
        Command command = switch (random.nextInt(14)) {
            case 0, 1, 2 -> new Command.Acknowledge();
            case 3 -> new Command.Acknowledge(Optional.of(Duration.ofMinutes(2 + random.nextInt(20))));
            case 4 -> new Command.Comment("seen");
            case 5 -> new Command.Shelve(Duration.ofMinutes(1 + random.nextInt(30)), random.nextBoolean(), "noise");
            case 6 -> new Command.Unshelve();
            case 7 -> new Command.Unacknowledge("not mine");
            case 8 -> new Command.Assign(Optional.empty(), Optional.of("mia"));
            case 9 -> new Command.Take();
            case 10 ->
                random.nextBoolean()
                        ? new Command.TakeOutOfService("order 7", random.nextBoolean() ? "" : "works")
                        : new Command.HandBack();
            case 11 -> new Command.ReturnToService(random.nextBoolean() ? "" : "done");
            case 12 -> new Command.Reset("looked at it");
            default -> new Command.Resolve("aired");
        };
        long id = alert.id();
        if (random.nextInt(20) == 0) {
            // Something of the last hundred, which may be over.
            id = Math.max(1, id - random.nextInt(100));
            command = random.nextBoolean() ? new Command.Reopen("it is not over") : new Command.Comment("late words");
        }
        alerts.handle(
                id,
                command,
                security ? SIRI : OTTO,
                security ? Role.SECURITY : Role.OPERATIONS,
                OptionalLong.empty(),
                Optional.empty());
    }

    private void silence() {
        var list = silences.list();
        if (!list.isEmpty() && random.nextInt(3) == 0) {
            silences.end(list.getFirst().id(), OTTO);
            return;
        }
        var severity = random.nextBoolean() ? Severity.LOW : Severity.MEDIUM;
        silences.add(
                new Matcher(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(severity)),
                new Window(
                        now.plusSeconds(random.nextInt(600)),
                        now.plusSeconds(700 + random.nextInt(2_000)),
                        Optional.empty(),
                        ZoneOffset.UTC),
                "works",
                OTTO,
                Role.OPERATIONS);
    }
}
