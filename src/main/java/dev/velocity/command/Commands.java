package dev.velocity.command;

import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.DatabaseFailure;
import dev.velocity.platform.NotWritten;
import dev.velocity.platform.Settings;
import dev.velocity.sensor.NoSite;
import dev.velocity.sensor.WrongFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// Every command of the program. Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 78 wrong configuration.
@Command(
        name = "velocity",
        description = "The alarm command center of a closed, crewed place.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Commands {
    static final int REFUSED = 1;
    static final int CONFIGURATION = 78;

    /// In the order of the help.
    private static final List<Map.Entry<String, Class<?>>> COMMANDS = List.of(
            Map.entry("help", HelpCommand.class),
            Map.entry("serve", ServeCommand.class),
            Map.entry("demo", DemoCommand.class),
            Map.entry("user", UserCommand.class),
            Map.entry("device", DeviceCommand.class),
            Map.entry("import", ImportCommand.class),
            Map.entry("site", SiteCommand.class),
            Map.entry("audit", AuditCommand.class),
            Map.entry("migrate", MigrateCommand.class),
            Map.entry("backup", BackupCommand.class),
            Map.entry("restore", RestoreCommand.class),
            Map.entry("health", HealthCommand.class),
            Map.entry("smoke", SmokeCommand.class),
            Map.entry("journal", JournalCommand.class),
            Map.entry("train", TrainCommand.class),
            Map.entry("whatif", WhatIfCommand.class),
            Map.entry("rules", RulesCommand.class));

    /// Those that start a server.
    private static final Set<String> SERVERS = Set.of("serve", "demo", "train");

    private final Class<?> application;

    private Commands(Class<?> application) {
        this.application = application;
    }

    /// Runs one command line; its exit code.
    ///
    /// @param application the class a server is started from
    public static int run(Class<?> application, String... arguments) {
        var named = arguments.length == 0 ? "" : arguments[0];
        if (named.equals(Assembly.WORK_OUT)) {
            // Not among the commands: whatever it throws is meant for the build, which calls it.
            Assembly.workOut(application);
            return 0;
        }
        if (SERVERS.contains(named)) HeadStart.begin();
        var line = line(application, named);
        if (arguments.length == 0) {
            line.usage(System.out);
            return 0;
        }
        return line.execute(arguments);
    }

    /// The command line with this command, or with all of them when there is none of that name, so that help can show
    /// them. To read what all of them take costs a quarter of a second.
    static CommandLine line(Class<?> application, String named) {
        var line = new CommandLine(new Commands(application));
        var one = COMMANDS.stream()
                .filter(command -> command.getKey().equals(named) && command.getValue() != HelpCommand.class)
                .toList();
        for (var command : one.isEmpty() ? COMMANDS : one) line.addSubcommand(command.getKey(), command.getValue());
        return line.setExecutionExceptionHandler((failure, command, _) -> report(failure, command));
    }

    /// Starts a server with these settings; they come before the environment's.
    Server serve(Map<String, Object> settings) {
        return Server.start(application, settings);
    }

    private static int report(Exception failure, CommandLine command) throws Exception {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var told = told(cause);
            if (told.isEmpty()) continue;
            command.getErr().println(told);
            return cause instanceof NotWritten || cause instanceof DatabaseFailure || cause instanceof IOException
                    ? REFUSED
                    : CONFIGURATION;
        }
        throw failure;
    }

    /// What to say of a failure people can do something about; empty for all others, which are ours and keep their
    /// trace.
    private static String told(Throwable failure) {
        return switch (failure) {
            case Settings.Wrong wrong -> String.valueOf(wrong.getMessage());
            case WrongFile wrong -> String.valueOf(wrong.getMessage());
            case DataDirectory.Taken taken -> String.valueOf(taken.getMessage());
            case NoSite none -> String.valueOf(none.getMessage());
            case DatabaseFailure broken -> String.valueOf(broken.getMessage());
            case ImportRun.Stopped stopped -> String.valueOf(stopped.getMessage());
            case NotWritten refused -> String.valueOf(refused.getMessage());
            case java.net.BindException taken ->
                "a port is in use already (" + taken.getMessage()
                        + "): choose another with --port, --devices-port or --operations-port";
            case NoSuchFileException missing -> "there is no file " + missing.getMessage();
            case FileAlreadyExistsException there -> "there already is " + there.getMessage();
            case UncheckedIOException broken -> broken.getMessage() + ": " + broken.getCause();
            default -> "";
        };
    }
}
