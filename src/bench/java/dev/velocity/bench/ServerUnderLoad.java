package dev.velocity.bench;

import dev.velocity.Velocity;
import dev.velocity.access.DeviceKeys;
import dev.velocity.access.Outcome;
import dev.velocity.access.People;
import dev.velocity.access.Role;
import dev.velocity.access.Scope;
import dev.velocity.audit.Actor;
import dev.velocity.ingest.DevicesPort;
import dev.velocity.platform.Secret;
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
import org.springframework.boot.SpringApplication;

/// The real server in a process of its own, so that its CPU time is its own. Says `READY people devices key`, answers
/// each
/// line on standard input with its CPU time in nanoseconds, and ends with the input.
public final class ServerUnderLoad {
    /// A passphrase for the one account a bench signs in with; it lives as long as the bench's own data directory.
    static final String PASSWORD = "measured-against-a-floor";

    private ServerUnderLoad() {}

    /// @param arguments data directory, site file
    public static void main(String... arguments) throws Exception {
        var data = Path.of(arguments[0]);
        Files.createDirectories(data);
        var application = new SpringApplication(Velocity.class);
        application.setDefaultProperties(new HashMap<>(Map.of("logging.level.root", "WARN")));
        var context = application.run(
                "--velocity.data=" + data,
                "--velocity.site=" + arguments[1],
                "--velocity.bind=127.0.0.1",
                "--server.port=0",
                "--velocity.devices.port=0",
                "--management.server.port=0");
        var added = context.getBean(DeviceKeys.class)
                .add("bench", new Scope(List.of("*")), Duration.ofDays(1), Actor.COMMAND_LINE);
        if (!(added instanceof Outcome.Done<?>(dev.velocity.access.NewKey key)))
            throw new IllegalStateException("the bench's key was refused: " + added);
        var person = context.getBean(People.class)
                .add("bench", "bench", Role.SECURITY, new Secret(PASSWORD), Actor.COMMAND_LINE);
        if (!(person instanceof Outcome.Done<?>)) throw new IllegalStateException("the account was refused: " + person);
        System.out.println("READY " + context.getEnvironment().getProperty("local.server.port") + " "
                + context.getBean(DevicesPort.class).number() + " " + key.text().reveal());
        answerCpuTime();
        context.close();
    }

    static void answerCpuTime() throws java.io.IOException {
        var machine = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (in.readLine() != null) System.out.println("CPU " + machine.getProcessCpuTime());
        }
    }
}
