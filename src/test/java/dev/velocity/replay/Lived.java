package dev.velocity.replay;

import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.alert.Alerts;
import dev.velocity.alert.Command;
import dev.velocity.alert.Covers;
import dev.velocity.alert.Matcher;
import dev.velocity.alert.Outcome;
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

/// A simulated shelter as a server lived through it: readings of which some come late and some twice, people who do all
/// they can do, timers, restarts, now and then a link that is down for minutes. What is on disk afterwards is the past
/// to be told again.
final class Lived implements AutoCloseable {
    static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    /// How often a link goes down for some minutes, of all steps.
    private static final int STEPS_PER_OUTAGE = 1_000;

    private static final double LATE = 0.05;
    private static final double TWICE = 0.01;
    private static final Actor OTTO = new Actor("otto", "operations");
    private static final Actor SIRI = new Actor("siri", "security");

    final Catalogue catalogue;
    private final Path data;
    private final Duration step;
    private final int stepsPerDeed;
    private final Random random;
    private final ShelterModel model;
    private final PriorityQueue<Delayed> delayed =
            new PriorityQueue<>(Comparator.comparing(Delayed::comes).thenComparingLong(Delayed::number));
    private Instant now = BEGIN;
    private Instant down = BEGIN;
    private long number;
    /// Whether readings are packed now and then, of which the first time makes a keyframe.
    boolean packs = true;

    private Counts counts = new Counts(0, 0, 0, 0, 0, 0, 0);
    private Database database;
    private Writer writer;
    Alerts alerts;
    Silences silences;
    Readings readings;
    private Watch watch;

    private record Delayed(Instant comes, long number, Sample sample) {}

    /// What was lived through.
    ///
    /// @param readings that were kept
    /// @param late those that came later than they were due
    /// @param duplicates that came again
    /// @param restarts of the server; every second one without saying goodbye
    /// @param deeds of people that moved something
    /// @param refused deeds that moved nothing
    /// @param packed how often readings were packed
    record Counts(long readings, long late, long duplicates, long restarts, long deeds, long refused, long packed) {
        Counts and(long readings, long late, long duplicates, long restarts, long deeds, long refused, long packed) {
            return new Counts(
                    this.readings + readings,
                    this.late + late,
                    this.duplicates + duplicates,
                    this.restarts + restarts,
                    this.deeds + deeds,
                    this.refused + refused,
                    this.packed + packed);
        }
    }

    Lived(Path data, Catalogue catalogue, long seed) {
        this(data, catalogue, seed, Duration.ofSeconds(20), 3);
    }

    /// @param step how often readings come, each time all that were taken since
    /// @param stepsPerDeed after how many of them somebody does something, on average
    Lived(Path data, Catalogue catalogue, long seed, Duration step, int stepsPerDeed) {
        this.data = data;
        this.catalogue = catalogue;
        this.step = step;
        this.stepsPerDeed = stepsPerDeed;
        random = new Random(seed);
        model = new ShelterModel(seed, BEGIN, catalogue.sites().getFirst());
        start();
    }

    Instant now() {
        return now;
    }

    Counts counts() {
        return counts;
    }

    void schedule(Scenario scenario, Instant from, Duration length) {
        model.schedule(scenario, from, length);
    }

    /// Lives on for `length`.
    ///
    /// @param restarts about how many times in it the server starts again
    void live(Duration length, int restarts) {
        var end = now.plus(length);
        double perStep = restarts * (double) step.toSeconds() / length.toSeconds();
        while (now.isBefore(end)) {
            now = now.plus(step);
            watch.tick();
            pass();
            take();
            if (random.nextInt(stepsPerDeed) == 0) act();
            for (int i = 0; i < 2; i++) {
                now = now.plusMillis(1 + random.nextInt(300));
                watch.tick();
            }
            pass();
            if (random.nextDouble() < perStep) restart();
            if (random.nextInt(400) == 0 && packs) pack();
        }
    }

