package dev.velocity.command;

import dev.velocity.access.DeviceKeys;
import dev.velocity.access.Outcome;
import dev.velocity.access.People;
import dev.velocity.access.Role;
import dev.velocity.access.Scope;
import dev.velocity.audit.Actor;
import dev.velocity.history.Latest;
import dev.velocity.history.Readings;
import dev.velocity.ingest.DevicesPort;
import dev.velocity.ingest.ReadingsClient;
import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Secret;
import dev.velocity.sensor.Catalogue;
import dev.velocity.simulation.DemoSite;
import dev.velocity.simulation.Scenario;
import dev.velocity.simulation.ShelterModel;
import dev.velocity.simulation.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `velocity demo`: a server on this machine alone, with a simulated shelter that reports through the devices' door.
@Command(
        name = "demo",
        description = "Run the command center with a simulated shelter, on this machine alone.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "While it runs, type the name of a scenario and Enter to start it, 'stop NAME' to end it:",
            "ventilation-failure heating-failure external-contamination power-shortage fire leak",
            "Ctrl-C stops the demo. The sign-ins it prints at its first start are for the demo only."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration PAST = Duration.ofHours(2);
    private static final Duration STEP = Duration.ofMillis(200);
    private static final String DEVICE = "simulator";

    @ParentCommand
    private @Nullable Commands commands;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the demo keeps everything (default: var/demo; var/demo-fast with --speed).")
    private @Nullable Path data;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description =
                    "Let time run N times as fast, 1 to 3600: 60 is an hour in a minute. Begins anew at every start.",
            defaultValue = "1")
    private double speed = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the simulation; the same seed is the same shelter (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed = 1;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "Start this scenario a minute of the shelter's time after the demo; may be repeated.")
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--port", paramLabel = "N", description = "People's port (default: 8080).", defaultValue = "8080")
    private int port = 8080;

    @Option(
            names = "--devices-port",
            paramLabel = "N",
            description = "Devices' port (default: 8081).",
            defaultValue = "8081")
    private int devicesPort = 8081;

    @Option(
            names = "--operations-port",
            paramLabel = "N",
            description = "Operations' port (default: 8082).",
            defaultValue = "8082")
    private int operationsPort = 8082;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var planned = scenarios.stream().map(this::scenario).toList();
        var directory = directory();
        try (var server = Objects.requireNonNull(commands).serve(settings(directory))) {
            var people = signIns(server.bean(People.class));
            var key = key(server.bean(DeviceKeys.class));
            var clock = server.bean(InstantSource.class);
            var door = URI.create(
                    "http://127.0.0.1:" + server.bean(DevicesPort.class).number());
            try (var client = new ReadingsClient(door, key, null)) {
                var model = new ShelterModel(seed, begin(server, clock.instant()), DemoSite.site());
                var simulator = new Simulator(model, clock, Simulator.Outlet.through(client));
                for (var scenario : planned)
                    simulator.schedule(scenario, clock.instant().plus(Duration.ofMinutes(1)), scenario.usual());
                var thread =
                        Thread.ofPlatform().name("simulator").start(() -> simulator.run(Simulator.Pacing.every(STEP)));
                listen(simulator);
                welcome(server, people);
                server.join();
                thread.interrupt();
                thread.join();
            }
        }
        return 0;
    }

    private Map<String, Object> settings(Path directory) throws IOException {
        DataDirectory.open(directory);
        var site = directory.resolve("demo-site.yaml");
        // A quarter of a second of real delay is fifteen of the shelter's at sixty times: judged by the clock, sensors
        // that report every five seconds would cry stale. Judged by the data's own time, nothing does.
        var text = DemoSite.text();
        Files.writeString(site, speed == 1 ? text : text.replace("time-base: live", "time-base: recorded"));
        return new HashMap<>(Map.of(
                "velocity.data",
                directory.toString(),
                "velocity.site",
                site.toString(),
                "velocity.speed",
                speed,
                "velocity.bind",
                "127.0.0.1",
                "server.address",
                "127.0.0.1",
                "server.port",
                port,
                "velocity.devices.port",
                devicesPort,
                "management.server.address",
                "127.0.0.1",
                "management.server.port",
                operationsPort));
    }

    /// Time that ran fast is ahead of the world's, so a fast demo cannot go on from an earlier one.
    private Path directory() throws IOException {
        if (speed == 1) return Objects.requireNonNullElse(data, Path.of("var/demo"));
        if (data == null) {
            var fast = Path.of("var/demo-fast");
            delete(fast);
            return fast;
        }
        if (Files.exists(DataDirectory.database(data)))
            throw new FileAlreadyExistsException(
                    data + ": a demo with --speed begins anew, so name a directory that is empty or missing");
        return data;
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (var _ = DataDirectory.lock(directory);
                var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    /// A password for each role, made now; empty when the demo has been started before.
    private static Map<String, Secret> signIns(People people) {
        var made = new java.util.LinkedHashMap<String, Secret>();
        if (!people.all().isEmpty()) return made;
        for (var role : Role.values()) {
            var password = People.freshPassword(role.text());
            done(people.add(role.text(), role.text(), role, password, Actor.COMMAND_LINE));
            made.put(role.text(), password);
        }
        return made;
    }

    /// A key for the simulator; the one of an earlier start is not known any more, so a new one takes its place.
    private static Secret key(DeviceKeys devices) {
        var life = Duration.ofDays(1);
        return devices.named(DEVICE).isEmpty()
                ? done(devices.add(DEVICE, new Scope(List.of("*")), life, Actor.COMMAND_LINE))
                        .text()
                : done(devices.rotate(DEVICE, Duration.ZERO, life, Actor.COMMAND_LINE))
                        .text();
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Unknown<T>() -> throw new IllegalStateException("what was just made is not there");
            case Outcome.Refused<T>(var code, var because) -> throw new IllegalStateException(code + ": " + because);
        };
    }

    /// Two hours ago, so that there is something to see; or where the last demo ended, if that is later.
    private static Instant begin(Server server, Instant now) {
        var catalogue = server.bean(Catalogue.class);
        var readings = server.bean(Readings.class);
        var last = IntStream.range(0, catalogue.size())
                .mapToObj(readings::latest)
                .flatMap(Optional::stream)
                .map(Latest::at)
                .max(Comparator.naturalOrder());
        var past = now.minus(PAST);
        return last.filter(past::isBefore).orElse(past);
    }

    /// Takes scenarios from the keyboard until it ends.
    private void listen(Simulator simulator) {
        Thread.ofPlatform().name("keyboard").daemon().start(() -> {
            try (var keyboard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String line; (line = keyboard.readLine()) != null; ) typed(simulator, line.strip());
            } catch (IOException e) {
                out().println("the keyboard is gone: " + e.getMessage());
            }
        });
    }

    private void typed(Simulator simulator, String line) {
        if (line.isEmpty()) return;
        boolean stop = line.startsWith("stop ");
        var found = Scenario.named(stop ? line.substring(5).strip() : line);
        if (found.isEmpty()) {
            out().println("type one of " + names() + ", or 'stop' and one of them");
        } else if (stop) {
            simulator.stop(found.get());
            out().println(found.get().text() + " stopped");
        } else {
            simulator.start(found.get(), found.get().usual());
            out().println(found.get().text() + " started");
        }
        out().flush();
    }

    private Scenario scenario(String name) {
        return Scenario.named(name)
                .orElseThrow(() -> new ParameterException(
                        Objects.requireNonNull(spec).commandLine(),
                        "there is no scenario '" + name + "'; there are " + names()));
    }

    private static String names() {
        return Arrays.stream(Scenario.values()).map(Scenario::text).collect(Collectors.joining(", "));
    }

    private void welcome(Server server, Map<String, Secret> people) {
        out().println();
        out().println("Velocity demo: http://127.0.0.1:" + server.port("local.server.port") + "/");
        out().println();
        if (people.isEmpty()) {
            out().println("The sign-ins were printed at the first start of this demo. For a new password:");
            out().println("  velocity user password NAME --data DIR    (NAME: "
                    + Arrays.stream(Role.values()).map(Role::text).collect(Collectors.joining(", ")) + ")");
        } else {
            out().println("Sign-ins, printed this once and good for this demo only:");
            people.forEach((name, password) -> out().printf("  %-12s %s%n", name, password.reveal()));
        }
        out().println();
        out().println("Devices report to port " + server.bean(DevicesPort.class).number() + ". Health: port "
                + server.port("local.management.port") + ".");
        out().println("Type a scenario and Enter to start it: " + names() + ". Ctrl-C stops the demo.");
        out().flush();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
