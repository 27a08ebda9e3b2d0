package dev.velocity.command;

import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.audit.Actor;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `velocity user`: people who may sign in. Works while the server runs; what is changed here it knows within a second.
@Command(
        name = "user",
        description = "People who may sign in: add, list, disable, enable, role, password, sessions.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UserCommand.Add.class,
            UserCommand.All.class,
            UserCommand.Disable.class,
            UserCommand.Enable.class,
            UserCommand.ChangeRole.class,
            UserCommand.Password.class,
            UserCommand.SignedIn.class
        })
final class UserCommand {
    /// Roles as people write them.
    static final class Roles implements ITypeConverter<Role> {
        @Override
        public Role convert(String text) {
            return Arrays.stream(Role.values())
                    .filter(role -> role.text().equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is no role; there are "
                            + Arrays.stream(Role.values()).map(Role::text).collect(Collectors.joining(", "))));
        }
    }

    @Command(name = "add", description = "Let somebody sign in.", mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Mixin
        private PasswordOption password = new PasswordOption();

        @Parameters(paramLabel = "NAME", description = "To sign in with: 1 to 64 of a-z 0-9 . _ -")
        private String name = "";

        @Option(
                names = "--role",
                required = true,
                converter = Roles.class,
                description = "resident, security, operations, analyst or admin.")
        private Role role = Role.RESIDENT;

        @Option(names = "--display", paramLabel = "TEXT", description = "What screens call them (default: the name).")
        private @Nullable String display;

        @Override
        public Integer call() throws IOException {
            try (var doors = Doors.open(data)) {
                var chosen = password.choose(spec, name);
                var outcome = doors.access()
                        .people()
                        .add(
                                name,
                                Objects.requireNonNullElse(display, name),
                                role,
                                chosen.password(),
                                Actor.COMMAND_LINE);
                return Doors.tell(
                        spec,
                        outcome,
                        person -> person.name() + " may sign in as "
                                + person.role().text() + chosen.shown());
            }
        }
    }

    @Command(name = "list", description = "Everybody, also who is disabled.", mixinStandardHelpOptions = true)
    static final class All implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Override
        public Integer call() throws IOException {
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            try (var doors = Doors.open(data)) {
                for (var person : doors.access().people().all())
                    out.printf(
                            "%-24s %-10s %-8s %3d signed in  %s%n",
                            person.name(),
                            person.role().text(),
                            person.disabled() ? "disabled" : "",
                            doors.access().sessions().of(person).size(),
                            person.display());
            }
            return 0;
        }
    }

    @Command(
            name = "disable",
            description = "Keep somebody out and end their sessions.",
            mixinStandardHelpOptions = true)
    static final class Disable implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() throws IOException {
            try (var doors = Doors.open(data)) {
                return Doors.tell(
                        spec,
                        doors.access().people().disable(name, Actor.COMMAND_LINE),
                        person -> person.name() + " is disabled");
            }
        }
    }

    @Command(name = "enable", description = "Let somebody sign in again.", mixinStandardHelpOptions = true)
    static final class Enable implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() throws IOException {
            try (var doors = Doors.open(data)) {
                return Doors.tell(
                        spec,
                        doors.access().people().enable(name, Actor.COMMAND_LINE),
                        person -> person.name() + " may sign in");
            }
        }
    }

    @Command(
            name = "role",
            description = "Give somebody another role; their sessions end.",
            mixinStandardHelpOptions = true)
    static final class ChangeRole implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Parameters(index = "0", paramLabel = "NAME")
        private String name = "";

        @Parameters(index = "1", paramLabel = "ROLE", converter = Roles.class)
        private Role role = Role.RESIDENT;

        @Override
        public Integer call() throws IOException {
            try (var doors = Doors.open(data)) {
                return Doors.tell(
                        spec,
                        doors.access().people().changeRole(name, role, Actor.COMMAND_LINE),
                        (Person person) ->
                                person.name() + " is now " + person.role().text());
            }
        }
    }

    @Command(
            name = "password",
            description = "Set somebody's password; their sessions end.",
            mixinStandardHelpOptions = true)
    static final class Password implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Mixin
        private PasswordOption password = new PasswordOption();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() throws IOException {
            try (var doors = Doors.open(data)) {
                var chosen = password.choose(spec, name);
                return Doors.tell(
                        spec,
                        doors.access().people().resetPassword(name, chosen.password(), Actor.COMMAND_LINE),
                        person -> person.name() + " has a new password" + chosen.shown());
            }
        }
    }

    @Command(
            name = "sessions",
            description = "Who is signed in where.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            subcommands = Kill.class)
    static final class SignedIn {}

    @Command(name = "kill", description = "End every session of somebody.", mixinStandardHelpOptions = true)
    static final class Kill implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() throws IOException {
            try (var doors = Doors.open(data)) {
                return Doors.tell(
                        spec,
                        doors.access().people().signOutEverywhere(name, Actor.COMMAND_LINE),
                        ended -> name + " is signed out; sessions ended: " + ended);
            }
        }
    }
}
