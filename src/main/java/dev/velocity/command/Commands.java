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
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// Every command of the program. Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 78 wrong configuration.
@Command(
        name = "velocity",
        description = "The alarm command center of a closed, crewed place.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HelpCommand.class,
            ServeCommand.class,
            DemoCommand.class,
            UserCommand.class,
            DeviceCommand.class,
            ImportCommand.class,
            SiteCommand.class,
            AuditCommand.class,
            MigrateCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            HealthCommand.class,
            SmokeCommand.class,
            JournalCommand.class,
            TrainCommand.class,
            WhatIfCommand.class,
            RulesCommand.class,
        })
public final class Commands {
    static final int REFUSED = 1;
    static final int CONFIGURATION = 78;

    private final Class<?> application;

    private Commands(Class<?> application) {
        this.application = application;
    }

    /// Runs one command line; its exit code.
    ///
    /// @param application the class a server is started from
    public static int run(Class<?> application, String... arguments) {
        if (arguments.length == 1 && arguments[0].equals(Assembly.WORK_OUT)) {
            // Not among the commands: whatever it throws is meant for the build, which calls it.
            Assembly.workOut(application);
            return 0;
        }
        var line = line(application);
        if (arguments.length == 0) {
            line.usage(System.out);
            return 0;
        }
        return line.execute(arguments);
    }

    static CommandLine line(Class<?> application) {
        return new CommandLine(new Commands(application))
                .setExecutionExceptionHandler((failure, command, _) -> report(failure, command));
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
