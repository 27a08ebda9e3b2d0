package dev.velocity.command;

import dev.velocity.platform.DataDirectory;
import dev.velocity.platform.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// A data directory copied whole: the database as one consistent file, and the files beside it.
final class Backup {
    /// The database's own side files (the copy holds what is in them), and what belongs to the running process.
    private static final List<String> NOT_COPIED =
            List.of("velocity.db", "velocity.db-wal", "velocity.db-shm", "server.lock", "reserve");

    private Backup() {}

    static void copy(Database database, Path from, Path to) throws IOException {
        DataDirectory.open(to);
        // Checkpoints first: one signed after the database was copied would speak of lines the copy does not hold.
        copyBeside(from, to);
        database.copyTo(DataDirectory.database(to).toAbsolutePath());
    }

    /// Copies the files beside the database, with their permissions.
    static void copyBeside(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var name = from.relativize(file);
                if (name.toString().isEmpty() || NOT_COPIED.contains(name.toString())) continue;
                var target = to.resolve(name);
                if (Files.isDirectory(file)) DataDirectory.open(target);
                else Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
