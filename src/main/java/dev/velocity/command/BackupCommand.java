package dev.velocity.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `velocity backup`: a consistent copy of everything, while the server runs.
@Command(
        name = "backup",
        description = "Copy everything to a new directory, consistent, while the server runs.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "DIR", description = "A directory that does not exist yet.")
    private Path target = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (Files.exists(target))
            throw new FileAlreadyExistsException(target + ": name a directory that does not exist yet");
        try (var database = data.open()) {
            Backup.copy(database, data.directory(), target);
        }
        Objects.requireNonNull(spec).commandLine().getOut().println("everything is in " + target);
        return 0;
    }
}
