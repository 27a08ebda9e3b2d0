package dev.velocity.e2e;

import dev.velocity.Velocity;
import dev.velocity.access.Access;
import dev.velocity.access.DeviceKeys;
import dev.velocity.access.Outcome;
import dev.velocity.access.People;
import dev.velocity.access.Person;
import dev.velocity.access.QuickPasswords;
import dev.velocity.access.Role;
import dev.velocity.access.Scope;
import dev.velocity.access.Sessions;
import dev.velocity.access.SignIn;
import dev.velocity.audit.Actor;
import dev.velocity.audit.Audit;
import dev.velocity.command.Assembly;
import dev.velocity.ingest.DevicesPort;
import dev.velocity.ingest.ReadingsClient;
import dev.velocity.platform.Database;
import dev.velocity.platform.Secret;
import dev.velocity.platform.Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;

/// The whole server in this process, on ports of its own choice and with data of its own, gone when closed.
///
/// There is one person for each role, called as the role, all with [#PASSWORD]; readings go in by [#reading] through
/// the devices' door, as from any device. Time is [#clock]'s.
public final class TestServer implements AutoCloseable {
    public static final String PASSWORD = "seven lamps under the stairs";

    private static final String SITE = "given-site.yaml";
    private final Path data;
    private final TestClock clock;
    private final Map<String, Object> given;
    private ConfigurableApplicationContext context;
    private final Map<String, Secret> tokens = new HashMap<>();
    private ReadingsClient device;

    private TestServer(Path data, TestClock clock, Map<String, Object> given) {
        this.data = data;
        this.clock = clock;
        this.given = given;
        context = run(0);
        for (var role : Role.values()) person(role.text(), role.text(), role);
        device = new ReadingsClient(devices(), key("test-device", "*"), null);
    }

    /// @param site a site file's text
    public static TestServer start(String site) {
        return start(site, new TestClock(Duration.ZERO));
    }

    public static TestServer start(String site, TestClock clock) {
        return start(site, clock, Map.of());
    }

    /// @param given settings by name, beside the usual ones
    public static TestServer start(String site, Map<String, Object> given) {
        return start(site, new TestClock(Duration.ZERO), given);
    }

    private static TestServer start(String site, TestClock clock, Map<String, Object> given) {
        try {
            var data = Files.createTempDirectory("velocity-e2e-");
            Files.writeString(data.resolve(SITE), site);
            return new TestServer(data, clock, given);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigurableApplicationContext run(int port) {
        var settings = new HashMap<String, Object>(Map.of(
                "velocity.data",
                data.resolve("data").toString(),
                "velocity.site",
                data.resolve(SITE).toString(),
                "velocity.speed",
                "1",
                "velocity.styleguide",
                true,
                "velocity.bind",
                "127.0.0.1",
                "server.address",
                "127.0.0.1",
                "server.port",
                port,
                "velocity.devices.port",
                0,
                "management.server.address",
                "127.0.0.1",
                "management.server.port",
                0));
        settings.put("velocity.reserve", 0);
        settings.putAll(given);
        var application = Assembly.application(Velocity.class, settings);
        application.setRegisterShutdownHook(false);
        application.addInitializers(starting -> {
            starting.addBeanFactoryPostProcessor(beans -> {
                var definitions = (BeanDefinitionRegistry) beans;
                definitions.removeBeanDefinition("clock");
                beans.registerSingleton("clock", clock);
                definitions.removeBeanDefinition("access");
                definitions.registerBeanDefinition(
                        "access",
                        BeanDefinitionBuilder.genericBeanDefinition(
                                        Access.class,
                                        () -> QuickPasswords.open(
                                                beans.getBean(Database.class),
                                                beans.getBean(Writer.class),
                                                beans.getBean(Audit.class),
                                                beans.getBean(Path.class)))
                                .getBeanDefinition());
            });
        });
        return application.run();
    }

    /// The token of a session of this person that lives; the same one as long as it does.
    synchronized Secret token(String name) {
        var sessions = bean(Sessions.class);
        return tokens.compute(
                name,
                (_, before) -> before != null && sessions.find(before.reveal()).isPresent()
                        ? before
                        : signIn(name).token());
    }

    /// Where people go.
    public URI people() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /// Where devices report.
    public URI devices() {
        return URI.create("http://127.0.0.1:" + bean(DevicesPort.class).number());
    }

    public TestClock clock() {
        return clock;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Person person(String name, String display, Role role) {
        return done(bean(People.class).add(name, display, role, new Secret(PASSWORD), Actor.COMMAND_LINE));
    }

    /// A key for these sensors, each named or by how names begin: `hall.*`.
    public Secret key(String device, String... sensors) {
        return done(bean(DeviceKeys.class)
                        .add(device, new Scope(Arrays.asList(sensors)), Duration.ofDays(1), Actor.COMMAND_LINE))
                .text();
    }

    /// Reports a value, taken now; when this returns it is on disk and judged.
    public void reading(String sensor, double value) {
        readings(Map.of(sensor, value));
    }

    /// Reports values of several sensors at once.
    public void readings(Map<String, Double> values) {
        try {
            var now = bean(InstantSource.class).instant();
            values.forEach((sensor, value) -> device.add(sensor, now, value));
            var answer = device.send();
            if (!(answer instanceof ReadingsClient.Answer.Taken(int accepted, var _, var _, var rejected))
                    || accepted != values.size()
                    || !rejected.isEmpty())
                throw new IllegalStateException("readings of " + values.keySet() + " were not taken: " + answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T>(var value)) return value;
        throw new IllegalStateException(outcome.toString());
    }

    /// Stops the server as a signal would, and keeps the data until [#close].
    public void stop() {
        context.close();
    }

    /// The stopped server again, with its data, where people left it.
    public void startAgain(int port) {
        context = run(port);
        device.close();
        device = new ReadingsClient(devices(), key("test-device-again", "*"), null);
    }

    /// A session as a browser gets it by signing in, and the cookie that shows it.
    public SignIn.Welcome signIn(String name) {
        return signIn(name, "test");
    }

    /// The same from a machine of its own, for crowds: one address may not try for everybody.
    public SignIn.Welcome signIn(String name, String address) {
        var answer = bean(Sessions.class).signIn(name, new Secret(PASSWORD), address, "test", Optional.empty());
        if (answer instanceof SignIn.Welcome welcome) return welcome;
        throw new IllegalStateException(answer.toString());
    }

    @Override
    public void close() {
        device.close();
        stop();
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
