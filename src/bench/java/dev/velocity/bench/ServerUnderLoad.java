package dev.velocity.bench;

import dev.velocity.Velocity;
import dev.velocity.access.DeviceKeys;
import dev.velocity.access.Outcome;
import dev.velocity.access.People;
import dev.velocity.access.Role;
import dev.velocity.access.Scope;
import dev.velocity.audit.Actor;
import dev.velocity.command.Assembly;
import dev.velocity.ingest.DevicesPort;
import dev.velocity.platform.Secret;
import dev.velocity.platform.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// The real server in a process of its own, so that its CPU time is its own. Says `READY people devices key
/// operations`, answers each line on standard input with its CPU time in nanoseconds, and ends with the input.
public final class ServerUnderLoad {
    /// What the accounts begin with that a bench signs in with.
    static final String NAME = "bench-";
    /// Their passphrase; it lives as long as the bench's own data directory.
    static final String PASSWORD = "measured-against-a-floor";

    private ServerUnderLoad() {}

    /// @param arguments data directory, site file, `door` to leave the people's side out or `whole`,
    ///     how many people there are (default 1), called bench-0 and so on: one admin, the others of
    ///     operations; how many readings may wait to be packed, and how many MiB of the disk are kept for alerts
    public static void main(String... arguments) throws Exception {
        try {
            serve(arguments);
        } catch (RuntimeException e) {
            System.err.println("the server did not start: " + e);
            System.exit(1);
        }
    }

    private static void serve(String... arguments) throws Exception {
        var data = Path.of(arguments[0]);
        Files.createDirectories(data);
        var settings = new HashMap<String, Object>(Map.of(
                "logging.level.root",
                "WARN",
                "velocity.data",
                data.toString(),
                "velocity.site",
                arguments[1],
                "velocity.bind",
                "127.0.0.1",
                "velocity.devices.port",
                0,
                "server.port",
                0,
                "management.server.port",
                0));
        // One device sends all of it here.
        settings.put("velocity.devices.kib-per-second", 10_000_000);
        settings.put("velocity.reserve", arguments.length > 5 ? arguments[5] : "1");
        if (arguments.length > 4) settings.put("velocity.unpacked", arguments[4]);
        boolean whole = arguments.length < 3 || !arguments[2].equals("door");
        var context = whole ? server(settings) : door(settings);
        // Started again on the same data, it takes a new key: the old one is not known any more.
        var devices = context.getBean(DeviceKeys.class);
        var life = Duration.ofDays(1);
        boolean again = devices.named("bench").isPresent();
        var added = again
                ? devices.rotate("bench", Duration.ZERO, life, Actor.COMMAND_LINE)
                : devices.add("bench", new Scope(List.of("*")), life, Actor.COMMAND_LINE);
        if (!(added instanceof Outcome.Done<?>(dev.velocity.access.NewKey key)))
            throw new IllegalStateException("the bench's key was refused: " + added);
        int people = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
        for (int i = 0; i < people && !again; i++) {
            var person = context.getBean(People.class)
                    .add(
                            NAME + i,
                            NAME + i,
                            i == 0 ? Role.ADMIN : Role.OPERATIONS,
                            new Secret(PASSWORD),
                            Actor.COMMAND_LINE);
            if (!(person instanceof Outcome.Done<?>))
                throw new IllegalStateException("the account was refused: " + person);
        }
        System.out.println("READY " + context.getEnvironment().getProperty("local.server.port", "0") + " "
                + context.getBean(DevicesPort.class).number() + " " + key.text().reveal() + " "
                + context.getEnvironment().getProperty("local.management.port", "0"));
        answerCpuTime();
        context.close();
    }

    private static ConfigurableApplicationContext server(Map<String, Object> settings) {
        return Assembly.application(Velocity.class, settings).run();
    }

    /// Only the way of a reading, from the devices' door to the disk: starts in a second, for tests that start often.
    private static ConfigurableApplicationContext door(Map<String, Object> settings) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("settings", settings));
        for (var room : List.of("platform", "audit", "access", "sensor", "history", "alert", "watch", "ingest"))
            context.scan("dev.velocity." + room);
        // With metrics as in service, unless the bench is about what they cost.
        boolean counts = !"false".equals(System.getenv("VELOCITY_METRICS_ENABLED"));
        context.registerBean(
                MeterRegistry.class,
                () -> counts ? new PrometheusMeterRegistry(PrometheusConfig.DEFAULT) : new CompositeMeterRegistry());
        context.registerBean(Tracing.class, () -> Tracing.OFF);
        context.refresh();
        return context;
    }

    static void answerCpuTime() throws java.io.IOException {
        var machine = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (in.readLine() != null) System.out.println("CPU " + machine.getProcessCpuTime());
        }
    }
}
