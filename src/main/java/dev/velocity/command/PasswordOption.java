package dev.velocity.command;

import dev.velocity.access.People;
import dev.velocity.platform.Secret;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Where a password comes from: a file, made here, or typed. Never the command line itself, which other people on the
/// machine can read.
final class PasswordOption {
    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Read the password from the first line of this file.")
    private @Nullable Path file;

    @Option(names = "--generate", description = "Make a password and print it once.")
    private boolean generate;

    /// @param made whether it must be shown, since nobody knows it yet
    record Chosen(Secret password, boolean made) {
        String shown() {
            return made ? "\npassword: " + password.reveal() + "\nIt is shown this once." : "";
        }
    }

    /// @param name whose password it will be
    Chosen choose(@Nullable CommandSpec spec, String name) throws IOException {
        var line = Objects.requireNonNull(spec).commandLine();
        if (generate && file != null)
            throw new ParameterException(line, "--generate and --password-file: choose one of them");
        if (generate) return new Chosen(People.freshPassword(name), true);
        if (file != null) {
            try (var lines = Files.lines(file)) {
                return new Chosen(new Secret(lines.findFirst().orElse("")), false);
            }
        }
        // There is none where input or output is no terminal.
        var console = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(() -> new ParameterException(
                        line, "there is no terminal to type a password at: use --password-file or --generate"));
        var first = console.readPassword("Password (15 characters or more): ");
        var again = console.readPassword("Again: ");
        if (first == null || again == null || !new String(first).equals(new String(again)))
            throw new ParameterException(line, "the two passwords differ");
        return new Chosen(new Secret(new String(first)), false);
    }
}
