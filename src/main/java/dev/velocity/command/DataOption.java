package dev.velocity.command;

import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--data DIR`: which server's data a command works on.
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The server's data directory (default: ${DEFAULT-VALUE}).",
            defaultValue = "var/data")
    private Path data = Path.of("var/data");

    Path directory() {
        return data;
    }

    Path file() {
        return DataDirectory.database(data);
    }

    /// Opens the database, which must be there already.
    Database open() throws NoSuchFileException {
        if (!Files.exists(file()))
            throw new NoSuchFileException(file() + ": name the data directory with --data, or start the server once");
        return Database.open(file());
    }
}
