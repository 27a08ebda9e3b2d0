package dev.velocity.command;

import dev.velocity.access.Device;
import dev.velocity.access.DeviceKeys;
import dev.velocity.access.NewKey;
import dev.velocity.access.Scope;
import dev.velocity.audit.Actor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `velocity device`: what may report readings, and its keys. Works while the server runs; what is changed here it
/// knows within a second.
@Command(
        name = "device",
        description = "Devices that report readings, and their keys: add, list, rotate, revoke.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DeviceCommand.Add.class,
            DeviceCommand.All.class,
            DeviceCommand.Rotate.class,
            DeviceCommand.Revoke.class
        })
final class DeviceCommand {
    private static String shown(NewKey made) {
        return "key " + made.key().id() + " of " + made.device().id() + ", good until "
                + made.key().expires() + ":\n" + made.text().reveal() + "\nIt is shown this once.";
    }

    @Command(name = "add", description = "A new device with its first key.", mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Parameters(paramLabel = "DEVICE", description = "Its name: 1 to 64 of a-z 0-9 . _ -")
        private String id = "";

        @Option(
                names = "--sensors",
                required = true,
                split = ",",
                paramLabel = "SENSOR",
                description =
                        "What it may report for, with commas between; hall.* is every sensor whose name begins so.")
        private List<String> sensors = List.of();

        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "365",
                description = "How long the key is good (default: ${DEFAULT-VALUE}).")
        private int days = 365;

        @Override
        public Integer call() throws IOException {
            try (var doors = Doors.open(data)) {
                return Doors.tell(
                        spec,
                        doors.access().devices().add(id, scope(), Duration.ofDays(days), Actor.COMMAND_LINE),
                        DeviceCommand::shown);
            }
        }

        private Scope scope() {
            try {
                return new Scope(sensors);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        Objects.requireNonNull(spec).commandLine(), "--sensors: " + e.getMessage(), e);
            }
        }
    }

    @Command(name = "list", description = "Every device and its keys.", mixinStandardHelpOptions = true)
    static final class All implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Override
        public Integer call() throws IOException {
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            try (var doors = Doors.open(data)) {
                for (var device : doors.access().devices().all()) {
                    out.println(device.id() + (device.revoked() ? " (revoked)" : "") + ": " + device.scope());
                    for (var key : device.keys()) out.println("  " + line(key));
                }
            }
            return 0;
        }

        private static String line(Device.Key key) {
            return "key " + key.id() + "  made " + key.created() + "  good until " + key.expires()
                    + (key.revoked() ? "  revoked" : "")
                    + key.used().map((Instant at) -> "  last used " + at).orElse("  never used");
        }
    }

    @Command(
            name = "rotate",
            description = "Another key; the old ones go on for a while.",
            mixinStandardHelpOptions = true)
    static final class Rotate implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Parameters(paramLabel = "DEVICE")
        private String id = "";

        @Option(
                names = "--overlap",
                paramLabel = "HOURS",
                defaultValue = "24",
                description = "How long the old keys go on (default: ${DEFAULT-VALUE}; 0 ends them now).")
        private int hours = 24;

        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "365",
                description = "How long the key is good (default: ${DEFAULT-VALUE}).")
        private int days = (int) DeviceKeys.LIFE.toDays();

        @Override
        public Integer call() throws IOException {
            try (var doors = Doors.open(data)) {
                return Doors.tell(
                        spec,
                        doors.access()
                                .devices()
                                .rotate(id, Duration.ofHours(hours), Duration.ofDays(days), Actor.COMMAND_LINE),
                        DeviceCommand::shown);
            }
        }
    }

    @Command(
            name = "revoke",
            description = "Shut a device out for ever, within a second.",
            mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DataOption data = new DataOption();

        @Parameters(paramLabel = "DEVICE")
        private String id = "";

        @Override
        public Integer call() throws IOException {
            try (var doors = Doors.open(data)) {
                return Doors.tell(
                        spec,
                        doors.access().devices().revoke(id, Actor.COMMAND_LINE),
                        device -> device.id() + " is revoked; its keys open nothing any more");
            }
        }
    }
}
