package dev.velocity.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.measure.Quantity;
import dev.velocity.platform.Database;
import dev.velocity.platform.Tx;
import dev.velocity.platform.Writer;
import dev.velocity.rule.Finding;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.Cause;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.SensorId;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.Step;
import dev.velocity.sensor.TimeBase;
import dev.velocity.sensor.Zone;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random sequences of findings, commands, silences, jumps of time and restarts, each held to [Model]: a plain
/// retelling of the rules that knows no database, no events and no classes of the room. `-Dmodel.sequences=` sets how
/// many (10,000 in the pipeline), `-Dmodel.seed=` plays one again.
class AlertsModelTest {
    private static final int SEQUENCES = 4_000;
    private static final int STEPS = 25;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Actor OTTO = new Actor("otto", "operations");
    private static final Actor SIRI = new Actor("siri", "security");

    /// 0 is plain, 1 is latched, 2 means nothing while 0 holds.
    private static final Catalogue CATALOGUE = catalogue();

    @TempDir
    private Path directory;

    private Database database;
    private Writer writer;
    private Instant now = START;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("v.db"));
        writer = new Writer(database);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    @Test
    void nothingDiffersFromThePlainRules() {
        var only = Long.getLong("model.seed");
        if (only != null) play(only);
        else for (long seed = 1; seed <= Long.getLong("model.sequences", SEQUENCES); seed++) play(seed);
    }

    /// The sequence is undone afterwards, so that each begins with nothing.
    private void play(long seed) {
        assertThatThrownBy(() -> writer.write(tx -> {
                    new Run(tx, seed).play();
                    throw new Undone();
                }))
                .as("seed %d", seed)
                .isInstanceOf(Undone.class);
    }

    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final class Run {
        private final Tx tx;
        private final Random random;
        private final Model model = new Model();
        private final List<String> told = new ArrayList<>();
        private final List<Long> silenced = new ArrayList<>();
        private final Map<SensorId, Integer> called = new HashMap<>();
        /// By the events; what the tables hold is the same, which is asked at the end.
        private final Map<SensorId, Alert> newest = new HashMap<>();
        private long heard;
        private Alerts alerts;
        private Silences silences;

        Run(Tx tx, long seed) {
            this.tx = tx;
            random = new Random(seed);
            now = START;
            begin();
            told.add("seed " + seed);
        }

        /// As a restart does.
        private void begin() {
            var audit = new Audit(() -> now);
            alerts = new Alerts(database, writer, audit, () -> now, CATALOGUE, _ -> Optional.empty(), _ -> {});
            silences = new Silences(database, writer, audit, () -> now, alerts);
            alerts.start(tx);
        }

        void play() {
            for (int i = 0; i < STEPS; i++) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2 -> find(random.nextInt(3), Math.max(0, random.nextInt(7) - 2));
                    case 3, 4, 5, 6 -> command(random.nextInt(3));
                    case 7 -> jump(Duration.ofMinutes(1 + random.nextInt(45)));
                    case 8 -> silence();
                    default -> {
                        told.add("restart");
                        begin();
                        model.restart();
                    }
                }
                compare();
            }
            for (int sensor = 0; sensor < 3; sensor++)
                assertThat(latest(sensor)).as(this::story).isEqualTo(stored(sensor));
        }

        private void find(int sensor, int rank) {
            told.add("sensor " + sensor + " at " + rank);
            var of = CATALOGUE.sensors().get(sensor);
            Finding finding = rank == 0
                    ? new Finding.Cleared(of.id(), "high", now, 1, 0)
                    : new Finding.Raised(of.id(), "high", Severity.ofRank(rank), now, 1, 0);
            alerts.apply(tx, finding, of, now);
            model.find(sensor, rank);
        }

        private void jump(Duration length) {
            told.add("after " + length);
            now = now.plus(length);
            alerts.tick(tx, now);
            model.jump(length.toMinutes());
        }

        private void silence() {
            if (!silenced.isEmpty() && random.nextInt(3) == 0) {
                var number = silenced.get(random.nextInt(silenced.size()));
                told.add("end of silence " + number);
                silences.end(tx, number, OTTO);
                model.endSilence(number);
                return;
            }
            int minutes = 1 + random.nextInt(60);
            boolean bySensor = random.nextBoolean();
            int which = bySensor ? random.nextInt(3) : 1 + random.nextInt(3);
            var matcher = bySensor
                    ? new Matcher(
                            Optional.of(CATALOGUE.sensors().get(which).id().text()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())
                    : new Matcher(
                            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Severity.ofRank(which)));
            told.add("silence of " + matcher.text() + " for " + minutes);
            var window = new Window(now, now.plus(Duration.ofMinutes(minutes)), Optional.empty(), ZoneOffset.UTC);
            var made = silences.add(tx, matcher, window, "works", OTTO, Role.OPERATIONS);
            silenced.add(made.id());
            model.silence(made.id(), bySensor, which, minutes);
        }

        private void command(int sensor) {
            var alert = latest(sensor);
            if (alert.isEmpty()) return;
            var role = random.nextInt(3) == 0 ? Role.SECURITY : Role.OPERATIONS;
            var command = draw(random);
            told.add(role.text() + " on " + sensor + ": " + command);
            var outcome = alerts.handle(
                    tx,
                    new Alerts.Item(alert.get().id(), OptionalLong.empty()),
                    command,
                    role == Role.SECURITY ? SIRI : OTTO,
                    role,
                    Optional.empty());
            var expected = model.command(sensor, command, role);
            assertThat(outcome.getClass().getSimpleName()).as(this::story).isEqualTo(expected);
        }

        private Optional<Alert> latest(int sensor) {
            return Optional.ofNullable(
                    newest.get(CATALOGUE.sensors().get(sensor).id()));
        }

        private Optional<Alert> stored(int sensor) {
            var id = CATALOGUE.sensors().get(sensor).id();
            return tx.one("SELECT max(id) FROM alert WHERE sensor = ?", row -> row.getLong(1), id.text())
                    .flatMap(number -> AlertStore.find(tx, number));
        }

        private void compare() {
            listen();
            for (int sensor = 0; sensor < 3; sensor++) {
                var actual = latest(sensor)
                        .map(alert -> new Model.Shown(
                                alert.open(),
                                alert.triage(),
                                alert.severity().rank(),
                                alert.present().map(Severity::rank).orElse(0),
                                alert.covers().shelf().isPresent(),
                                alert.covers().silence().orElse(0L),
                                alert.covers().suppressedBy().isPresent(),
                                alert.covers().outOfService().isPresent(),
                                alert.lapsed(),
                                alert.role(),
                                alert.calls()))
                        .orElse(Model.Shown.NOTHING);
                assertThat(actual).as(this::story).isEqualTo(model.shown(sensor));
                assertThat(called.getOrDefault(CATALOGUE.sensors().get(sensor).id(), 0))
                        .as(this::story)
                        .isEqualTo(model.calls(sensor));
            }
        }

        /// Keeps the alerts of the events that are new, and counts their calls.
        private void listen() {
            for (var event : AlertStore.eventsAfter(tx, heard, 1_000)) {
                heard = event.seq();
                newest.put(event.alert().sensor(), event.alert());
                if (event.called()) called.merge(event.alert().sensor(), 1, Integer::sum);
            }
        }

        private String story() {
            return String.join("\n", told);
        }
    }

    private static Command draw(Random random) {
        return switch (random.nextInt(14)) {
            case 0, 1 ->
                new Command.Acknowledge(
                        random.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(Duration.ofMinutes(1 + random.nextInt(40))));
            case 2 -> new Command.Unacknowledge("not mine");
            case 3 ->
                new Command.Assign(
                        Optional.of(random.nextBoolean() ? Role.SECURITY : Role.OPERATIONS), Optional.empty());
            case 4, 5 ->
                new Command.Shelve(Duration.ofMinutes(1 + random.nextInt(90)), random.nextBoolean(), "it flutters");
            case 6 -> new Command.Unshelve();
            case 7 -> new Command.TakeOutOfService("order 7", "");
            case 8 -> new Command.ReturnToService("");
            case 9 -> new Command.Reset("");
            case 10, 11 -> new Command.Resolve(random.nextBoolean() ? "" : "seen to");
            case 12 -> new Command.Reopen("not over");
            default -> new Command.Comment("hm");
        };
    }

    /// The rules told plainly: whole minutes, ranks 1 to 4 for severities, 0 for none.
    private static final class Model {
        record Shown(
                boolean open,
                Triage triage,
                int worst,
                int present,
                boolean shelved,
                long silence,
                boolean suppressed,
                boolean service,
                boolean lapsed,
                Role role,
                boolean calls) {
            static final Shown NOTHING =
                    new Shown(false, Triage.RESOLVED, 0, 0, false, 0, false, false, false, Role.OPERATIONS, false);
        }

        private record Silenced(long number, boolean bySensor, int which, long until) {}

        private static final class One {
            private final int sensor;
            private boolean any;
            private Triage triage = Triage.RESOLVED;
            private int worst;
            private int present;
            private int known;
            private long remindAt = Long.MAX_VALUE;
            private long shelfEnds;
            private boolean oneShot;
            private int shelfFor;
            private boolean shelved;
            private long silence;
            private boolean suppressed;
            private boolean service;
            private boolean lapsed;
            private Role role = Role.OPERATIONS;
            private final Set<Role> told = EnumSet.noneOf(Role.class);
            private int calls;

            One(int sensor) {
                this.sensor = sensor;
            }

            boolean hidden() {
                return shelved || silence != 0 || suppressed || service;
            }

            boolean open() {
                return triage != Triage.RESOLVED || hidden();
            }

            boolean latched() {
                return sensor == 1;
            }

            void nobodyHasIt() {
                triage = Triage.NEW;
                known = 0;
                remindAt = Long.MAX_VALUE;
                lapsed = false;
            }

            void call() {
                if (!hidden()) calls++;
            }

            /// What comes to `rank` breaks through a shelf made for less and, when critical, through a silence.
            void breakThrough(int rank) {
                if (shelved && rank > shelfFor) shelved = false;
                if (rank == 4) silence = 0;
            }

            void coverEnded() {
                if (hidden()) return;
                if (present > 0) {
                    worst = Math.max(worst, known);
                    nobodyHasIt();
                    call();
                } else if (!latched()) triage = Triage.RESOLVED;
            }
        }

        private final List<One> ones = IntStream.range(0, 3).mapToObj(One::new).toList();
        private final List<Silenced> silences = new ArrayList<>();
        private long now;

        Shown shown(int sensor) {
            var one = ones.get(sensor);
            if (!one.any) return Shown.NOTHING;
            return new Shown(
                    one.open(),
                    one.triage,
                    one.worst,
                    one.present,
                    one.shelved,
                    one.silence,
                    one.suppressed,
                    one.service,
                    one.lapsed,
                    one.role,
                    one.triage == Triage.NEW && !one.hidden());
        }

        int calls(int sensor) {
            return ones.get(sensor).calls;
        }

        void find(int sensor, int rank) {
            var one = ones.get(sensor);
            if (!one.open()) {
                if (rank > 0) raise(one, rank);
            } else if (rank == 0) {
                if (one.present > 0) {
                    goes(one);
                    settle(one);
                }
            } else if (one.present == 0) {
                one.worst = one.triage == Triage.NEW ? Math.max(one.worst, rank) : rank;
                one.present = rank;
                one.breakThrough(rank);
                one.nobodyHasIt();
                one.call();
                settle(one);
            } else if (rank > Math.max(one.worst, one.known)) {
                one.worst = rank;
                one.present = rank;
                one.breakThrough(rank);
                one.nobodyHasIt();
                one.call();
                settle(one);
            } else if (rank != one.present) {
                one.present = rank;
                if (one.triage != Triage.NEW) one.worst = rank;
                settle(one);
            }
            if (sensor == 0 && ones.get(2).open()) settle(ones.get(2));
        }

        private void raise(One one, int rank) {
            one.any = true;
            one.worst = rank;
            one.present = rank;
            one.role = Role.OPERATIONS;
            one.told.clear();
            one.nobodyHasIt();
            one.suppressed = explained(one);
            one.silence = silencing(one);
            one.call();
        }

        private static void goes(One one) {
            boolean was = one.hidden();
            one.present = 0;
            if (one.shelved && one.oneShot) one.shelved = false;
            if (one.hidden() || one.latched()) return;
            if (one.triage == Triage.ACKNOWLEDGED || was) one.triage = Triage.RESOLVED;
        }

        private boolean explained(One one) {
            return one.sensor == 2 && ones.get(0).open() && ones.get(0).present > 0;
        }

        private long silencing(One one) {
            if (one.worst == 4 || one.present == 4) return 0;
            for (var silence : silences)
                if (silence.bySensor() ? silence.which() == one.sensor : silence.which() == one.worst)
                    return silence.number();
            return 0;
        }

        /// Lets it fall under what hides it from outside, and out of what does not.
        private void settle(One one) {
            if (!one.open()) return;
            boolean explained = explained(one);
            if (explained != one.suppressed) {
                one.suppressed = explained;
                if (!explained) one.coverEnded();
            }
            if (!one.open()) return;
            long silence = silencing(one);
            if (silence != one.silence) {
                one.silence = silence;
                if (silence == 0) one.coverEnded();
            }
        }

        void silence(long number, boolean bySensor, int which, int minutes) {
            silences.add(new Silenced(number, bySensor, which, now + minutes));
            ones.forEach(this::settle);
        }

        void endSilence(long number) {
            silences.removeIf(silence -> silence.number() == number);
            ones.forEach(this::settle);
        }

        void jump(long minutes) {
            now += minutes;
            tick();
        }

        private void tick() {
            if (silences.removeIf(silence -> silence.until() <= now)) ones.forEach(this::settle);
            for (var one : ones) {
                if (one.shelved && one.shelfEnds <= now) {
                    one.shelved = false;
                    one.coverEnded();
                }
                if (one.triage == Triage.ACKNOWLEDGED && one.remindAt <= now) {
                    one.worst = Math.max(one.worst, one.known);
                    one.nobodyHasIt();
                    one.lapsed = true;
                    one.call();
                }
            }
        }

        void restart() {
            ones.forEach(this::settle);
            tick();
        }

        String command(int sensor, Command command, Role role) {
            var one = ones.get(sensor);
            if (!Permissions.maySee(role, one.role, one.told)) return "Unknown";
            if (!Permissions.mayAct(role, command.action(), one.role, one.told)) return "Forbidden";
            return does(one, command, role) ? "Moved" : "Refused";
        }

        private boolean does(One one, Command command, Role role) {
            boolean over = one.triage == Triage.RESOLVED;
            return switch (command) {
                case Command.Comment _ -> true;
                case Command.Acknowledge(var remind) -> one.triage == Triage.NEW && acknowledge(one, remind);
                case Command.Unacknowledge _ -> one.triage == Triage.ACKNOWLEDGED && giveBack(one);
                case Command.Assign(var to, var _) -> !over && to.isPresent() && assign(one, to.get());
                case Command.Shelve shelve -> !over && !one.shelved && shelve(one, shelve, role);
                case Command.Unshelve _ -> {
                    boolean was = one.shelved;
                    one.shelved = false;
                    if (was) one.coverEnded();
                    yield was;
                }
                case Command.TakeOutOfService _ -> {
                    boolean may = !one.service && !over;
                    if (may) one.service = true;
                    yield may;
                }
                case Command.ReturnToService _ -> {
                    boolean was = one.service;
                    one.service = false;
                    if (was) one.coverEnded();
                    yield was;
                }
                case Command.Reset _ -> {
                    boolean may = one.latched() && one.triage == Triage.ACKNOWLEDGED && one.present == 0;
                    if (may) one.triage = Triage.RESOLVED;
                    yield may;
                }
                case Command.Resolve(var how) -> {
                    boolean ended = one.present == 0 || ((one.shelved || one.service) && !how.isBlank());
                    boolean may = !over && !one.latched() && ended;
                    if (may) one.triage = Triage.RESOLVED;
                    yield may;
                }
                case Command.Reopen _ -> {
                    if (over) one.nobodyHasIt();
                    yield over;
                }
                case Command.Take _, Command.HandBack _ -> throw new IllegalStateException("not played here");
            };
        }

        private boolean acknowledge(One one, Optional<Duration> remind) {
            long length = remind.map(Duration::toMinutes).orElse(one.worst == 4 ? 30L : Long.MAX_VALUE);
            one.remindAt = length == Long.MAX_VALUE ? length : now + length;
            one.known = one.worst;
            if (one.present > 0) one.worst = one.present;
            one.lapsed = false;
            boolean gone = one.present == 0 && !one.latched() && !one.hidden();
            one.triage = gone ? Triage.RESOLVED : Triage.ACKNOWLEDGED;
            return true;
        }

        private static boolean giveBack(One one) {
            one.worst = Math.max(one.worst, one.known);
            one.nobodyHasIt();
            return true;
        }

        private static boolean assign(One one, Role to) {
            if (one.role == to) return false;
            one.told.add(one.role);
            one.told.remove(to);
            one.role = to;
            return true;
        }

        private boolean shelve(One one, Command.Shelve shelve, Role role) {
            int worst = Math.max(one.worst, one.present);
            long most = worst <= 2 ? 480 : worst == 3 ? 60 : role == Role.OPERATIONS ? 10 : 0;
            if (shelve.length().toMinutes() > most) return false;
            one.shelved = true;
            one.oneShot = shelve.oneShot();
            one.shelfFor = worst;
            one.shelfEnds = now + shelve.length().toMinutes();
            return true;
        }
    }

    private static Catalogue catalogue() {
        var sensors = IntStream.range(0, 3)
                .mapToObj(i -> sensor(
                        "s" + i,
                        i == 1,
                        i == 2 ? Map.of("high", List.of(new Cause(new SensorId("s0"), "high"))) : null))
                .toList();
        return new Catalogue(List.of(
                new Site("site", "Site", TimeBase.LIVE, ZoneOffset.UTC, List.of(new Zone("zone", "Zone", sensors)))));
    }

    private static Sensor sensor(String id, boolean latched, @Nullable Map<String, List<Cause>> notWhile) {
        var limit = new Limit.High(
                List.of(new Step(Severity.LOW, 1_000, 100, Duration.ZERO, Duration.ZERO, "a test")),
                Duration.ZERO,
                latched);
        return new Sensor(
                new SensorId(id),
                "site",
                "zone",
                "Sensor " + id,
                Quantity.CARBON_DIOXIDE,
                0,
                10_000,
                0,
                1_000,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Role.OPERATIONS,
                List.of(),
                List.of(limit),
                "carbon-dioxide",
                notWhile == null ? Map.of() : notWhile);
    }
}