    /// One open alert is shelved, one acknowledged with a reminder, and what is of low severity silenced, each for half
    /// an hour; the two worst, which are not over soon.
    void cover() {
        var half = Duration.ofMinutes(30);
        var open = alerts.open(now).stream()
                .filter(alert -> alert.role() == Role.OPERATIONS
                        && alert.present().isPresent()
                        && alert.severity() != Severity.CRITICAL
                        && alert.covers().equals(Covers.NONE)
                        && alert.acknowledged().isEmpty())
                .sorted(Comparator.comparing(Alert::severity).reversed().thenComparingLong(Alert::id))
                .toList();
        handle(open.getFirst().id(), new Command.Shelve(half, false, "noise"), OTTO, Role.OPERATIONS);
        pass();
        handle(open.get(1).id(), new Command.Acknowledge(Optional.of(half)), OTTO, Role.OPERATIONS);
        pass();
        silence(Severity.LOW, now, now.plus(half));
        pass();
    }

    void pack() {
        counts = counts.and(0, 0, 0, 0, 0, 0, 1);
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

    /// Nothing comes through for so long, and then all of it at once.
    void cut(Duration length) {
        down = now.plus(length);
    }

    private void restart() {
        restart(Duration.ofSeconds(random.nextInt(1_200)));
    }

    /// The server stops, and is back after `down`.
    void restart(Duration down) {
        counts = counts.and(0, 0, 0, 1, 0, 0, 0);
        if (random.nextBoolean()) watch.close();
        close();
        now = now.plus(down);
        start();
    }

    private void start() {
        database = Database.open(data.resolve("v.db"));
        writer = new Writer(database);
        var audit = new Audit(() -> now);
        alerts = new Alerts(database, writer, audit, () -> now, catalogue, _ -> Optional.of(Role.OPERATIONS), _ -> {});
        silences = new Silences(database, writer, audit, () -> now, alerts);
        readings = new Readings(catalogue, database);
        watch = new Watch(catalogue, readings, alerts, writer, () -> now, Runnable::run);
        watch.start();
    }

    private void take() {
        if (random.nextInt(STEPS_PER_OUTAGE) == 0) down = now.plusSeconds(random.nextInt(900));
        var come = new ArrayList<Sample>();
        for (var sample : model.advanceTo(now)) {
            // Whoever sends keeps what a link that is down did not take.
            if (now.isBefore(down)) later(down, sample);
            else if (random.nextDouble() < LATE) later(now.plusMillis(random.nextInt(300_000)), sample);
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
            pass();
        }
    }

    /// No two units of work are so quick that they have the same instant.
    private void pass() {
        now = now.plusNanos(1_000L * (1 + random.nextInt(400)));
    }

    private void later(Instant comes, Sample sample) {
        delayed.add(new Delayed(comes, number++, sample));
        counts = counts.and(0, 1, 0, 0, 0, 0, 0);
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
        var receipt = watch.take(batch).join();
        counts = counts.and(receipt.accepted(), 0, receipt.duplicates(), 0, 0, 0, 0);
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
        handle(id, command, security ? SIRI : OTTO, security ? Role.SECURITY : Role.OPERATIONS);
    }

    private void handle(long id, Command command, Actor who, Role role) {
        boolean moved =
                alerts.handle(id, command, who, role, OptionalLong.empty(), Optional.empty()) instanceof Outcome.Moved;
        counts = counts.and(0, 0, 0, 0, moved ? 1 : 0, moved ? 0 : 1, 0);
    }

    private void silence() {
        var list = silences.list();
        if (!list.isEmpty() && random.nextInt(3) == 0) {
            silences.end(list.getFirst().id(), OTTO);
            counts = counts.and(0, 0, 0, 0, 1, 0, 0);
            return;
        }
        silence(
                random.nextBoolean() ? Severity.LOW : Severity.MEDIUM,
                now.plusSeconds(random.nextInt(600)),
                now.plusSeconds(700 + random.nextInt(2_000)));
    }

    private void silence(Severity severity, Instant from, Instant to) {
        silences.add(
                new Matcher(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(severity)),
                new Window(from, to, Optional.empty(), ZoneOffset.UTC),
                "works",
                OTTO,
                Role.OPERATIONS);
        counts = counts.and(0, 0, 0, 0, 1, 0, 0);
    }
}
